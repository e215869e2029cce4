import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

/** What stands behind `#` in the address, now and when another link is opened in the same tab. */
export function createAddressHash(): Accessor<string> {
  const [hash, setHash] = createSignal(location.hash);
  const look = () => setHash(location.hash);
  onMount(() => addEventListener('hashchange', look));
  onCleanup(() => removeEventListener('hashchange', look));
  return hash;
}

/** Takes it out of the address and its history once it is used: it holds a secret. */
export const clearAddressHash = (): void =>
  history.replaceState(history.state, '', location.pathname + location.search);
