import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { blobSource } from '#workers/ingest/source/byte-source.ts';
import { gunzipped } from '#workers/ingest/source/gunzip.ts';
import { gzip, joined } from '../archives.ts';

/** Decompresses as browsers do: the first member, not always all of it, and then a refusal. */
class StrictDecompressionStream {
  static handedOn = 0;
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;

  constructor() {
    let enqueue: (bytes: Uint8Array) => void = () => {};
    let fail: () => void = () => {};
    let begun = false;
    this.readable = new ReadableStream({
      start(controller) {
        enqueue = (bytes) => controller.enqueue(bytes);
        fail = () => controller.error(new TypeError('junk after the end'));
      },
    });
    this.writable = new WritableStream({
      write() {
        const handedOn = StrictDecompressionStream.handedOn;
        if (handedOn > 0 && !begun) enqueue(first.slice(0, handedOn));
        begun = true;
      },
      close: () => fail(),
    });
  }
}

const noise = (seed: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (Math.sin(i * seed) * 1e4) & 255);
const first = noise(1, 200_000);
const members = [first, noise(2, 1), new Uint8Array(0), noise(3, 300_000), noise(4, 50)];

async function read(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of gunzipped(blobSource(new Blob([bytes]), 'x.gz', () => {})).chunks()) chunks.push(chunk);
  return joined(...chunks);
}

beforeEach(() => void vi.stubGlobal('DecompressionStream', StrictDecompressionStream));
afterEach(() => void vi.unstubAllGlobals());

describe('gzip members after each other, where the browser reads one only', () => {
  it.each([0, 1, 199_999, 200_000])('are read to the end, %d bytes having been handed on', async (handedOn) => {
    StrictDecompressionStream.handedOn = handedOn;
    const whole = joined(...members.map((member) => gzip(member, 'a-name.ndjson')));
    expect(Buffer.compare(await read(whole), joined(...members))).toBe(0);
  });

  it.each([
    ['the first', 0],
    ['the last', 1],
  ])('are refused when the checksum of %s is wrong', async (_, which) => {
    StrictDecompressionStream.handedOn = 0;
    const parts = [gzip(noise(5, 5000)), gzip(noise(6, 5000))];
    parts[which]![parts[which]!.length - 7]! ^= 1;
    await expect(read(joined(...parts))).rejects.toMatchObject({ code: 'import/damaged' });
  });

  it('are refused when the last is cut off', async () => {
    StrictDecompressionStream.handedOn = 0;
    for (const cut of [1, 7, 8, 9, 500]) {
      await expect(read(joined(gzip(first), gzip(noise(5, 5000))).slice(0, -cut))).rejects.toMatchObject({
        code: 'import/damaged',
      });
    }
  });
});
