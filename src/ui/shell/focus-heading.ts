/**
 * Moves focus to the heading of the screen that is arriving, so that a screen reader reads where it is.
 *
 * Waits for a heading with words in it, since screens load when they are first needed, and follows when the screen
 * replaces its heading, until the reader does something. Returns the way to stop.
 */
export function focusHeading(main: HTMLElement): () => void {
  const before = main.querySelector('h1');
  const words = before?.textContent;
  const controller = new AbortController();

  const follow = () => {
    const heading = main.querySelector('h1');
    if (!heading || heading.textContent === '' || heading === document.activeElement) return;
    if (heading === before && heading.textContent === words) return;
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(follow);
  const stop = () => {
    observer.disconnect();
    controller.abort();
  };
  observer.observe(main, { childList: true, subtree: true, characterData: true });
  addEventListener('keydown', stop, { signal: controller.signal });
  addEventListener('pointerdown', stop, { signal: controller.signal });
  follow();
  return stop;
}
