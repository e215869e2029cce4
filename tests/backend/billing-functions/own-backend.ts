import { createClient } from '@supabase/supabase-js';
import type { Stripe } from 'stripe';
import { afterAll, beforeAll } from 'vitest';
import { WebSocket } from 'ws';
import type { Database } from '#contract/database.ts';
import { withClient } from '../../../supabase/local/database.ts';
import { doDailyWork } from '../../../supabase/local/billing-schedule.ts';
import { type Backend, type BackendOptions, startBackend } from '../../../supabase/local/start-backend.ts';
import { clientOf } from '../../stripe/account.ts';
import type { Client } from '../context.ts';

/** A day and a minute: the schedule never comes at the very second that something falls due. */
const dayMs = 86_460_000;
const password = 'a password of the tests';

export interface Admin {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly client: Client;
}

/** A backend for one file, whose clock only the tests move: what they let pass must not pass for others. */
export interface OwnBackend {
  readonly backend: Backend;
  readonly stripe: Stripe;
  now(): Date;
  person(name: string): Promise<Admin>;
  workspace(admin: Admin, name?: string): Promise<string>;
  /** As if this many had been counted on the day that it is. */
  grow(workspaceId: string, users: number): Promise<void>;
  sql<T>(text: string, values?: readonly unknown[]): Promise<readonly T[]>;
  /** Lets days pass, with the daily work on the last four of them. */
  days(count: number): Promise<void>;
  daily(): Promise<DailyAnswer>;
  state(workspaceId: string): Promise<string>;
  mails(email: string): Promise<readonly CaughtMail[]>;
}

export interface DailyAnswer {
  readonly reconciled: {
    readonly read: number;
    readonly failed: readonly string[];
    readonly repaired: readonly { readonly workspace_id: string; readonly from: string; readonly to: string }[];
  };
  readonly set_packs: { readonly done: number; readonly failed: number };
  readonly mails: { readonly done: number; readonly failed: number };
}

export interface CaughtMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly listUnsubscribe: string;
}

export function useOwnBackend(options: Pick<BackendOptions, 'stripe' | 'schedule'> = {}): () => OwnBackend {
  let own: OwnBackend | null = null;
  beforeAll(async () => {
    const frozenAt = new Date('2027-03-01T09:00:00Z');
    own = ownBackend(await startBackend({ ...options, stripe: { frozenAt, ...options.stripe } }));
  });
  afterAll(() => own?.backend.stop());
  return () => {
    if (!own) throw new Error('not ready yet');
    return own;
  };
}

let made = 0;

function ownBackend(backend: Backend): OwnBackend {
  const sql = async <T>(text: string, values: readonly unknown[] = []) =>
    withClient(backend.adminDatabaseUrl, async (client) => (await client.query(text, [...values])).rows as T[]);
  const now = () => backend.stripe.now();
  const daily = async () => (await doDailyWork(backend.url)) as DailyAnswer;
  return {
    backend,
    stripe: clientOf(backend.stripe),
    now,
    sql,
    daily,
    async person(name) {
      const email = `${name.toLowerCase()}-${(made += 1)}@example.com`;
      await sql(
        `insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
         values (gen_random_uuid(), 'authenticated', 'authenticated', $1, extensions.crypt($2, extensions.gen_salt('bf', 4)), now(),
           '{"provider": "email", "providers": ["email"]}', jsonb_build_object('name', $3::text))`,
        [email, password, name],
      );
      const client = createClient<Database>(backend.url, backend.publishableKey, {
        auth: { persistSession: false, autoRefreshToken: false },
        realtime: { transport: WebSocket as never },
      });
      const { data, error } = await client.auth.signInWithPassword({ email, password });
      if (error) throw error;
      return { id: data.user.id, email, token: data.session.access_token, client };
    },
    async workspace(admin, name = 'Wrens') {
      const { data, error } = await admin.client.rpc('create_workspace', { name });
      if (error) throw new Error(error.message);
      return data;
    },
    async grow(workspaceId, users) {
      await sql(
        `insert into public.usage_days (workspace_id, day, monthly_users) values ($1, $2, $3)
         on conflict (workspace_id, day) do update set monthly_users = excluded.monthly_users`,
        [workspaceId, now().toISOString().slice(0, 10), users],
      );
    },
    async days(count) {
      const quiet = Math.max(0, count - 4);
      if (quiet > 0) await backend.stripe.advanceTo(new Date(now().getTime() + quiet * dayMs));
      for (let day = quiet; day < count; day += 1) {
        await backend.stripe.advanceTo(new Date(now().getTime() + dayMs));
        await daily();
        await backend.stripe.webhooks.settled();
      }
    },
    async state(workspaceId) {
      const [row] = await sql<{ state: string }>('select state from public.plans where workspace_id = $1', [
        workspaceId,
      ]);
      return row?.state ?? 'none';
    },
    async mails(email) {
      const response = await fetch(`${backend.mailboxUrl}/mails.json?to=${encodeURIComponent(email)}`);
      return ((await response.json()) as readonly CaughtMail[]).toReversed();
    },
  };
}

/** Presses the button of a page with a card. */
export async function payAt(url: string, card = '4242 4242 4242 4242'): Promise<number> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ card }), redirect: 'manual' });
  return response.status;
}
