import { damagedFile } from './refuse-file.ts';

/** Compressed bytes go in by pieces of this size: one piece is inflated in one go and may grow a thousandfold. */
const PIECE = 1 << 16;

type Chunks = AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;

/** Writes all chunks, piece by piece. A failure to read is noted; a failure to write is the reader's to report. */
async function feed(
  chunks: Chunks,
  writer: WritableStreamDefaultWriter<BufferSource>,
  unreadable: (cause: unknown) => void,
): Promise<void> {
  for (;;) {
    let step: IteratorResult<Uint8Array<ArrayBuffer>, void>;
    try {
      step = await chunks.next();
    } catch (cause) {
      unreadable(cause);
      return writer.abort(cause);
    }
    if (step.done) return writer.close();
    for (let at = 0; at < step.value.length; at += PIECE) await writer.write(step.value.subarray(at, at + PIECE));
  }
}

/**
 * Decompress with the browser's own decoder.
 *
 * @throws PteroError `import/damaged` when the data are cut off, damaged or followed by something else; whatever
 * reading `chunks` throws.
 */
export async function* inflate(chunks: Chunks, format: 'gzip' | 'deflate-raw', label: string): Chunks {
  const stream = new DecompressionStream(format);
  const reader = stream.readable.getReader();
  let unreadable: { readonly cause: unknown } | undefined;
  const feeding = feed(chunks, stream.writable.getWriter(), (cause) => {
    unreadable = { cause };
  });
  feeding.catch(() => undefined);

  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value as Uint8Array<ArrayBuffer>;
    }
  } catch (cause) {
    if (unreadable) throw unreadable.cause;
    throw damagedFile(label, 'is cut off or damaged: its compressed data cannot be read to the end', cause);
  } finally {
    await reader.cancel().catch(() => undefined);
    await chunks.return();
  }
}
