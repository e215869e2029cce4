import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createLineCounter } from '../../../supabase/functions/mixpanel-export/counting/count-lines.ts';
import { projectDays } from '../../../supabase/functions/mixpanel-export/counting/project-days.ts';
import { createLineReader } from '../../../supabase/functions/mixpanel-export/counting/read-lines.ts';

const encoder = new TextEncoder();
const line = (id: string, more = '') => `{"event":"Open","properties":{"distinct_id":"${id}","time":1${more}}}`;

/** Reads a text in parts that end at these places. */
function read(text: string, cuts: readonly number[] = [], counted = Infinity) {
  const counter = createLineCounter(
    projectDays('2026-11-01', '2026-11-01', { zone: null, wallClock: false }),
    Uint32Array.of(1, 2),
  );
  const reader = createLineReader(counter, counted);
  const bytes = encoder.encode(text);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  places.slice(1).forEach((place, index) => reader.push(bytes.subarray(places[index], place)));
  const end = reader.end();
  return { end, events: counter.days()[0]?.events, users: counter.days()[0]?.users };
}

const texts = [
  `${line('u1')}\n${line('ü2', ',"text":"a\u2028b\u0085c"')}\n\n${line('u3')}\n`,
  `${line('u1')}\n${line('u2')}\nterminated early\n`,
  `${line('u1')}\nterminated early`,
  `${line('u1')}\n{"event":"Open","prop`,
  `${line('u1')}\r\n${line('u2')}\r\n`,
  `${line('u1')}\n{"event":"Open","properties":\n{"distinct_id":"u2","time":1}}\n${line('u3')}\n`,
  '',
];

describe('a stream of lines', () => {
  test.prop([fc.constantFrom(...texts), fc.array(fc.nat(), { maxLength: 12 })])(
    'means the same wherever it is cut into parts',
    (text, cuts) => {
      expect(read(text, cuts)).toEqual(read(text));
    },
  );

  test.prop([fc.constantFrom(...texts.filter((text) => text.length > 0)), fc.array(fc.nat(), { maxLength: 12 })])(
    'ends in the same way where its end is no longer counted',
    (text, cuts) => {
      const { end, events } = read(text, cuts, 0);
      expect({ end, events }).toEqual({ end: read(text).end, events: 0 });
    },
  );

  it('is counted up to the limit, and from there on passed over', () => {
    const lines = [line('u1'), line('u2'), line('u3'), line('u4')].map((one) => `${one}\n`);
    const places = [lines[0]!.length, 2 * lines[0]!.length, 3 * lines[0]!.length];
    expect(read(lines.join(''), places, 2 * lines[0]!.length)).toMatchObject({ end: 'whole', events: 2 });
  });

  it.each([
    ['every line once, separators inside values being no ends', texts[0], 'whole', 3],
    ['what was before Mixpanel gave up, as not whole', texts[1], 'terminated', 2],
    ['the same without a last newline', texts[2], 'terminated', 1],
    ['what was before the cut, as cut', texts[3], 'cut', 1],
    ['lines that end in CR LF', texts[4], 'whole', 2],
    ['a record split over two lines, once', texts[5], 'whole', 3],
    ['nothing in nothing', texts[6], 'whole', 0],
    ['a last line without its newline', `${line('u1')}\n${line('u2')}`, 'whole', 2],
    ['not a line that is broken, which is no reason to fail', `${line('u1')}\nnonsense\n${line('u2')}\n`, 'whole', 2],
    ['not two halves that are not one record', `{"event":"Open",\n${line('u1')}\n"properties":{}}\n`, 'whole', 1],
    [
      'what is before words in the middle of a record',
      `${line('u1')}\n{"event":"Op terminated early\n`,
      'terminated',
      1,
    ],
  ])('counts %s', (_what, text, end, events) => {
    expect(read(text ?? '')).toMatchObject({ end, events });
  });

  it('does not take a value that says so for the end', () => {
    expect(read(`${line('u1', ',"note":"terminated early"')}\n`)).toMatchObject({ end: 'whole', events: 1 });
  });

  it('passes over a line that is longer than memory should be, and goes on', () => {
    const endless = `{"event":"Open","properties":{"a":"${'x'.repeat(5_000_000)}"}}`;
    expect(read(`${line('u1')}\n${endless}\n${line('u2')}\n`, [100, 2_000_000, 4_500_000])).toMatchObject({
      end: 'whole',
      events: 2,
    });
    expect(read(`${line('u1')}\n${endless}`, [100, 2_000_000])).toMatchObject({ end: 'cut', events: 1 });
  });
});
