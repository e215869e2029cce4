import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { line } from '../import-files.ts';
import { meaningOf } from '../json-parse-oracle.ts';
import { mutatedRecord } from '../json-texts.ts';
import { bytesOf, createLineReader, type TextReading } from '../line-reader.ts';

const read = createLineReader();
const readText = (text: string, framing?: 'lines' | 'list'): TextReading => read([bytesOf(text)], framing);
const names = ({ events }: TextReading): string[] => events.map(({ event }) => event);
const reasons = ({ refused }: TextReading) => refused.map(({ reason, number }) => [reason, number]);

describe('lines', () => {
  it('end at byte 0x0A only, with or without a carriage return', () => {
    const reading = readText(`${line('a\u2028b')}\r\n${line('c\u0085d')}\n${line('e')}`);
    expect(names(reading)).toEqual(['a\u2028b', 'c\u0085d', 'e']);
    expect(reading.incomplete).toBe(false);
  });

  it('may be blank, and still count in the numbers of later ones', () => {
    const reading = readText(`\n  \r\n${line('a')}\n\n\tnonsense\n${line('b')}\n\n`);
    expect(names(reading)).toEqual(['a', 'b']);
    expect(reasons(reading)).toEqual([['not-json', 5]]);
  });

  it('that were broken in two are joined, wherever the break is', () => {
    const whole = line('Sign up', { note: 'two words', list: [1, { a: 'é' }] });
    for (let at = 1; at < whole.length; at++) {
      const reading = readText(`${line('before')}\n${whole.slice(0, at)}\n${whole.slice(at)}\r\n${line('after')}\n`);
      expect(names(reading)).toEqual(['before', 'Sign up', 'after']);
      expect(reading.refused).toEqual([]);
    }
  });

  it('that stay broken are refused with their own numbers, and the next is read on its own', () => {
    const half = line('lost').slice(0, 30);
    expect(reasons(readText(`${half}\n${line('a')}\n${half}\n${half}\n${line('b')}\n`))).toEqual([
      ['not-json', 1],
      ['not-json', 3],
      ['not-json', 4],
    ]);
    expect(names(readText(`${half}\n${line('a')}\n${half}\n${half}\n${line('b')}\n`))).toEqual(['a', 'b']);
  });

  it('say when Mixpanel broke off, also after half a line', () => {
    const reading = readText(`${line('a')}\n{"event":"b","prop\nterminated early\n`);
    expect(reasons(reading)).toEqual([
      ['not-json', 2],
      ['terminated-early', 3],
    ]);
    expect(reading.incomplete).toBe(true);
  });

  it('make a file incomplete when it ends inside one', () => {
    expect(readText(`${line('a')}\n${line('b').slice(0, 20)}`).incomplete).toBe(true);
    expect(readText(`${line('a')}\n${line('b').slice(0, 20)}\n`).incomplete).toBe(false);
    expect(readText(`${line('a')}\n${line('b')}`).incomplete).toBe(false);
  });

  it('of ten million bytes are refused with their number, also over chunks, and the rest is read', () => {
    const longest = line('long', { x: '#' }).replace('#', 'y'.repeat(10_000_000 - line('long', { x: '' }).length));
    expect(longest).toHaveLength(10_000_000);
    const text = bytesOf(`${line('a')}\n${longest}\n${line('b')}\n${longest.replace('yy', 'y')}\n`);
    for (const size of [1 << 16, 3_000_000, text.length]) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.subarray(i * size, (i + 1) * size),
      );
      const reading = read(chunks);
      expect(names(reading)).toEqual(['a', 'b', 'long']);
      expect(reasons(reading)).toEqual([['too-long', 2]]);
    }
  });

  it('that are longer still are refused once, though they come in many chunks', () => {
    const text = bytesOf(`${line('long', { x: 'y'.repeat(10_400_000) })}\n${line('b')}\n`);
    const chunks = Array.from({ length: Math.ceil(text.length / 65_536) }, (_, i) =>
      text.subarray(i * 65_536, (i + 1) * 65_536),
    );
    const reading = read(chunks);
    expect(names(reading)).toEqual(['b']);
    expect(reasons(reading)).toEqual([['too-long', 1]]);
  });

  it.each([
    ['no time', { time: undefined }, 'no-time'],
    ['time null', { time: null }, 'no-time'],
    ['time in words', { time: 'yesterday' }, 'bad-time'],
    ['time before 1970', { time: -5 }, 'bad-time'],
    ['time in microseconds', { time: 1_700_000_000_000_000 }, 'bad-time'],
  ])('with %s are refused', (_, properties, reason) => {
    expect(reasons(readText(line('a', properties)))).toEqual([[reason, 1]]);
  });

  it.each([[undefined], [''], [null], [true], ['$hotshard_events'], [{ id: 1 }]])(
    'of user %j are set aside',
    (distinct_id) => {
      const reading = readText(line('a', { distinct_id, mp_original_distinct_id: 'x' }));
      expect(reading).toMatchObject({ events: [], withoutUser: 1, refused: [] });
    },
  );

  it('keep all digits of a user who is a number', () => {
    const users = ['12345678901234567890', '12345678901234567891', '7', '1.50'];
    const text = users.map((user) => `{"event":"a","properties":{"time":1,"distinct_id":${user}}}`).join('\n');
    expect(readText(text).events.map(({ user }) => user)).toEqual([
      '12345678901234567890',
      '12345678901234567891',
      '7',
      '1.5',
    ]);
  });
});

