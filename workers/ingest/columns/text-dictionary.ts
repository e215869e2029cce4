import { type ByteDictionary, createByteDictionary } from './byte-dictionary.ts';
import type { PackedTexts } from './packed-texts.ts';
import { StringFlag } from '../records/scan-json.ts';
import { createScratch } from './scratch.ts';
import { unescape } from '../records/unescape.ts';

/** Numbers the texts of an import. Equal texts have one code, however their bytes were escaped. */
export interface TextDictionary {
  readonly size: number;
  /**
   * The code of a string's content [start, end), whose `StringFlag`s are known. The content is decoded only when
   * it is new. Bytes that are not UTF-8 become U+FFFD as in TextDecoder.
   */
  codeOf(bytes: Uint8Array, start: number, end: number, flags: number): number;
  /** As `codeOf`, quicker when the text is that of `likely` (-1: none). */
  codeLike(likely: number, bytes: Uint8Array, start: number, end: number, flags: number): number;
  /** The bytes by which a code is known: UTF-8, or three bytes for half a surrogate pair. */
  bytesOf(code: number): Uint8Array;
  /** The texts first seen since the last call, in order of their codes. */
  takeAdded(): PackedTexts;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Text of bytes, U+FFFD for what is not UTF-8; a leading U+FEFF is kept. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

/** Text of a string's content [start, end), escapes resolved. */
export function decodeString(bytes: Uint8Array, start: number, end: number, flags: number): string {
  const text = decodeText(bytes, start, end);
  return flags & StringFlag.escape ? (JSON.parse(`"${text}"`) as string) : text;
}

/** @param known - where the texts' bytes are kept; others may add texts of UTF-8 to it. */
export function createTextDictionary(known: ByteDictionary = createByteDictionary()): TextDictionary {
  const unpaired = new Map<string, number>();
  const scratch = createScratch();
  let taken = 0;

  const unpairedCode = (text: string): number => {
    let code = unpaired.get(text);
    if (code === undefined) {
      code = known.addHidden(scratch.bytes, 0, scratch.length);
      unpaired.set(text, code);
    }
    return code;
  };

  const firstSight = (bytes: Uint8Array, start: number, end: number, nonAscii: boolean): number => {
    const text = nonAscii ? decodeText(bytes, start, end) : '';
    if (!text.includes('\ufffd')) return known.add(bytes, start, end);
    const repaired = encoder.encode(text);
    const code = known.find(repaired, 0, repaired.length);
    return code >= 0 ? code : known.add(repaired, 0, repaired.length);
  };

  const codeOf = (bytes: Uint8Array, start: number, end: number, flags: number): number => {
    if ((flags & StringFlag.escape) === 0) {
      const code = known.find(bytes, start, end);
      return code >= 0 ? code : firstSight(bytes, start, end, (flags & StringFlag.nonAscii) !== 0);
    }
    if (unescape(bytes, start, end, scratch)) return unpairedCode(decodeString(bytes, start, end, flags));
    const code = known.find(scratch.bytes, 0, scratch.length);
    return code >= 0 ? code : firstSight(scratch.bytes, 0, scratch.length, true);
  };

  return {
    get size() {
      return known.size;
    },
    codeOf,
    codeLike: (likely, bytes, start, end, flags) =>
      likely >= 0 && flags === 0 && known.is(likely, bytes, start, end) ? likely : codeOf(bytes, start, end, flags),
    bytesOf: known.bytesOf,
    takeAdded() {
      const first = taken;
      taken = known.size;
      const lengths = known.lengthsFrom(first);
      return { bytes: lengths.length === 0 ? new Uint8Array(0) : known.bytesOf(first, taken - 1).slice(), lengths };
    },
  };
}
