/** A few words kept where they can be read before the first paint. Losing them does no harm. */
export interface BrowserHints {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

/** Hints in localStorage; where the browser denies it, none are kept. */
export function createBrowserHints(): BrowserHints {
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => attempt(() => localStorage.getItem(key), null),
    set: (key, value) => attempt(() => localStorage.setItem(key, value), undefined),
  };
}
