import { type Accessor, createSignal, getOwner, runWithOwner } from 'solid-js';

/** A part of the state, as soon as its code is here; the first paint does not wait for it. Call inside a Solid root. */
export function loadLater<T>(load: () => Promise<() => T>): Accessor<T | undefined> {
  const [part, setPart] = createSignal<T>();
  const owner = getOwner();
  void load().then((make) => setPart(() => runWithOwner(owner, make)));
  return part;
}
