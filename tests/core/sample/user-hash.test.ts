import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { hashUserId, isInSample } from '#core/sample/user-hash.ts';

/** `select murmurHash3_32(id)` in ClickHouse 26.7.2.1. */
const clickHouse: Readonly<Record<string, number>> = {
  '': 0,
  a: 1009084850,
  ab: 2613040991,
  abc: 3017643002,
  abcd: 1139631978,
  hello: 613153351,
  'The quick brown fox jumps over the lazy dog': 776992547,
  ü: 2017519274,
  'user-0000042': 2483121093,
  日本語: 2779017879,
  '🦖': 3756489927,
  '$device:18a': 3786999845,
  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: 4243188946,
  'é🙂z': 1884376780,
};

describe('the hash of a user id', () => {
  it.each(Object.entries(clickHouse))('of %j is that of ClickHouse', (id, hash) => {
    expect(hashUserId(id)).toBe(hash);
  });

  test.prop([fc.string({ unit: 'binary' }), fc.integer({ min: 0xd800, max: 0xdfff })])(
    'takes a lone surrogate for U+FFFD, as every UTF-8 encoder does',
    (id, surrogate) => {
      const damaged = `${id} ${String.fromCharCode(surrogate)} ${id}`;
      expect(hashUserId(damaged)).toBe(hashUserId(new TextDecoder().decode(new TextEncoder().encode(damaged))));
    },
  );
});

describe('a sample of users', () => {
  const ids = Array.from({ length: 64_000 }, (_, i) => `user-${i}`);

  it.each([2, 4, 8, 16, 32])('of 1 in %i holds about that share', (oneIn) => {
    const held = ids.filter((id) => isInSample(id, oneIn)).length;
    const expected = ids.length / oneIn;
    expect(Math.abs(held - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  it('is part of every larger one', () => {
    const quarter = new Set(ids.filter((id) => isInSample(id, 4)));
    expect(ids.filter((id) => isInSample(id, 8)).every((id) => quarter.has(id))).toBe(true);
    expect(ids.every((id) => isInSample(id, 1))).toBe(true);
  });
});
