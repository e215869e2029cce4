import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Meaning, meaningOf } from '../json-parse-oracle.ts';
import { mutatedRecord, recordText } from '../json-texts.ts';
import { bytesOf, createLineReader } from '../line-reader.ts';

const read = createLineReader();

/** Numbers as user ids keep digits that JSON.parse loses: here they are compared by value. */
const byValue = (user: string): string => (Number.isNaN(Number(user)) ? user : String(Number(user)));

/** What the scanner makes of a line. */
function scanned(bytes: Uint8Array): Meaning | undefined {
  const { events, withoutUser, refused } = read([bytes]);
  if (events.length + withoutUser + refused.length !== 1) return undefined;
  if (withoutUser === 1) return { kind: 'without-user' };
  const [refusal] = refused;
  if (refusal) return { kind: 'refused', reason: refusal.reason };
  const { event, user, time, processed, properties } = events[0]!;
  return { kind: 'event', event, user: byValue(user), time, processed, properties };
}

/** What JSON.parse and the rules make of it. */
function expected(bytes: Uint8Array): Meaning | undefined {
  const meaning = meaningOf(bytes);
  if (bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)) return undefined;
  return meaning.kind === 'event' ? { ...meaning, user: byValue(meaning.user) } : meaning;
}

/** A few seconds alone; other tests may run beside it. */
const TIMEOUT = 60_000;

describe('the scanner agrees with JSON.parse', () => {
  test.prop([recordText], { numRuns: 6000 })(
    'on events in every spelling',
    (text) => {
      expect(scanned(bytesOf(text))).toEqual(expected(bytesOf(text)));
    },
    TIMEOUT,
  );

  test.prop([mutatedRecord], { numRuns: 5000 })(
    'on events with bytes cut, changed and put in',
    (bytes) => {
      fc.pre(!bytes.includes(0x0a));
      expect(scanned(bytes)).toEqual(expected(bytes));
    },
    TIMEOUT,
  );

  const event = (properties: string): string =>
    `{"event":"e","properties":{"time":1700000000,"distinct_id":"u",${properties}}}`;

  it.each([
    ['a repeated key', event('"x":1,"x":"two"')],
    ['a repeated object', event('"x":{"a":1,"b":2},"x":{"c":3}')],
    ['an object after a value, then a value', event('"x":1,"x":{"c":{"d":3}},"x":[1]')],
    ['a repeated object two levels down', event('"x":{"y":{"a":1},"z":1,"y":{"b":2}}')],
    [
      'a repeated `properties`',
      `{"properties":{"time":1,"distinct_id":"u","x":1},"event":"e","properties":{"time":2,"distinct_id":"v"}}`,
    ],
    [
      'a repeated `properties` that is no object',
      `{"properties":{"time":1,"distinct_id":"u"},"event":"e","properties":3}`,
    ],
    ['a repeated `time`', event('"time":null')],
    ['a repeated `distinct_id` that is an object', event('"distinct_id":{"a":"b"}')],
    ['two paths with one name', event('"a.b":1,"a":{"b":2}')],
    ['two paths with one name, the other way round', event('"a":{"b":2},"a.b":1')],
    ['three paths with one name', event('"a":{"b":{"c":1},"b.c":2},"a.b":{"c":3}')],
    ['an empty object and an empty list', event('"x":{},"y":[],"z":{"w":{}}')],
    ['a list of objects', event('"x":[{"a":1, "b":[ 1 , 2 ]}, "\\u0041 b"]')],
    ['seventeen levels', event(`"x":${'{"k":'.repeat(20)}1${'}'.repeat(20)}`)],
    ['a key with escapes', event('"\\u0061\\n":1,"a\\n":2')],
    ['a text with escapes and without', event('"x":"\\u0041\\ud83d\\ude00","y":"A😀"')],
    ['half a surrogate pair', event('"x":"\\ud800","y":"\\udc00\\ud800","z":"\\ud800x"')],
    ['separators inside values', event('"x":"a\u2028b\u0085c\u2029"')],
    [
      'the longest exact numbers',
      event('"x":999999999999999,"y":0.99999999999999,"z":-123456789.012345,"w":9999999999999999'),
    ],
    ['minus zero', event('"x":-0,"y":-0.0,"z":-0e5')],
    ['numbers beyond a double', event('"x":1e999,"y":-1e999,"z":1e-999')],
    ['a million digits', event(`"x":${'9'.repeat(200_000)},"y":0.${'1'.repeat(200_000)}`)],
    ['keys that every object inherits', event('"__proto__":1,"toString":2,"constructor":{"__proto__":{"a":1}}')],
    ['no properties at all', '{"event":"e","properties":{}}'],
    ['an empty name', '{"event":"","properties":{"time":1,"distinct_id":"u"}}'],
    ['a BOM before the brace', '\ufeff{"event":"e","properties":{"time":1,"distinct_id":"u"}}'],
    ['a thousand brackets', event(`"x":${'['.repeat(1000)}${']'.repeat(1000)}`)],
    ['a bracket too many', event(`"x":${'['.repeat(1000)}${']'.repeat(1001)}`)],
    ['mixed brackets', event('"x":[{"a":1]}')],
  ])('on %s', (_, text) => expect(scanned(bytesOf(text))).toEqual(expected(bytesOf(text))));

  it('on bytes that are not UTF-8, in values, names and lists', () => {
    const text = event('"x":"#","y#":"#\\u00e9","z":["#"],"w":"\ufffd"');
    for (const bad of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xe2, 0x80], [0xf0, 0x9f, 0x98], [0xc0, 0xaf]]) {
      const bytes = Uint8Array.from([...bytesOf(text)].flatMap((byte) => (byte === 0x23 ? bad : [byte])));
      expect(scanned(bytes)).toEqual(expected(bytes));
    }
  });

  it('takes lists of any depth', () => {
    const deep = '['.repeat(300_000) + ']'.repeat(300_000);
    expect(read([bytesOf(event(`"x":${deep}`))]).refused).toEqual([]);
    expect(read([bytesOf(event(`"x":${deep}]`))]).refused).toMatchObject([{ reason: 'not-json' }]);
  });

  it('gives equal texts one code, however they are spelled', () => {
    const spelled = (text: string) => event(`"x":${text}`);
    const texts = ['"é"', '"\\u00e9"', '"\\u00E9"', '"\ufffd"', '"\\ufffd"'].map(spelled);
    const { events } = createLineReader()([bytesOf(texts.join('\n'))]);
    expect(events.map(({ properties }) => properties['x'])).toEqual(['é', 'é', 'é', '\ufffd', '\ufffd']);
  });
});
