import { unreadableFile } from './refuse-file.ts';

/** Bytes that can be read from the start as often as wanted. */
export interface ByteSource {
  /** What messages and reports call it: the file, or the archive and the file in it. */
  readonly label: string;
  chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;
}

/** Small enough that one chunk, decompressed and scanned, holds up a cancel by some tens of milliseconds only. */
export const CHUNK = 1 << 20;

/** Read part of a file. @throws PteroError `import/unreadable` when it changed or is gone. */
export async function readPart(blob: Blob, from: number, to: number, label: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.slice(from, to).arrayBuffer());
  } catch (cause) {
    throw unreadableFile(label, cause);
  }
}

/**
 * Bytes [from, to) of a file, read ahead as far as the browser does so by itself.
 *
 * As one stream: of a file that lies in memory, Chromium copies every slice and refuses to go on once the copies have
 * used up its room.
 *
 * @param onPosition - told the place in the file up to which bytes were handed on.
 */
export function blobSource(
  blob: Blob,
  label: string,
  onPosition: (position: number) => void,
  from = 0,
  to = blob.size,
): ByteSource {
  return {
    label,
    async *chunks() {
      const whole = from === 0 && to === blob.size;
      const reader = (whole ? blob : blob.slice(from, to)).stream().getReader();
      const read = async (): Promise<Uint8Array<ArrayBuffer> | undefined> => {
        try {
          return (await reader.read()).value;
        } catch (cause) {
          throw unreadableFile(label, cause);
        }
      };
      try {
        let position = from;
        for (let part = await read(); part; part = await read()) {
          for (let at = 0; at < part.length; at += CHUNK) {
            const chunk = part.subarray(at, at + CHUNK);
            yield chunk;
            position += chunk.length;
            onPosition(position);
          }
        }
        if (position < to) throw unreadableFile(label, new RangeError('the file ends before its own end'));
      } finally {
        await reader.cancel().catch(() => undefined);
      }
    },
  };
}

/** The first bytes of a source, `limit` or a little more; `whole` when there are no others. */
export async function readHead(source: ByteSource, limit: number): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let whole = true;
  for await (const chunk of source.chunks()) {
    if (length >= limit) {
      whole = false;
      break;
    }
    chunks.push(chunk);
    length += chunk.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { bytes, whole };
}
