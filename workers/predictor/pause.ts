/** Lets waiting messages (a cancel) in. Faster than a timer, which browsers hold back to 4 ms. One pause at a time. */
export function createPause(): () => Promise<void> {
  const channel = new MessageChannel();
  return () =>
    new Promise((resolve) => {
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(null);
    });
}
