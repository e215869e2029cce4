import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createByteDictionary } from '#workers/ingest/columns/byte-dictionary.ts';
import { bytesOf } from '../line-reader.ts';

describe('a byte dictionary', () => {
  test.prop([fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 60 })])(
    'numbers what it sees in the order of first sight',
    (all) => {
      const dictionary = createByteDictionary();
      const expected = new Map<string, number>();
      for (const bytes of all) {
        const code = expected.get(bytes.join()) ?? -1;
        expect(dictionary.find(bytes, 0, bytes.length)).toBe(code);
        if (code < 0) expected.set(bytes.join(), dictionary.add(bytes, 0, bytes.length));
      }
      expect([...expected.values()]).toEqual([...expected.keys()].map((_, i) => i));
      for (const [text, code] of expected) expect([...dictionary.bytesOf(code)].join()).toBe(text);
    },
  );

  it('keeps three hundred thousand texts apart, of which some share a 32-bit hash', () => {
    const dictionary = createByteDictionary();
    const texts = Array.from({ length: 300_000 }, (_, i) => bytesOf(`${i}-${i % 7}`));
    const met = texts.filter((bytes) => {
      const seen = dictionary.find(bytes, 0, bytes.length) >= 0;
      if (!seen) dictionary.add(bytes, 0, bytes.length);
      return seen;
    });
    expect(met).toEqual([]);
    expect(texts.findIndex((bytes, i) => dictionary.find(bytes, 0, bytes.length) !== i)).toBe(-1);
  });

  it('never answers a hidden code, and counts it', () => {
    const dictionary = createByteDictionary();
    const bytes = bytesOf('hidden');
    expect(dictionary.addHidden(bytes, 0, bytes.length)).toBe(0);
    expect(dictionary.find(bytes, 0, bytes.length)).toBe(-1);
    expect(dictionary.add(bytes, 0, bytes.length)).toBe(1);
    expect(dictionary.size).toBe(2);
  });
});
