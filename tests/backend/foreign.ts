import { withClient } from '../../supabase/local/database.ts';
import type { BackendUnderTest } from './context.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The backend that the environment names, after a look at what it can do; null where none is named.
 *
 * @throws Error in words when an address does not answer, a key is refused, or the migrations are not there.
 */
export async function foreignBackend(env: Environment): Promise<BackendUnderTest | null> {
  const { HOSTED_PUBLISHABLE_KEY: publishableKey, HOSTED_SECRET_KEY: secretKey } = env;
  const url = env['HOSTED_URL']?.replace(/\/$/, '');
  if (!url || !publishableKey || !secretKey) return null;
  const databaseUrl = env['HOSTED_DATABASE_URL'] || null;
  const mailboxUrl = env['HOSTED_MAILBOX_URL']?.replace(/\/$/, '');
  await lookAtTables(url, publishableKey, secretKey);
  if (databaseUrl) await lookAtDatabase(databaseUrl);
  const hasAdminApi = await statusOf(`${url}/auth/v1/admin/users?page=1&per_page=1`, secretKey);
  return {
    url,
    publishableKey,
    secretKey,
    accountsBy: hasAdminApi === 200 ? 'admin api' : databaseUrl ? 'sql' : null,
    databaseUrl,
    mailbox: mailboxUrl ? await mailboxAt(mailboxUrl) : null,
    jwtSecret: env['HOSTED_JWT_SECRET'] || null,
    emailDomain: env['HOSTED_EMAIL_DOMAIN'] || 'example.com',
    ownServer: null,
  };
}

async function ask(url: string, key?: string): Promise<Response> {
  try {
    return await fetch(url, key ? { headers: { apikey: key, Authorization: `Bearer ${key}` } } : {});
  } catch (cause) {
    throw new Error(`${new URL(url).origin} does not answer.`, { cause });
  }
}

const statusOf = async (url: string, key: string) => (await ask(url, key)).status;

async function lookAtTables(url: string, publishableKey: string, secretKey: string): Promise<void> {
  const secret = await statusOf(`${url}/rest/v1/workspaces?select=id&limit=1`, secretKey);
  if (secret === 404)
    throw new Error(`${url} has no table workspaces: apply the migrations first (supabase/README.md).`);
  if (secret !== 200) throw new Error(`HOSTED_SECRET_KEY is not taken by ${url} (status ${secret}).`);
  const auth = await statusOf(`${url}/auth/v1/settings`, publishableKey);
  if (auth !== 200) throw new Error(`HOSTED_PUBLISHABLE_KEY is not taken by ${url} (status ${auth}).`);
}

async function lookAtDatabase(databaseUrl: string): Promise<void> {
  try {
    await withClient(databaseUrl, (client) => client.query('select from public.workspaces limit 0'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`HOSTED_DATABASE_URL: ${why}`, { cause });
  }
}

/** Ours lists mails at `/mails.json`; Mailpit, which `supabase start` brings along, has an API of its own. */
async function mailboxAt(url: string): Promise<NonNullable<BackendUnderTest['mailbox']>> {
  const isThere = async (path: string) => {
    const answer = await ask(`${url}${path}`);
    return answer.ok && (answer.headers.get('Content-Type') ?? '').includes('application/json');
  };
  if (await isThere('/mails.json?to=nobody')) return { kind: 'ptero', url };
  if (await isThere('/api/v1/info')) return { kind: 'mailpit', url };
  throw new Error(`HOSTED_MAILBOX_URL: ${url} is neither Ptero's mailbox nor Mailpit.`);
}
