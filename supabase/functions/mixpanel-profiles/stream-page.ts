/** A page of a thousand profiles that is longer than this is none. */
export const PAGE_BYTES = 64_000_000;

export interface PageOptions {
  readonly body: ReadableStream<Uint8Array>;
  /** Nothing for this long, ms: Mixpanel has stalled. */
  readonly patience: number;
  /** Lets go of Mixpanel. Called whenever the page did not end by itself. */
  stop(): void;
  /** Why it broke off, once, in a word. */
  broken(why: 'unreachable' | 'too-large'): void;
}

/**
 * Pass a page through as it comes, one part at a time. It ends cleanly when Mixpanel's answer did, else with an error; when
 * the reader goes away, Mixpanel is let go of at once.
 */
export function streamPage({ body, patience, stop, broken }: PageOptions): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let passed = 0;
  let isOver = false;
  /** Not all platforms end what is being read when its request is aborted, nor the request when its body is cancelled. */
  const letGo = () => {
    isOver = true;
    stop();
    reader.cancel().catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const breakOff = (why: Parameters<typeof broken>[0]) => {
          if (isOver) return;
          letGo();
          broken(why);
          controller.error(new Error(why));
        };
        const stalled = setTimeout(() => breakOff('unreachable'), patience);
        try {
          const { done, value } = await reader.read();
          if (isOver) return;
          if (done) {
            isOver = true;
            return controller.close();
          }
          passed += value.length;
          if (passed > PAGE_BYTES) return breakOff('too-large');
          controller.enqueue(value);
        } catch {
          breakOff('unreachable');
        } finally {
          clearTimeout(stalled);
        }
      },
      cancel: letGo,
    },
    { highWaterMark: 0 },
  );
}
