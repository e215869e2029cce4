/** How a file behaves while it is read. */
export interface Oddity {
  /** Called with every stretch that is asked for, before it is given. May throw what reading fails with. */
  reading?(from: number, to: number): void;
  /** The file really ends here, although it said that it was longer. */
  readonly endsAt?: number;
  /** What it says its size is. */
  readonly claims?: number;
}

const CHUNK = 16_384;

/** A file that does not behave, however it is read: as a stream, or in slices. */
export function oddFile(text: string, { reading, endsAt, claims }: Oddity, name = 'shop.ndjson'): File {
  const all = new TextEncoder().encode(text);
  const size = claims ?? all.length;
  const end = Math.min(endsAt ?? size, size);
  /** Text that goes on as long as the file claims to. */
  const bytesAt = (from: number, to: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(Math.max(0, Math.min(to, end) - from));
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = all[(from + i) % all.length]!;
    return bytes;
  };

  const part = (from: number, to: number): Blob => {
    const stream = (): ReadableStream<Uint8Array<ArrayBuffer>> => {
      let at = from;
      return new ReadableStream(
        {
          pull(controller) {
            if (at >= Math.min(to, end)) return controller.close();
            const next = Math.min(at + CHUNK, to);
            try {
              reading?.(at, next);
            } catch (cause) {
              return controller.error(cause);
            }
            controller.enqueue(bytesAt(at, next));
            at = next;
          },
        },
        { highWaterMark: 0 },
      );
    };
    const arrayBuffer = async (): Promise<ArrayBuffer> => {
      reading?.(from, to);
      return bytesAt(from, to).buffer;
    };
    return Object.assign(Object.create(Blob.prototype) as Blob, {
      stream,
      arrayBuffer,
      slice: (start = 0, stop = to - from) => part(from + start, Math.min(from + stop, to)),
    });
  };
  const whole = part(0, size);
  Object.defineProperties(whole, {
    size: { value: size },
    name: { value: name },
    lastModified: { value: 0 },
  });
  return whole as File;
}
