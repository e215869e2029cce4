import { SESSION_KEY, type SessionStorage } from '#data/backend/supabase-client.ts';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const nowSeconds = () => Math.floor(Date.now() / 1000);

/** A session as Auth's library keeps it, for so many seconds from now; negative: its token has run out. */
export const keptFor = (seconds: number): string =>
  JSON.stringify({
    access_token: `${base64({ alg: 'HS256' })}.${base64({ sub: 'u1', exp: nowSeconds() + seconds })}.x`,
    refresh_token: 'r',
    token_type: 'bearer',
    expires_in: 3600,
    expires_at: nowSeconds() + seconds,
    user: { id: 'u1', email: 'ada@example.com', aud: 'authenticated' },
  });

/** Storage in memory, with a session in it or none. */
export function sessionStorageOf(
  kept: string | null,
): SessionStorage & { readonly values: ReadonlyMap<string, string> } {
  const values = new Map<string, string>(kept === null ? [] : [[SESSION_KEY, kept]]);
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}
