import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { startAuth } from './auth.ts';
import { doDailyWork, startBillingSchedule } from './billing-schedule.ts';
import { localSql, migrate, migrations, runSql, supabaseFolder, withClient } from './database.ts';
import { freePort } from './local-server.ts';
import { startFunctions } from './functions.ts';
import { startGateway, type GatewayParts } from './gateway.ts';
import { localKeys } from './keys.ts';
import { startMailCatcher } from './mail.ts';
import { startPostgres } from './postgres.ts';
import { startPostgrest } from './postgrest.ts';
import { startRealtime } from './realtime.ts';
import { startStripe, type StripeDouble, type StripeOptions } from './stripe/start-stripe.ts';

export interface BackendOptions {
  /** Ports of 127.0.0.1; 0 or nothing takes any that is free. */
  readonly port?: number;
  readonly databasePort?: number;
  readonly smtpPort?: number;
  readonly mailboxPort?: number;
  /** The app, where the mails' links lead. */
  readonly appUrl?: string;
  readonly seed?: boolean;
  /** How the stand-in for Stripe behaves. */
  readonly stripe?: Omit<StripeOptions, 'webhookUrl' | 'onDay'>;
  /** Does the daily work of billing every hour, and for each day that the stand-in's clock is moved by. */
  readonly schedule?: boolean;
  /** What the functions take for Mixpanel's three hosts: ports of 127.0.0.1. Nothing: the real ones. */
  readonly mixpanelHosts?: { readonly us: string; readonly eu: string; readonly in: string };
}

export interface Backend {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly mailboxUrl: string;
  /** As `postgres`, the owner of the schema. */
  readonly databaseUrl: string;
  readonly adminDatabaseUrl: string;
  readonly smtpPort: number;
  readonly functionsOutput: () => string;
  readonly stripe: StripeDouble;
  stop(): Promise<void>;
}

interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Starts Postgres, Auth, PostgREST, the functions, Realtime's double and the mail catcher behind one address, with all
 * migrations applied. Everything is new and goes with `stop`. Takes two seconds or so.
 *
 * @throws Error in words when a part does not start; whatever had started is stopped then.
 */
export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const { appUrl = 'http://localhost:5173', seed = false } = options;
  const folder = mkdtempSync(join(tmpdir(), 'ptero-backend-'));
  const started: Stoppable[] = [];
  const stop = async () => {
    for (const part of started.splice(0).toReversed()) await part.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const running = async <T extends Stoppable>(starting: Promise<T>): Promise<T> => {
    const part = await starting;
    started.push(part);
    return part;
  };
  try {
    const mail = await running(startMailCatcher(options.smtpPort ?? 0, options.mailboxPort ?? 0));
    const postgres = await running(startPostgres(folder, await freePort(options.databasePort)));
    await runSql(postgres.adminUrl, localSql('roles.sql'));
    const auth = await running(startAuth({ databaseUrl: postgres.adminUrl, siteUrl: appUrl, smtpPort: mail.smtpPort }));
    await migrate(postgres.url, migrations());
    const seedFile = join(supabaseFolder, 'seed.sql');
    if (seed && existsSync(seedFile)) await runSql(postgres.url, readFileSync(seedFile, 'utf8'));

    let parts: GatewayParts | null = null;
    const gateway = await running(
      startGateway(options.port ?? 0, () => {
        if (!parts) throw new Error('not ready yet');
        return parts;
      }),
    );
    const { url } = gateway;
    let now = () => new Date();
    const work = async () => {
      const count = (client: Client) => client.query('select private.count_usage_due($1::date)', [now().toISOString()]);
      await withClient(postgres.url, count);
      await doDailyWork(url);
    };
    const schedule = options.schedule ? await running(startBillingSchedule(work)) : null;
    const stripe = await running(
      startStripe({
        ...options.stripe,
        webhookUrl: `${url}/functions/v1/stripe-webhook`,
        ...(schedule ? { onDay: schedule.run } : {}),
      }),
    );
    now = stripe.now;
    const env = functionEnv(url, appUrl, mail.smtpPort, stripe, options.mixpanelHosts);
    const [rest, functions, realtime] = await Promise.all([
      running(startPostgrest(folder, postgres.authenticatorUrl)),
      running(Promise.resolve(startFunctions(join(folder, 'deno'), env))),
      running(startRealtime(postgres.adminUrl)),
    ]);
    parts = { answerAuth: auth.answer, restSocket: rest.socketPath, functions, realtime };
    return {
      url,
      publishableKey: localKeys.publishable,
      secretKey: localKeys.secret,
      mailboxUrl: `http://127.0.0.1:${mail.pagePort}`,
      databaseUrl: postgres.url,
      adminDatabaseUrl: postgres.adminUrl,
      smtpPort: mail.smtpPort,
      functionsOutput: () => functions.output(),
      stripe,
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** What a hosted function finds in its environment, and the secrets of ours. */
const functionEnv = (
  url: string,
  appUrl: string,
  smtpPort: number,
  stripe: StripeDouble,
  mixpanelHosts: BackendOptions['mixpanelHosts'],
): Readonly<Record<string, string>> => ({
  SUPABASE_URL: url,
  SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: localKeys.publishable }),
  SUPABASE_SECRET_KEYS: JSON.stringify({ default: localKeys.secret }),
  APP_URL: appUrl,
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(smtpPort),
  SMTP_FROM: 'Ptero <ptero@example.com>',
  SECRETS_KEY: localKeys.secretsKey,
  STRIPE_SECRET_KEY: stripe.secretKey,
  STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
  STRIPE_PRICE_ID: stripe.priceId,
  STRIPE_API_BASE: stripe.url,
  ...(mixpanelHosts ? { MIXPANEL_HOSTS: JSON.stringify(mixpanelHosts) } : {}),
});
