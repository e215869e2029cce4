import type { ByteSource } from '../source/byte-source.ts';
import { createCutFinder, findCutInFile } from './find-cut.ts';
import type { PlainText } from '../source/open-file.ts';
import type { Part } from './scanner.ts';
import { createScratch } from '../columns/scratch.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What is left of a text once no cut was found: to be read in one go, by whoever holds no more than a chunk of it. */
export interface Rest {
  readonly source: ByteSource;
}

/** Cut a file into parts of about `size` bytes by looking at the places around the cuts only. */
export async function* partsOfFile(
  { file, textAt, from: sourceFrom }: PlainText,
  label: string,
  size: number,
): AsyncGenerator<Part | Rest, void, undefined> {
  const finder = createCutFinder();
  let from = textAt;
  while (file.size - from > size) {
    const to = await findCutInFile(finder, file, from + size, label);
    if (to < 0) break;
    yield { label, content: { file, from, to } };
    from = to;
  }
  if (file.size - from <= 2 * size) yield { label, content: { file, from, to: file.size } };
  else yield { source: sourceFrom(from) };
}

/** A stream is given up to be cut when this many parts' bytes have gone by without a place to cut. */
const PATIENCE = 4;
/** Room for the chunk that completes a part. */
const LAST_CHUNK = 1 << 20;

/** Cut a stream into parts of about `size` bytes, each in memory of its own. */
export async function* partsOfStream(source: ByteSource, size: number): AsyncGenerator<Part | Rest, void, undefined> {
  const { label } = source;
  const finder = createCutFinder();
  const chunks = source.chunks();
  const capacity = size + LAST_CHUNK;
  let held = createScratch(capacity);
  try {
    for (let step = await chunks.next(); !step.done; step = await chunks.next()) {
      held.append(step.value, 0, step.value.length);
      if (held.length <= size) continue;
      const bytes = held.bytes.subarray(0, held.length);
      const cut = finder.find(bytes, size);
      if (cut >= 0) {
        held = createScratch(capacity);
        held.append(bytes, cut, bytes.length);
        yield { label, content: bytes.subarray(0, cut) };
      } else if (bytes.length > PATIENCE * size) {
        yield { source: { label, chunks: () => chunksAfter(bytes, chunks) } };
        return;
      }
    }
    yield { label, content: held.bytes.subarray(0, held.length) };
  } finally {
    await chunks.return();
  }
}

async function* chunksAfter(seen: Bytes, chunks: ReturnType<ByteSource['chunks']>): ReturnType<ByteSource['chunks']> {
  yield seen;
  yield* chunks;
}
