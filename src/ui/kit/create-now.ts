import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';

/** The time, Unix ms, told every second while it is needed. */
export function createNow(isNeeded: Accessor<boolean>): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  createEffect(() => {
    if (!isNeeded()) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    onCleanup(() => clearInterval(timer));
  });
  return now;
}
