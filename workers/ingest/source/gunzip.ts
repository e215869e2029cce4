import { Gunzip } from 'fflate';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ByteSource } from './byte-source.ts';
import { crc32 } from '../../shared/crc32.ts';
import { inflate } from './inflate.ts';
import { damagedFile } from './refuse-file.ts';

const PIECE = 1 << 16;
/** Where a member's checksum is looked for: far more than a header with a long file name. */
const KEPT = 1 << 16;
const TRAILER = 8;

type Chunks = AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Decompress gzip members that follow each other, checking each one's length and checksum. Slower than `inflate`. */
async function* gunzipMembers(source: ByteSource): Chunks {
  let crc = 0;
  let size = 0;
  let seen = 0;
  let recent: Uint8Array = new Uint8Array(0);
  let inflated: Uint8Array<ArrayBuffer>[] = [];

  const check = (end: number): void => {
    const at = end - TRAILER - (seen - recent.length);
    if (at < 0) throw new RangeError('the checksum is out of reach');
    const trailer = new DataView(recent.buffer, recent.byteOffset + at, TRAILER);
    if (trailer.getUint32(0, true) !== crc || trailer.getUint32(4, true) !== size >>> 0) {
      throw new RangeError('the checksum is wrong');
    }
    crc = size = 0;
  };

  const members = new Gunzip((data) => {
    crc = crc32(data, crc);
    size += data.length;
    if (data.length > 0) inflated.push(data as Uint8Array<ArrayBuffer>);
  });
  members.onmember = check;

  for await (const chunk of source.chunks()) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      const piece = chunk.subarray(at, at + PIECE);
      seen += piece.length;
      recent = joined(recent.subarray(-KEPT), piece);
      try {
        members.push(piece, false);
      } catch (cause) {
        throw damagedFile(source.label, 'is cut off or damaged: its compressed data cannot be read to the end', cause);
      }
      const ready = inflated;
      inflated = [];
      yield* ready;
    }
  }
  try {
    check(seen);
  } catch (cause) {
    throw damagedFile(source.label, 'is cut off: its compressed data end too early', cause);
  }
}

/**
 * The decompressed bytes of a gzip source, of all its members.
 *
 * Browsers decompress one member and refuse what follows, without saying where it ended. Then it is begun again
 * with our own decoder, past the bytes that were already handed on.
 */
export function gunzipped(source: ByteSource): ByteSource {
  return {
    label: source.label,
    async *chunks() {
      let passed = 0;
      try {
        for await (const chunk of inflate(source.chunks(), 'gzip', source.label)) {
          passed += chunk.length;
          yield chunk;
        }
        return;
      } catch (cause) {
        if (PteroError.from(cause).code !== 'import/damaged') throw cause;
      }
      for await (const chunk of gunzipMembers(source)) {
        const known = Math.min(passed, chunk.length);
        passed -= known;
        if (known < chunk.length) yield chunk.subarray(known);
      }
    },
  };
}
