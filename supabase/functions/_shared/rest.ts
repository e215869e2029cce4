import type { Settings } from './settings.ts';

/** A refusal as PostgREST words it: `hint` is the code that the app has words for. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly details: string | null;
}

export type RpcAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly refusal: Refusal };

/**
 * Calls a function of the database.
 *
 * @param authorization the caller's own header, whose token PostgREST checks; null calls as the service
 * @throws TypeError when the database cannot be reached.
 */
export async function callRpc<T>(
  settings: Settings,
  authorization: string | null,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<RpcAnswer<T>> {
  const response = await fetch(`${settings.supabaseUrl}/rest/v1/rpc/${name}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      apikey: authorization === null ? settings.secretKey : settings.publishableKey,
      ...(authorization === null ? {} : { Authorization: authorization }),
    },
    body: JSON.stringify(args),
  });
  const text = await response.text();
  if (response.ok) return { ok: true, value: (text === '' ? null : JSON.parse(text)) as T };
  const body = JSON.parse(text) as Partial<Refusal>;
  const { code = '', message = 'refused', hint = null, details = null } = body;
  return { ok: false, status: response.status, refusal: { code, message, hint, details } };
}
