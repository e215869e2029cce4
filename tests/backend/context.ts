import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { inject } from 'vitest';
import { WebSocket } from 'ws';
import type { Database } from '#contract/database.ts';

/** The backend that the tests speak to. */
export interface BackendUnderTest {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** What only a local one has. */
  readonly local: {
    readonly databaseUrl: string;
    readonly adminDatabaseUrl: string;
    readonly mailboxUrl: string;
    /** Answers with everything the functions have printed. */
    readonly functionsOutputUrl: string;
    /** What the functions take for Mixpanel; nothing listens there until a test does. */
    readonly mixpanelHosts: { readonly us: string; readonly eu: string; readonly in: string };
  } | null;
}

declare module 'vitest' {
  export interface ProvidedContext {
    backend: BackendUnderTest;
  }
}

export type Client = SupabaseClient<Database>;

/** Somebody with an account and a session of supabase-js. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly client: Client;
}

export const backend = () => inject('backend');

/** What only a local backend has; tests that need it do not run against a hosted one. */
export function local() {
  const { local } = backend();
  if (!local) throw new Error('this test needs the local backend');
  return local;
}

/** A client as the app makes it, without a session, or one that sends this token as if it were one. */
export function newClient(options: { readonly key?: string; readonly token?: string } = {}): Client {
  const { url, publishableKey } = backend();
  return createClient<Database>(url, options.key ?? publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket as never },
    ...(options.token ? { accessToken: async () => options.token ?? null } : {}),
  });
}

/** A client with the secret key, for what the tests must prepare or see. */
export const serviceClient = () => newClient({ key: backend().secretKey });

let made = 0;
export const uniqueEmail = (name: string) =>
  `${name.toLowerCase().replaceAll(' ', '-')}-${process.pid}-${Date.now().toString(36)}-${(made += 1)}@example.com`;

/** The value, or the refusal as an error of the test. */
export async function must<T>(
  asked: PromiseLike<{ data: T; error: { message: string } | null }>,
): Promise<NonNullable<T>> {
  const { data, error } = await asked;
  if (error) throw new Error(`refused: ${JSON.stringify(error)}`);
  return data as NonNullable<T>;
}
