import type { LineReader } from './counting/read-lines.ts';

/** Bytes of a part: the most, and the fewest but for the last. Each part has its price, whatever its size. */
const MOST = 65_536;
const FEWEST = 16_384;

export interface SliceOptions {
  readonly body: ReadableStream<Uint8Array>;
  readonly lines: LineReader;
  /** A slice of more bytes is broken off; null where it cannot be asked for in smaller ones. */
  readonly longest: number | null;
  /** Nothing for this long, ms: Mixpanel has stalled. */
  readonly patience: number;
  /** The whole slice has passed. When this fails, so does the stream. */
  whole(): Promise<void>;
  /** A part of the slice has passed and no more of it will: the reader went away, Mixpanel broke off or gave up, it is too large. */
  partly(): void;
  /** Lets go of Mixpanel. Called whenever the slice did not end by itself. */
  stop(): void;
  /** Why it broke off, once, in a word. */
  broken(why: 'unreachable' | 'slice-too-large' | 'not-recorded'): void;
}

/**
 * Pass a slice through as it comes, part by part, counted on the way.
 *
 * Holds one part at a time: the next is asked for when the reader has taken the one before. It ends cleanly when Mixpanel's
 * answer did and, unless that said `terminated early`, was recorded; else it ends with an error. When the reader goes away,
 * Mixpanel is let go of at once. What passed is counted, however it ends.
 */
export function streamSlice(options: SliceOptions): ReadableStream<Uint8Array> {
  const { body, lines, longest, patience, whole, partly, stop, broken } = options;
  const reader = body.getReader({ mode: 'byob' });
  let passed = 0;
  let over = false;
  const end = () => {
    over = true;
    clearInterval(watch);
  };
  /** Not all platforms end what is being read when its request is aborted, nor the request when its body is cancelled. */
  const letGo = () => {
    end();
    stop();
    reader.cancel().catch(() => undefined);
  };
  const breakOff = (controller: ReadableStreamDefaultController, why: Parameters<typeof broken>[0]) => {
    if (over) return;
    letGo();
    // What could not be recorded as a whole is not to be recorded in part: its ticket is used up.
    if (why !== 'not-recorded' && passed > 0) partly();
    broken(why);
    controller.error(new Error(why));
  };
  let out: ReadableStreamDefaultController | null = null;
  // Only Mixpanel's silence counts: a reader that takes its time asks for nothing.
  let waiting = false;
  let silent = false;
  const watch = setInterval(() => {
    if (silent && out) breakOff(out, 'unreachable');
    silent = waiting;
  }, patience);
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        out = controller;
      },
      async pull(controller) {
        let part: ReadableStreamReadResult<Uint8Array<ArrayBuffer>>;
        try {
          waiting = true;
          part = await reader.read(new Uint8Array(MOST), { min: FEWEST });
          waiting = silent = false;
        } catch {
          return breakOff(controller, 'unreachable');
        }
        if (over) return;
        if (part.value && part.value.length > 0) {
          if (longest !== null && passed + part.value.length > longest) return breakOff(controller, 'slice-too-large');
          lines.push(part.value);
          passed += part.value.length;
          controller.enqueue(part.value);
        }
        if (!part.done) return;
        const ended = lines.end();
        if (ended === 'cut') return breakOff(controller, 'unreachable');
        if (ended === 'whole') {
          try {
            await whole();
          } catch {
            return breakOff(controller, 'not-recorded');
          }
        } else if (!over) partly();
        if (over) return;
        end();
        controller.close();
      },
      cancel() {
        if (over) return;
        letGo();
        if (passed > 0) partly();
      },
    },
    { highWaterMark: 0 },
  );
}
