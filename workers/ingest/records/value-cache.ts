import { sameBytes, viewOf } from '../columns/byte-view.ts';

/**
 * Remembers how values were written and which codes they got, path by path, so that a value that comes again is
 * neither scanned nor looked up. Values end by themselves: strings with their quotes, lists and objects.
 */
export interface ValueCache {
  /** Of the value found last. */
  readonly tag: number;
  readonly code: number;
  /** The byte after the value that begins at `at` when it is a remembered one, else -1. */
  find(path: number, bytes: Uint8Array, at: number, end: number): number;
  /** Remember that the value [start, end) has this code. */
  learn(path: number, bytes: Uint8Array, start: number, end: number, tag: number, code: number): void;
}

const SLOTS = 1024;
/** Longer values rarely come again. */
const LONGEST = 64;
/** Paths beyond these are not cached, so that all caches together stay under ten megabytes. */
const PATHS = 128;
/** A value's slot is found by its first bytes: 8, or 16 where that did not help. */
const READ = 16;
/** After this many values it is decided whether a path's values come again often enough. */
const TRIAL = 512;

interface PathCache {
  readonly store: Uint8Array;
  readonly view: DataView;
  readonly lengths: Uint8Array;
  readonly tags: Uint8Array;
  readonly codes: Uint32Array;
  wide: boolean;
  off: boolean;
  tries: number;
  hits: number;
}

function createPathCache(): PathCache {
  const store = new Uint8Array(SLOTS * LONGEST);
  return {
    store,
    view: new DataView(store.buffer),
    lengths: new Uint8Array(SLOTS),
    tags: new Uint8Array(SLOTS),
    codes: new Uint32Array(SLOTS),
    wide: false,
    off: false,
    tries: 0,
    hits: 0,
  };
}

function slotOf(view: DataView, at: number, wide: boolean): number {
  let hash = Math.imul(view.getInt32(at, true), 0x9e3779b1) ^ view.getInt32(at + 4, true);
  if (wide) {
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ view.getInt32(at + 8, true);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) ^ view.getInt32(at + 12, true);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash >>> 20) & (SLOTS - 1);
}

function judge(cache: PathCache): void {
  if (cache.hits * 2 < cache.tries) {
    cache.off = cache.wide;
    cache.wide = true;
  }
  cache.tries = cache.hits = 0;
}

export function createValueCache(): ValueCache {
  const caches: PathCache[] = Array.from({ length: PATHS });
  const found = { tag: 0, code: 0 };

  return {
    get tag() {
      return found.tag;
    },
    get code() {
      return found.code;
    },
    find(path, bytes, at, end) {
      if (path >= PATHS) return -1;
      const cache = caches[path];
      if (cache === undefined || cache.off || at + READ > bytes.length) return -1;
      const view = viewOf(bytes);
      const slot = slotOf(view, at, cache.wide);
      const length = cache.lengths[slot]!;
      if (++cache.tries === TRIAL) judge(cache);
      if (length === 0 || at + length > end || !sameBytes(view, at, cache.view, slot * LONGEST, length)) return -1;
      cache.hits++;
      found.tag = cache.tags[slot]!;
      found.code = cache.codes[slot]!;
      return at + length;
    },
    learn(path, bytes, start, end, tag, code) {
      const length = end - start;
      if (path >= PATHS || length > LONGEST || start + READ > bytes.length) return;
      const cache = (caches[path] ??= createPathCache());
      if (cache.off) return;
      const slot = slotOf(viewOf(bytes), start, cache.wide);
      for (let i = 0; i < length; i++) cache.store[slot * LONGEST + i] = bytes[start + i]!;
      cache.lengths[slot] = length;
      cache.tags[slot] = tag;
      cache.codes[slot] = code;
    },
  };
}
