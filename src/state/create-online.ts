import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Whether the browser says it has a network. `network` is the window. */
export function createOnline(network: EventTarget, isOnline: () => boolean): Accessor<boolean> {
  const [online, setOnline] = createSignal(isOnline());
  const look = () => setOnline(isOnline());
  network.addEventListener('online', look);
  network.addEventListener('offline', look);
  onCleanup(() => {
    network.removeEventListener('online', look);
    network.removeEventListener('offline', look);
  });
  return online;
}
