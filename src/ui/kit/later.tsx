import { createSignal, type Component, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';

/**
 * A component whose code is fetched when it is first shown, with room kept for it until then.
 *
 * Unlike Solid's `lazy` it suspends nothing: a screen that is replaced while its code is on the way cannot hold back
 * everything else.
 */
export function later<P extends object>(
  load: () => Promise<Component<P>>,
  waiting: () => JSX.Element = () => null,
): Component<P> {
  const [loaded, setLoaded] = createSignal<Component<P>>();
  let asked: Promise<unknown> | null = null;
  return (props: P) => {
    asked ??= load().then((component) => setLoaded(() => component));
    return (
      <Show when={loaded()} fallback={waiting()}>
        {(component) => <Dynamic component={component() as Component<object>} {...props} />}
      </Show>
    );
  };
}