const tricky = [
  line('a', { text: 'é😀\u2028"\\', list: [1, [{}]], deep: { er: { x: null } } }),
  line('half').slice(0, 25),
  line('half').slice(25),
  '{"properties":{"distinct_id":"u","time":1.5},"event":"\\u0062"}\r',
  '',
  'nonsense',
  line('no user', { distinct_id: '' }),
  '{"event":"cut',
];

/** All different ways to read a text, cut into two chunks at every byte, or into single bytes. */
function readingsOf(text: string, framing: 'lines' | 'list'): TextReading[] {
  const bytes = bytesOf(text);
  const again = createLineReader();
  const cuts = Array.from({ length: bytes.length + 1 }, (_, at) => [bytes.slice(0, at), bytes.slice(at)]);
  const readings = [...cuts, [...bytes].map((byte) => Uint8Array.of(byte))].map((chunks) => again(chunks, framing));
  return [...new Map(readings.map((reading) => [JSON.stringify(reading), reading])).values()];
}

describe('chunks', () => {
  it('may be cut at every byte of a file of lines', () => {
    const text = tricky.join('\n');
    expect(readingsOf(text, 'lines')).toEqual([readText(text)]);
  });

  it('may be cut at every byte of a list', () => {
    const text = ` [ ${tricky[0]!} ,\n{"event":"x"},, ${line('c]')} , "}", 12 ] \n [${line('d')},] terminated early`;
    expect(readingsOf(text, 'list')).toEqual([readText(text, 'list')]);
    expect(names(readText(text, 'list'))).toHaveLength(3);
  });
});

describe('a list', () => {
  it('is read on one line and over many, and several lists after each other', () => {
    const items = [line('a', { text: '],[{"' }), line('b', { list: [[1]] })];
    const pretty = JSON.stringify(
      items.map((item) => JSON.parse(item) as unknown),
      null,
      2,
    );
    const reading = readText(`[${items.join(',')}]\n${pretty}\n[]`, 'list');
    expect(names(reading)).toEqual(['a', 'b', 'a', 'b']);
    expect(reading).toMatchObject({ refused: [], incomplete: false });
  });

  it('counts items, refuses what is no event, and holes', () => {
    const reading = readText(`[${line('a')},1,,{"event":2},${line('b')},]`, 'list');
    expect(names(reading)).toEqual(['a', 'b']);
    expect(reasons(reading)).toEqual([
      ['not-an-event', 2],
      ['not-json', 3],
      ['not-an-event', 4],
      ['not-json', 6],
    ]);
  });

  it.each([`[${line('a')},${line('b').slice(0, 20)}`, `[${line('a')},`, `[${line('a')}`, '['])(
    'that is cut off is incomplete: %s',
    (text) => {
      expect(readText(text, 'list').incomplete).toBe(true);
    },
  );

  it('with an item of ten million bytes refuses it and reads on', () => {
    const text = `[${line('a')},${line('b', { x: 'y'.repeat(10_000_000) })},${line('c')}]`;
    const bytes = bytesOf(text);
    const reading = read([bytes.subarray(0, 5_000_000), bytes.subarray(5_000_000)], 'list');
    expect(names(reading)).toEqual(['a', 'c']);
    expect(reasons(reading)).toEqual([['too-long', 2]]);
  });
});

