import { createSignal, onCleanup, onMount, type ParentProps, Show } from 'solid-js';

export interface WhenNearProps {
  /** Room kept until then, CSS pixels, so that nothing moves. */
  height: number;
}

/** Shows what it holds once its place comes near the window, or the page is printed. Keeps long pages quick to open. */
export function WhenNear(props: ParentProps<WhenNearProps>) {
  let place: HTMLDivElement | undefined;
  const [near, setNear] = createSignal(false);
  onMount(() => {
    if (!('IntersectionObserver' in window)) {
      setNear(true);
      return;
    }
    const show = () => {
      setNear(true);
      stop();
    };
    const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && show(), {
      rootMargin: '400px',
    });
    const stop = () => {
      seen.disconnect();
      removeEventListener('beforeprint', show);
    };
    if (place) seen.observe(place);
    addEventListener('beforeprint', show);
    onCleanup(stop);
  });
  return (
    <Show when={near()} fallback={<div ref={place} style={{ height: `${props.height}px` }} />}>
      {props.children}
    </Show>
  );
}
