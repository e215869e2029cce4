import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql, withClient } from '../../supabase/local/database.ts';
import { localKeys } from '../../supabase/local/keys.ts';
import { type Backend, startBackend } from '../../supabase/local/start-backend.ts';
import { foreignBackend } from '../backend/foreign.ts';
import type { LocalServer } from '../../supabase/local/local-server.ts';
import { startAsHosted, startMailpit } from './doubles.ts';
import { type HostedRun, runHosted } from './hosted-run.ts';

const local = 'needs a backend that the tests started (it is about the local backend itself)';

/** People and things that are there already, named as the tests might name theirs. */
const others = `
  insert into auth.users (id, email) values
    ('a0000000-0000-4000-8000-000000000001', 'admin@example.com'), ('a0000000-0000-4000-8000-000000000002', 'load1@example.com');
  begin;
  insert into public.workspaces (id, name) values ('b0000000-0000-4000-8000-000000000001', 'Other 1');
  insert into public.members (workspace_id, user_id, role) values
    ('b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'admin'),
    ('b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000002', 'member');
  commit;
  insert into public.projects (workspace_id, name) values ('b0000000-0000-4000-8000-000000000001', 'App');
  insert into public.invitations (workspace_id, email, role)
    values ('b0000000-0000-4000-8000-000000000001', 'many1@example.com', 'member');
  insert into public.notifications (user_id, kind) values ('a0000000-0000-4000-8000-000000000001', 'data/ready');`;

let backend: Backend;
let asHosted: LocalServer;
let mailpit: LocalServer;
let keys: Readonly<Record<string, string>>;
let before: Readonly<Record<string, string>>;
/** Changes nothing, so it runs beside the first. */
let keysOnly: Promise<HostedRun>;

beforeAll(async () => {
  backend = await startBackend({ seed: true });
  [asHosted, mailpit] = await Promise.all([startAsHosted(backend), startMailpit(backend.mailboxUrl)]);
  await runSql(backend.databaseUrl, others);
  keys = { HOSTED_PUBLISHABLE_KEY: backend.publishableKey, HOSTED_SECRET_KEY: backend.secretKey };
  before = await everything();
  keysOnly = runHosted({ ...keys, HOSTED_URL: backend.url });
});

afterAll(async () => {
  await Promise.all([asHosted.stop(), mailpit.stop()]);
  await backend.stop();
});

