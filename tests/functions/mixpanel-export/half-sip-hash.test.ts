import { describe, expect, it } from 'vitest';
import {
  type Hash64,
  halfSipHash,
  keyFromHex,
} from '../../../supabase/functions/mixpanel-export/counting/half-sip-hash.ts';

/** `vectors_hsip64` of github.com/veorq/SipHash: of the first n bytes 00 01 02 …, key 00 01 … 07, n from 0 to 63. */
const vectors = [
  '218d1f59b9b83cc8be552412f8387315064f39ef7c50eb57ce0f1a45f7060679d5e78a175be52ea1cb9d7c3f2f3db580',
  'ce3e91358aa2bc25ff202728b07bc684edfee820bce4858c5b51cccc1388830795b0469f06a6f2eeae26333994ddcd48',
  '7bc71f9faef5c7995a2352d75a0c37443bb1a870eae8e658217d0bcb4e81c9027336aad25f7bf3b537adc0641c4c4f6a',
  'c9b2db2b9a3e42f9f910e48020ab363c1bf52b0a6feea7db00741dc269e8b3efe20103fa1ba776ef4c2210e54b681d73',
  '70741045ae3fa6f10c864037397140380d899ed8112923f0226bf5fab81ee1b82d925ffb1e0016b5361958d52cee10f1',
  '291aaf864898179d863c7f155c34117c28709d46d811626c248477681d28f89c8324e4d7528f9830f9efd4e13aea6bd8',
  '86d67a40ec4276dc3f6292eccca97e35cbd92ee724d42109368df6808d403d795b38c81c67c8ae4c95ab7189d439acb3',
  'a91a52c0253270245b0087c69528acea1e30f3ad27dcb15a697f5c9a90324ed4495c0f995557dc389427202a3c29f94d',
  'a9eaa8c04ba93e3eeea4c1737d011218912d568fd8f65a4956919596b0ff5c9702445a7998f550e186ec466ce71d1fb2',
  '359569e7d289e3bc871b05ca62bb7c96a1a492f942f15f1d12ec267ff6095b6e5d1b5ea1b231d89dd8cfb4453f92ee54',
  'd6762890bf26e460313563a4b7ed5cf3f90b3ab572d466932ea63c71bf326087',
].join('');

const hex = (word: number) =>
  [0, 8, 16, 24].map((shift) => ((word >>> shift) & 0xff).toString(16).padStart(2, '0')).join('');

describe('the keyed hash of ids', () => {
  it('is HalfSipHash-2-4 with 64 bits, by its authors’ 64 vectors', () => {
    const key = keyFromHex('0001020304050607');
    const input = Uint8Array.from({ length: 64 }, (_, index) => index);
    const out: Hash64 = { first: 0, second: 0 };
    const hashes = Array.from({ length: 64 }, (_, length) => {
      halfSipHash(key, input, 0, length, out);
      return hex(out.first) + hex(out.second);
    });
    expect(hashes.join('')).toBe(vectors);
  });

  it('reads only the bytes it is told to', () => {
    const key = Uint32Array.of(1, 2);
    const [alone, inside]: Hash64[] = [
      { first: 0, second: 0 },
      { first: 0, second: 0 },
    ];
    halfSipHash(key, Uint8Array.of(1, 2, 3, 4, 5), 0, 5, alone!);
    halfSipHash(key, Uint8Array.of(9, 9, 1, 2, 3, 4, 5, 9), 2, 7, inside!);
    expect(inside).toEqual(alone);
  });

  it('says something else with another key', () => {
    const outs = [Uint32Array.of(1, 2), Uint32Array.of(1, 3), Uint32Array.of(2, 2)].map((key) => {
      const out = { first: 0, second: 0 };
      halfSipHash(key, Uint8Array.of(1), 0, 1, out);
      return `${out.first} ${out.second}`;
    });
    expect(new Set(outs).size).toBe(3);
  });
});
