import { sameBytes, viewOf } from './byte-view.ts';
import { copyBytes } from './scratch.ts';

/**
 * Numbers byte strings in the order in which they are first seen.
 *
 * Open addressing on typed arrays; the bytes lie end to end in one buffer. No object is made for a string
 * that is already there.
 */
export interface ByteDictionary {
  readonly size: number;
  /** The code of bytes [start, end), or -1 when they are new. */
  find(bytes: Uint8Array, start: number, end: number): number;
  /** True when the code stands for bytes [start, end). */
  is(code: number, bytes: Uint8Array, start: number, end: number): boolean;
  /** Give bytes [start, end) the next code. They must be new. */
  add(bytes: Uint8Array, start: number, end: number): number;
  /** As `add`, but `find` will never answer this code. */
  addHidden(bytes: Uint8Array, start: number, end: number): number;
  /** The bytes of a code, or of all codes up to `last` end to end. The view is good until the next `add`. */
  bytesOf(code: number, last?: number): Uint8Array;
  /** How many bytes each code from `first` on has. */
  lengthsFrom(first: number): Uint32Array<ArrayBuffer>;
  /**
   * The codes of texts that lie end to end, given if need be, into `codes` from `at` on; absent where `find` and `add`
   * are as quick.
   */
  codesOf?(bytes: Uint8Array, lengths: Uint32Array, codes: Uint32Array, at: number): void;
}

/** The last word of four bytes overlaps the one before: quicker than going on byte by byte. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let h = end - start;
  if (end - start >= 4) {
    const view = viewOf(bytes);
    const last = end - 4;
    for (let at = start; at < last; at += 4) {
      h = Math.imul(h ^ view.getInt32(at, true), 0x9e3779b1);
      h ^= h >>> 15;
    }
    h = Math.imul(h ^ view.getInt32(last, true), 0x9e3779b1);
    h ^= h >>> 15;
  } else {
    for (let at = start; at < end; at++) h = Math.imul(h ^ bytes[at]!, 0x85ebca6b);
  }
  h = Math.imul(h ^ (h >>> 16), 0xc2b2ae35);
  return h ^ (h >>> 13);
}

function grown<T extends Uint8Array | Uint32Array | Int32Array>(
  array: T,
  make: (length: number) => T,
  needed: number,
): T {
  const larger = make(Math.max(array.length * 2, needed));
  larger.set(array);
  return larger;
}

/** Numbers that a slot has. */
const SLOT = 4;

export function createByteDictionary(): ByteDictionary {
  let size = 0;
  /** Hash, one more than the code, first byte, length: side by side, so that a look-up waits for memory once. */
  let slots = new Int32Array(SLOT * 1024);
  let mask = slots.length / SLOT - 1;
  let hashes = new Int32Array(512);
  let starts = new Uint32Array(513);
  let store = new Uint8Array(8192);
  let storeView = new DataView(store.buffer);

  const place = (code: number): void => {
    const hashed = hashes[code]!;
    let slot = hashed & mask;
    while (slots[SLOT * slot + 1] !== 0) slot = (slot + 1) & mask;
    const at = SLOT * slot;
    slots[at] = hashed;
    slots[at + 1] = code + 1;
    slots[at + 2] = starts[code]!;
    slots[at + 3] = starts[code + 1]! - starts[code]!;
  };

  const widen = (): void => {
    const old = slots;
    slots = new Int32Array(old.length * 2);
    mask = slots.length / SLOT - 1;
    for (let at = 1; at < old.length; at += SLOT) if (old[at] !== 0) place(old[at]! - 1);
  };

  const equals = (code: number, bytes: Uint8Array, start: number, end: number): boolean => {
    const offset = starts[code]!;
    if (starts[code + 1]! - offset !== end - start) return false;
    return sameBytes(viewOf(bytes), start, storeView, offset, end - start);
  };

  const addHidden = (bytes: Uint8Array, start: number, end: number): number => {
    const code = size++;
    const offset = starts[code]!;
    const next = offset + (end - start);
    if (size >= starts.length - 1) starts = grown(starts, (n) => new Uint32Array(n), 0);
    if (code >= hashes.length) hashes = grown(hashes, (n) => new Int32Array(n), 0);
    if (next > store.length) {
      store = grown(store, (n) => new Uint8Array(n), next);
      storeView = new DataView(store.buffer);
    }
    copyBytes(bytes, start, end, store, offset);
    starts[code + 1] = next;
    return code;
  };

  return {
    get size() {
      return size;
    },
    is: equals,
    find(bytes, start, end) {
      const wanted = hash(bytes, start, end);
      const length = end - start;
      for (let slot = wanted & mask; ; slot = (slot + 1) & mask) {
        const at = SLOT * slot;
        const code = slots[at + 1]! - 1;
        if (code < 0) return -1;
        if (slots[at] !== wanted || slots[at + 3] !== length) continue;
        if (sameBytes(viewOf(bytes), start, storeView, slots[at + 2]! >>> 0, length)) return code;
      }
    },
    add(bytes, start, end) {
      const code = addHidden(bytes, start, end);
      hashes[code] = hash(bytes, start, end);
      if (2 * SLOT * size > slots.length) widen();
      place(code);
      return code;
    },
    addHidden,
    bytesOf: (code, last = code) => store.subarray(starts[code]!, starts[last + 1]!),
    lengthsFrom(first) {
      const lengths = new Uint32Array(size - first);
      for (let i = 0; i < lengths.length; i++) lengths[i] = starts[first + i + 1]! - starts[first + i]!;
      return lengths;
    },
  };
}
