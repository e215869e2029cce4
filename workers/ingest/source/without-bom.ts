import type { ByteSource } from './byte-source.ts';

const BOM = [0xef, 0xbb, 0xbf];
export const BOM_BYTES = BOM.length;

/** True when text in UTF-8 begins with a byte order mark. */
export function startsWithBom(bytes: Uint8Array): boolean {
  return BOM.every((byte, at) => bytes[at] === byte);
}

/** The same text without the byte order mark it may begin with. */
export function withoutBom(source: ByteSource): ByteSource {
  return {
    label: source.label,
    async *chunks() {
      let first = new Uint8Array(0);
      let decided = false;
      for await (const chunk of source.chunks()) {
        if (decided) {
          yield chunk;
          continue;
        }
        const joined = new Uint8Array(first.length + chunk.length);
        joined.set(first);
        joined.set(chunk, first.length);
        first = joined;
        if (first.length < BOM.length) continue;
        decided = true;
        yield startsWithBom(first) ? first.subarray(BOM.length) : first;
      }
      if (!decided && first.length > 0) yield first;
    },
  };
}