/** Reads a file line by line with JSON.parse, joining broken lines as documented. */
function byOracle(bytes: Uint8Array): { events: string[]; withoutUser: number; refused: string[]; lines: number } {
  const result = { events: [] as string[], withoutUser: 0, refused: [] as string[], lines: 0 };
  const settle = (piece: Uint8Array): void => {
    const meaning = meaningOf(piece);
    result.lines++;
    if (meaning.kind === 'event') result.events.push(meaning.event);
    else if (meaning.kind === 'without-user') result.withoutUser++;
    else result.refused.push(meaning.reason);
  };
  const isJson = (piece: Uint8Array): boolean => {
    const meaning = meaningOf(piece);
    return meaning.kind !== 'refused' || meaning.reason !== 'not-json';
  };
  let waiting: number[] | null = null;
  let from = 0;
  while (from <= bytes.length) {
    const newline = bytes.indexOf(10, from);
    const to = newline < 0 ? bytes.length : newline;
    const piece = bytes.slice(from, to > from && bytes[to - 1] === 13 ? to - 1 : to);
    from = to + 1;
    const first = piece.find((byte) => ![32, 9, 13].includes(byte));
    if (first === undefined) continue;
    const joined: Uint8Array = Uint8Array.from([...(waiting ?? []), ...piece]);
    if (waiting && isJson(joined)) {
      waiting = null;
      settle(joined);
      continue;
    }
    if (waiting) settle(Uint8Array.from(waiting));
    waiting = null;
    if (!isJson(piece) && first === 0x7b) waiting = [...piece];
    else settle(piece);
  }
  if (waiting) settle(Uint8Array.from(waiting));
  return result;
}

describe('any bytes', () => {
  const file = fc
    .array(fc.oneof(mutatedRecord, fc.constantFrom(...tricky).map(bytesOf)), { maxLength: 6 })
    .chain((lines) =>
      fc.tuple(
        fc.constant(lines),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(10, 13, 0x22, 0x7d, 0)), { maxLength: 4 }),
      ),
    )
    .map(([lines, changes]) => {
      const bytes = lines.flatMap((piece) => [...piece, 10]);
      for (const [where, byte] of changes) bytes.splice(where % (bytes.length + 1), 0, byte);
      return Uint8Array.from(bytes);
    });

  test.prop([file, fc.nat()], { numRuns: 1500 })(
    'are read as JSON.parse reads them line by line, and every line is accounted for',
    (bytes, cut) => {
      const at = cut % (bytes.length + 1);
      const reading = read([bytes.slice(0, at), bytes.slice(at)]);
      const expected = byOracle(bytes);
      expect(names(reading)).toEqual(expected.events);
      expect(reading.withoutUser).toBe(expected.withoutUser);
      expect(reading.refused.map(({ reason }) => reason)).toEqual(expected.refused);
      expect(reading.events.length + reading.withoutUser + reading.refused.length).toBe(expected.lines);
    },
    60_000,
  );

  test.prop([fc.uint8Array({ maxLength: 200 }), fc.constantFrom('lines', 'list')], { numRuns: 1000 })(
    'never crash the reader',
    (bytes, framing) => {
      expect(read([bytes], framing as 'lines' | 'list').events).toEqual([]);
    },
  );
});
