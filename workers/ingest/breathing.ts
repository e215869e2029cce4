/** Lets waiting messages in, such as a cancel, between two pieces of work. */
export interface Breathing {
  /** Waits for the event loop to come round, if the last time was more than 30 ms ago. */
  pause(): Promise<void>;
  end(): void;
}

const EVERY_MS = 30;

/** Uses a message to itself: a timer would cost four milliseconds each time. */
export function createBreathing(now: () => number): Breathing {
  const { port1, port2 } = new MessageChannel();
  let last = now();
  return {
    async pause() {
      if (now() - last < EVERY_MS) return;
      await new Promise<void>((resolve) => {
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
      last = now();
    },
    end() {
      port1.close();
      port2.close();
    },
  };
}
