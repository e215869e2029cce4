import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { combineHashes, type Hash64, hashBytes, hashNumber } from '#core/mixpanel/key-hash.ts';

const hashed = (bytes: Uint8Array, start = 0, end = bytes.length): Hash64 => {
  const out = { high: 0, low: 0 };
  hashBytes(bytes, start, end, out);
  return out;
};
const text = ({ high, low }: Hash64): string => `${high} ${low}`;

describe('the hash of bytes', () => {
  test.prop([fc.uint8Array({ maxLength: 40 }), fc.nat(5)])(
    'depends on the bytes only, not on where they lie',
    (bytes, offset) => {
      const moved = new Uint8Array(bytes.length + offset + 3).fill(7);
      moved.set(bytes, offset);
      expect(hashed(moved, offset, offset + bytes.length)).toEqual(hashed(bytes));
    },
  );

  test.prop([fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), fc.nat(7)])(
    'changes about half of its bits with any one bit',
    (bytes, at, bit) => {
      const other = bytes.slice();
      other[at % bytes.length]! ^= 1 << bit;
      const [a, b] = [hashed(bytes), hashed(other)];
      const changed = [a.high ^ b.high, a.low ^ b.low].map((x) => (x >>> 0).toString(2).replaceAll('0', '').length);
      expect(changed[0]! + changed[1]!).toBeGreaterThan(8);
    },
  );

  it('is different for bytes that only differ in zeros at the end', () => {
    const seen = new Set(Array.from({ length: 32 }, (_, length) => text(hashed(new Uint8Array(length)))));
    expect(seen.size).toBe(32);
  });

  it('fills both halves evenly: counters meet about as often as chance has it', () => {
    const encoder = new TextEncoder();
    const [highs, lows] = [new Set<number>(), new Set<number>()];
    for (let i = 0; i < 200_000; i++) {
      const { high, low } = hashed(encoder.encode(`user-${i}`));
      highs.add(high);
      lows.add(low);
    }
    // 200,000 of 2³²: 4.7 meetings expected.
    expect(highs.size).toBeGreaterThan(200_000 - 20);
    expect(lows.size).toBeGreaterThan(200_000 - 20);
  });
});

describe('combined hashes', () => {
  it('tell the order, and may be written over one of the two', () => {
    const [a, b] = [hashed(Uint8Array.of(1)), hashed(Uint8Array.of(2))];
    const [ab, ba] = [
      { high: 0, low: 0 },
      { high: 0, low: 0 },
    ];
    combineHashes(a, b, ab);
    combineHashes(b, a, ba);
    expect(text(ab)).not.toBe(text(ba));
    combineHashes(a, b, a);
    expect(a).toEqual(ab);
  });
});

describe('the hash of a number', () => {
  it('is that of its value', () => {
    const of = (value: number): string => {
      const out = { high: 0, low: 0 };
      hashNumber(value, out);
      return text(out);
    };
    expect(of(0)).toBe(of(-0));
    expect(
      new Set([0, 1, 1.5, -1, 1e300, Number.POSITIVE_INFINITY, 1_700_000_000_000, 1_700_000_000_001].map(of)).size,
    ).toBe(8);
  });
});
