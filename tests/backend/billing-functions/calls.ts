import { FunctionsHttpError } from '@supabase/supabase-js';
import { expect } from 'vitest';
import { type Admin, type OwnBackend, payAt } from './own-backend.ts';

export type Answer = { readonly status: number; readonly hint?: string; readonly url?: string };

/** Calls a function as somebody and says what came of it. */
export async function call(who: Admin, name: string, workspaceId: string): Promise<Answer> {
  const { data, error } = await who.client.functions.invoke(name, { body: { workspace_id: workspaceId } });
  if (!(error instanceof FunctionsHttpError)) return { status: 200, ...(data as { url?: string }) };
  const response = error.context as Response;
  return { status: response.status, hint: ((await response.json()) as { hint: string }).hint };
}

/** Workspaces above 25,000 users, on the first day of their trial, with one admin. */
export async function allGrown(own: OwnBackend, count: number, users = 90_000) {
  const ada = await own.person('Ada');
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const id = await own.workspace(ada);
    await own.grow(id, users);
    ids.push(id);
  }
  await own.daily();
  for (const id of ids) expect(await own.state(id)).toBe('trialing');
  return { ada, ids };
}

export async function grown(own: OwnBackend, users?: number) {
  const { ada, ids } = await allGrown(own, 1, users);
  return { ada, id: ids[0] ?? '' };
}

/** The same, with a card given on that day. */
export async function paying(own: OwnBackend, users?: number) {
  const { ada, id } = await grown(own, users);
  const { url = '' } = await call(ada, 'billing-checkout', id);
  expect(await payAt(url)).toBe(303);
  await own.backend.stripe.webhooks.settled();
  return { ada, id };
}

/** What Postgres knows of invoices, the oldest first. */
export const invoicesOf = (own: OwnBackend, id: string) =>
  own.sql<{ amount_cents: number; status: string }>(
    'select amount_cents, status from public.billing_invoices where workspace_id = $1 order by due_at, amount_cents',
    [id],
  );
