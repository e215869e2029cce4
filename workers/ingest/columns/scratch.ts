/** A byte buffer that grows and is used again and again. */
export interface Scratch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly length: number;
  clear(): void;
  push(byte: number): void;
  append(source: Uint8Array, start: number, end: number): void;
}

/** From this many bytes on, the engine's own copy is faster than a loop. */
const LONG = 64;

/** Copy bytes [start, end) of `source` to `at` in `target`, without making a view when they are few. */
export function copyBytes(source: Uint8Array, start: number, end: number, target: Uint8Array, at: number): void {
  if (end - start >= LONG) target.set(source.subarray(start, end), at);
  else for (let i = start; i < end; i++) target[at++] = source[i]!;
}

export function createScratch(capacity = 256): Scratch {
  let bytes = new Uint8Array(capacity);
  let length = 0;

  const ensure = (needed: number): void => {
    if (needed <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, needed));
    larger.set(bytes.subarray(0, length));
    bytes = larger;
  };

  return {
    get bytes() {
      return bytes;
    },
    get length() {
      return length;
    },
    clear() {
      length = 0;
    },
    push(byte) {
      ensure(length + 1);
      bytes[length++] = byte;
    },
    append(source, start, end) {
      ensure(length + end - start);
      copyBytes(source, start, end, bytes, length);
      length += end - start;
    },
  };
}