/** What each table holds but Auth's own log, and which functions, policies and constraints there are: counts and digests. */
const everything = () =>
  withClient(backend.adminDatabaseUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'private', 'auth')
         and tablename <> 'audit_log_entries'`,
    );
    const asked = [
      ...tables.map(({ name }) => [name, `select t::text as line from ${name} t`]),
      [
        'functions',
        "select oid::regprocedure::text || md5(pg_get_functiondef(oid)) as line from pg_proc where prokind = 'f'",
      ],
      ['policies', 'select p::text as line from pg_policies p'],
      ['constraints', 'select conname || pg_get_constraintdef(oid) as line from pg_constraint'],
      ['triggers', 'select tgname || tgenabled::text as line from pg_trigger where not tgisinternal'],
    ] as const;
    const held: Record<string, string> = {};
    for (const [name = '', sql] of asked) {
      const { rows } = await client.query<{ held: string }>(
        `select count(*) || ' ' || md5(string_agg(line, e'\\n' order by line)) as held from (${sql}) lines`,
      );
      held[name] = rows[0]?.held ?? '';
    }
    return held;
  });

describe('a backend that the tests did not start and others use', () => {
  it('with all addresses is held to everything but what is about the local backend, and left as it was', async () => {
    const done = await runHosted({
      ...keys,
      HOSTED_URL: backend.url,
      HOSTED_DATABASE_URL: backend.databaseUrl,
      HOSTED_MAILBOX_URL: backend.mailboxUrl,
      HOSTED_JWT_SECRET: localKeys.jwtSecret,
    });
    expect(done.failed).toEqual([]);
    expect({ code: done.code, leftOut: Object.keys(done.leftOut) }).toEqual({ code: 0, leftOut: [local] });
    const files = [...done.output.matchAll(/^ {4}tests\/backend\/(\S+)\.test\.ts › /gm)].map(([, file]) => file);
    expect([...new Set(files)].toSorted()).toEqual(
      [
        'billing/permutations',
        'billing/year',
        'generated',
        'invariants',
        'mixpanel-connect',
        'mixpanel-double',
        'mixpanel-export',
        'mixpanel-profiles',
        'migrations',
        'notify',
        'realtime',
        'sketches',
        'start-stop',
        'usage',
      ].toSorted(),
    );
    expect(done.passed).toBeGreaterThan(170);
    expect(done.output).toContain('rights: 1505 cells');
    expect(await everything()).toEqual(before);
    process.stdout.write(`note: a foreign backend, all addresses: ${done.passed} passed, ${files.length} left out\n`);
  });

  it('with its address and keys only fails nothing, and says what it left out and why', async () => {
    const done = await keysOnly;
    expect([done.code, done.failed]).toEqual([0, []]);
    expect(done.passed).toBeGreaterThan(0);
    expect(Object.keys(done.leftOut)).toEqual(
      expect.arrayContaining([
        local,
        'needs the database (set HOSTED_DATABASE_URL)',
        'needs accounts (Auth has no admin API here: set HOSTED_DATABASE_URL)',
      ]),
    );
    const named = /^ {4}tests\/backend\/rights\.test\.ts › .* are as the matrix says, cell by cell$/m;
    expect(done.output).toMatch(named);
    const count = Object.values(done.leftOut).reduce((sum, n) => sum + n, 0);
    expect(done.output).toContain(`Left out, ${count} tests:`);
    process.stdout.write(`note: a foreign backend, keys only: ${done.passed} passed, ${count} left out\n`);
  });

  it('that differs as a hosted one does, with Mailpit and without the database, passes too', async () => {
    const files = ['auth', 'invitations', 'last-admin', 'realtime', 'shared.', 'api/tokens', 'api/keys', 'rights'];
    const done = await runHosted(
      {
        ...keys,
        HOSTED_URL: asHosted.url,
        HOSTED_MAILBOX_URL: mailpit.url,
        HOSTED_JWT_SECRET: localKeys.jwtSecret,
        HOSTED_EMAIL_DOMAIN: 'mail.example.net',
      },
      files.map((name) => `tests/backend/${name}`),
    );
    expect(done.failed).toEqual([]);
    expect({ code: done.code, leftOut: done.leftOut }).toEqual({
      code: 0,
      leftOut: {
        [local]: 3,
        'needs the mailbox page of a local backend': 1,
        'needs the database (set HOSTED_DATABASE_URL)': 6,
      },
    });
    expect(await everything()).toEqual(before);
  });

  it('turns the suite red by a hole in it', async () => {
    await runSql(backend.databaseUrl, 'alter table public.pins disable row level security');
    const done = await runHosted({ ...keys, HOSTED_URL: backend.url, HOSTED_DATABASE_URL: backend.databaseUrl }, [
      'tests/backend/rights.test.ts',
      '-t=cell by cell',
    ]);
    await runSql(backend.databaseUrl, 'alter table public.pins enable row level security');
    expect(done.code).toBe(1);
    expect(done.failed).toEqual(['the rights of everybody to everything are as the matrix says, cell by cell']);
    expect(done.output).toContain('stranger: select public.pins');
  });
});

describe('an environment that names a backend wrongly', () => {
  it.each([
    ['a secret key of another', { HOSTED_SECRET_KEY: 'sb_secret_other' }, /^HOSTED_SECRET_KEY is not taken/],
    ['a publishable key of another', { HOSTED_PUBLISHABLE_KEY: 'sb_publishable_x' }, /^HOSTED_PUBLISHABLE_KEY is not/],
    [
      'an address where nothing is',
      { HOSTED_URL: 'http://127.0.0.1:1' },
      /^http:\/\/127\.0\.0\.1:1 does not answer\.$/,
    ],
    ['a database without our tables', { database: 'template1' }, /^HOSTED_DATABASE_URL: relation "public\.workspaces"/],
    ['a mailbox that is none', { mailbox: 'url' }, /^HOSTED_MAILBOX_URL: .* is neither Ptero's mailbox nor Mailpit\.$/],
  ])('is refused in words: %s', async (_what, wrong: Readonly<Record<string, string>>, words) => {
    const { database, mailbox, ...rest } = wrong;
    const env = {
      HOSTED_URL: backend.url,
      ...keys,
      ...rest,
      ...(database ? { HOSTED_DATABASE_URL: backend.databaseUrl.replace(/[^/]*$/, database) } : {}),
      ...(mailbox ? { HOSTED_MAILBOX_URL: backend.url } : {}),
    };
    await expect(foreignBackend(env)).rejects.toThrow(words);
  });

  it('is no backend at all where a key is missing', async () => {
    expect(await foreignBackend({ HOSTED_URL: backend.url })).toBeNull();
  });
});
