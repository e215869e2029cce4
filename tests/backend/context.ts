import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { inject, type TestOptions } from 'vitest';
import { WebSocket } from 'ws';
import type { Database } from '#contract/database.ts';
import { patientFetch } from './patient-fetch.ts';

/** The backend that the tests speak to. All but the first three may be missing where it was not started here. */
export interface BackendUnderTest {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** How accounts are made without a mail. */
  readonly accountsBy: 'admin api' | 'sql' | null;
  /** As `postgres`, the owner of the schema. */
  readonly databaseUrl: string | null;
  readonly mailbox: { readonly kind: 'ptero' | 'mailpit'; readonly url: string } | null;
  /** What the backend signs its tokens with (HS256). */
  readonly jwtSecret: string | null;
  /** Behind the `@` of the addresses that tests make up. */
  readonly emailDomain: string;
  /** What only a backend that was started for these tests has. */
  readonly ownServer: {
    /** The superuser's, with databases to copy. */
    readonly adminDatabaseUrl: string;
    /** Answers with everything the functions have printed. */
    readonly functionsOutputUrl: string;
    /** Where a test says who is Mixpanel for its own account, see switchboard.ts. */
    readonly switchboardUrl: string;
    /** What the functions take for Mixpanel's host in Europe. */
    readonly otherHost: string;
  } | null;
}

declare module 'vitest' {
  export interface ProvidedContext {
    backend: BackendUnderTest;
  }
  export interface TaskMeta {
    /** What a test needs that this backend has not. */
    leftOut?: readonly string[];
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

type Asked = (it: BackendUnderTest) => unknown;

/** What a test may need besides an address and two keys, and what is said where it is missing. */
const possible = {
  accounts: [({ accountsBy }) => accountsBy, 'accounts (Auth has no admin API here: set HOSTED_DATABASE_URL)'],
  database: [({ databaseUrl }) => databaseUrl, 'the database (set HOSTED_DATABASE_URL)'],
  mailbox: [({ mailbox }) => mailbox, 'the mailbox (set HOSTED_MAILBOX_URL)'],
  'mailbox page': [({ mailbox }) => mailbox?.kind === 'ptero', 'the mailbox page of a local backend'],
  signer: [({ jwtSecret }) => jwtSecret, 'the secret that signs tokens (set HOSTED_JWT_SECRET)'],
  'own server': [
    ({ ownServer }) => ownServer,
    'a backend that the tests started (it is about the local backend itself)',
  ],
} as const satisfies Readonly<Record<string, readonly [Asked, string]>>;

export type Need = keyof typeof possible;

/** For a test or a suite: leaves it out, with the reason in the report, where the backend lacks one of these. */
export function needs(...wanted: readonly Need[]): TestOptions {
  const missing = wanted.filter((need) => !possible[need][0](backend()));
  if (missing.length === 0) return {};
  return { skip: true, meta: { leftOut: missing.map((need) => possible[need][1]) } };
}

/** What the test said it `needs`. */
function given<T>(value: T | null): T {
  if (value === null) throw new Error('a test uses what it does not say that it needs');
  return value;
}

export const databaseAddress = () => given(backend().databaseUrl);
export const mailboxAddress = () => given(backend().mailbox);
export const jwtSecret = () => given(backend().jwtSecret);
export const ownServer = () => ({ ...given(backend().ownServer), databaseUrl: databaseAddress() });

/** A client as the app makes it, without a session, or one that sends this token as if it were one. */
export function newClient(options: { readonly key?: string; readonly token?: string } = {}): Client {
  const { url, publishableKey } = backend();
  return createClient<Database>(url, options.key ?? publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket as never },
    global: { fetch: patientFetch(fetch) },
    ...(options.token ? { accessToken: async () => options.token ?? null } : {}),
  });
}

/** A client with the secret key, for what the tests must prepare or see. */
export const serviceClient = () => newClient({ key: backend().secretKey });

const made: string[] = [];
/** The addresses that this file's tests have made up so far. */
export const madeEmails = (): readonly string[] => made;

/** An address nobody has, kept so that what comes to belong to it is removed after the tests. */
export function uniqueEmail(name: string): string {
  const unique = `${process.pid}-${Date.now().toString(36)}-${made.length + 1}`;
  const email = `${name.toLowerCase().replaceAll(' ', '-')}-${unique}@${backend().emailDomain}`;
  made.push(email);
  return email;
}

/** The value, or the refusal as an error of the test. */
export async function must<T>(
  asked: PromiseLike<{ data: T; error: { message: string } | null }>,
): Promise<NonNullable<T>> {
  const { data, error } = await asked;
  if (error) throw new Error(`refused: ${JSON.stringify(error)}`);
  return data as NonNullable<T>;
}
