import type { RpcAnswer } from './rest.ts';

/** What a refusal may carry besides its words. */
export type Details = string | Readonly<Record<string, string | number | null>> | null;

/** Answers in JSON, with the headers that all answers of a function share. */
export interface Answers {
  reply(status: number, body: unknown): Response;
  /** As PostgREST words it: `hint` is the code that the app has words for. */
  refuse(status: number, hint: string, message: string, details?: Details): Response;
  /** What the database refused, as it said it; a session that is over has one code, whoever noticed. */
  passOn(refused: Extract<RpcAnswer<unknown>, { ok: false }>): Response;
}

/** Makes them. */
export function createAnswers(headers: Readonly<Record<string, string>>): Answers {
  const reply = (status: number, body: unknown) => Response.json(body, { status, headers });
  const refuse: Answers['refuse'] = (status, hint, message, details = null) =>
    reply(status, { code: `PT${status}`, message, hint, details });
  return {
    reply,
    refuse,
    passOn: ({ status, refusal }) =>
      status === 401 ? refuse(401, 'account/signed-out', 'Sign in first.') : reply(status, refusal),
  };
}

/** The object a text of JSON holds when it has exactly these fields; null otherwise. */
export function readFields<Name extends string>(
  text: string,
  names: readonly Name[],
): Readonly<Record<Name, unknown>> | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const keys = Object.keys(body);
  if (keys.length !== names.length || !names.every((name) => keys.includes(name))) return null;
  return body as Record<Name, unknown>;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** True for `yyyy-mm-dd` that is in the calendar. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
