import { crc32 as zlibCrc32 } from 'node:zlib';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { crc32 } from '#workers/shared/crc32.ts';

describe('crc32', () => {
  it.each([
    ['', 0],
    ['123456789', 0xcbf43926],
    ['The quick brown fox jumps over the lazy dog', 0x414fa339],
  ])('of %j is the published one', (text, expected) => {
    expect(crc32(new TextEncoder().encode(text))).toBe(expected);
  });

  test.prop([fc.uint8Array({ maxLength: 4096 }), fc.nat()])(
    'agrees with another implementation, in one go and in two',
    (bytes, at) => {
      const cut = bytes.length === 0 ? 0 : at % bytes.length;
      expect(crc32(bytes)).toBe(zlibCrc32(bytes));
      expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(zlibCrc32(bytes));
    },
  );
});
