import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** The time, Unix ms, told every minute. */
export function createMinutes(): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 60_000);
  onCleanup(() => clearInterval(timer));
  return now;
}
