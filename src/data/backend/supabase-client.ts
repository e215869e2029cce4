import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '#contract/database.ts';
import type { BackendSettings } from './backend-settings.ts';

/** The backend's client with this project's tables. */
export type Backend = SupabaseClient<Database>;

/** Where the session is kept; localStorage, or memory where the browser denies it. */
export interface SessionStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Under this key the session is kept. */
export const SESSION_KEY = 'ptero-session';

/**
 * A client that keeps its session, renews it, and reads none from the address: links in mails are used on a press.
 *
 * While a session is kept that cannot be renewed, nothing is asked in nobody's name: what a stranger is refused would look
 * like the loss of a right.
 */
export function createSupabaseClient(
  settings: BackendSettings,
  storage: SessionStorage = createSessionStorage(),
  fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init),
): Backend {
  const { url, publishableKey } = settings;
  const isNobodys = (input: RequestInfo | URL, init?: RequestInit): boolean =>
    /\/(?:rest|functions)\/v1\//u.test(String(input)) &&
    new Headers(init?.headers).get('Authorization') === `Bearer ${publishableKey}`;
  return createClient<Database>(url, publishableKey, {
    auth: { storage, storageKey: SESSION_KEY, detectSessionInUrl: false },
    global: {
      fetch: async (input, init) => {
        if (isNobodys(input, init) && storage.getItem(SESSION_KEY) !== null)
          throw new TypeError('Failed to fetch: the session could not be renewed');
        return fetch(input, init);
      },
    },
  });
}

/** localStorage where it may be used; otherwise the session lasts as long as the page. */
export function createSessionStorage(): SessionStorage {
  try {
    localStorage.getItem(SESSION_KEY);
    return localStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    };
  }
}
