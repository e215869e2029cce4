import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ValueTag } from '#core/predictor/event-table.ts';
import { createValueCache } from '#workers/ingest/records/value-cache.ts';
import { meaningOf } from '../json-parse-oracle.ts';
import { bytesOf, createLineReader } from '../line-reader.ts';

const after = ',"next":"and more bytes"}';

describe('the value cache', () => {
  it('finds what it was taught at the same path only, and where it ends', () => {
    const cache = createValueCache();
    const bytes = bytesOf(`"one"${after}"one"${after}`);
    cache.learn(3, bytes, 0, 5, ValueTag.string, 7);
    expect(cache.find(3, bytes, 5 + after.length, bytes.length)).toBe(10 + after.length);
    expect([cache.tag, cache.code]).toEqual([ValueTag.string, 7]);
    expect(cache.find(4, bytes, 0, bytes.length)).toBe(-1);
    expect(cache.find(3, bytes, 0, 4)).toBe(-1);
  });

  it('does not take a value for another one that begins with it', () => {
    const cache = createValueCache();
    cache.learn(0, bytesOf(`"one"${after}`), 0, 5, ValueTag.string, 7);
    for (const other of ['"one\\""', '"onE"', '"one more"', '["one"]']) {
      expect(cache.find(0, bytesOf(`${other}${after}`), 0, 30)).toBe(-1);
    }
  });

  it('gives a path up whose values do not come again, and leaves the others alone', () => {
    const cache = createValueCache();
    const known = bytesOf(`"one"${after}`);
    for (let i = 0; i < 3000; i++) {
      const bytes = bytesOf(`"${i} is new"${after}`);
      cache.find(1, bytes, 0, bytes.length);
      cache.learn(1, bytes, 0, bytes.length - after.length, ValueTag.string, i);
      cache.find(2, known, 0, known.length);
      cache.learn(2, known, 0, 5, ValueTag.string, 7);
    }
    cache.learn(1, known, 0, 5, ValueTag.string, 7);
    expect(cache.find(1, known, 0, known.length)).toBe(-1);
    expect(cache.find(2, known, 0, known.length)).toBe(5);
  });

  it('keeps no long values and reads nothing beyond the bytes it is given', () => {
    const cache = createValueCache();
    const long = bytesOf(`"${'x'.repeat(80)}"${after}`);
    cache.learn(0, long, 0, 82, ValueTag.string, 1);
    expect(cache.find(0, long, 0, long.length)).toBe(-1);
    const short = bytesOf('"one"');
    cache.learn(0, short, 0, 5, ValueTag.string, 1);
    expect(cache.find(0, short, 0, 5)).toBe(-1);
  });
});

describe('lines whose values come again and again', () => {
  const read = createLineReader();
  const strings = [
    '"a"',
    '"ab"',
    '"a\\""',
    '"a\\u0062"',
    '"\\ud83d"',
    '"é"',
    '"a "',
    '""',
    '"plain words, the same for long"',
  ];
  const lists = ['[]', '[1]', '["a"]', '[ "a"]', '["t1","t2"]'];
  const others = ['{}', '{ }', '{"b":"a"}', '{"b":{"b":"ab"}}', '1', '12', 'true', 'null'];
  const value = fc.constantFrom(...strings, ...lists, ...others);
  const record = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'a.b'), value), { maxLength: 6 }).map((pairs) => {
    const cells = pairs.map(([key, text]) => `"${key}":${text}`);
    return `{"event":"e","properties":{${[...cells, '"time":1700000000', '"distinct_id":"u"'].join(',')}}}`;
  });

  test.prop([fc.array(record, { minLength: 1, maxLength: 8 }), fc.nat()], { numRuns: 1500 })(
    'mean what JSON.parse reads, also where the bytes end behind them',
    (records, cut) => {
      const bytes = bytesOf(records.join('\n'));
      const at = cut % (bytes.length + 1);
      const { events, refused } = read([bytes.slice(0, at), bytes.slice(at)]);
      expect(refused).toEqual([]);
      expect(events.map(({ properties }) => properties)).toEqual(
        records.map((text) => {
          const meaning = meaningOf(bytesOf(text));
          return meaning.kind === 'event' ? meaning.properties : null;
        }),
      );
    },
    60_000,
  );
});
