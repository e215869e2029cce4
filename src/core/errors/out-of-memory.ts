/** What Chromium, Firefox and Safari say when there is no room for an array, a text or a table. */
const WORDS =
  /allocation failed|allocation size overflow|out of memory|invalid (typed )?array (buffer )?length|invalid string length|(map|set) maximum size exceeded/i;

/** True when something failed for want of memory. A stack that is too deep is not that, though a RangeError too. */
export function isOutOfMemory(cause: unknown): boolean {
  return cause instanceof Error && WORDS.test(cause.message);
}
