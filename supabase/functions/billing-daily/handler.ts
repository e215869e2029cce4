import { type DailyWork, granted, type MailToSend, type PacksToSet } from '../_shared/billing-database.ts';
import type { Mail } from '../_shared/mail.ts';
import { createAnswers } from '../_shared/refuse.ts';
import { readCustomer } from '../_shared/snapshot.ts';
import type { StopLinks } from '../_shared/stop-link.ts';
import { traceOf } from '../_shared/stripe-api.ts';
import { syncWorkspace } from '../_shared/sync.ts';
import { billingMail } from './billing-mail.ts';
import { mailWords } from './mail-words.ts';
import { reconcile, type ReconcileDeps } from './reconcile.ts';

export interface DailyDeps extends ReconcileDeps {
  /** The key of whoever may start this. */
  readonly secretKey: string;
  send(mail: Mail): Promise<void>;
  readonly stopLinks: StopLinks;
  readonly appUrl: string;
}

/**
 * What the clock brings: once a day at least, every hour at best; doing it again changes nothing.
 *
 * 1. Every paying workspace is compared with Stripe, before the clock may take anything from anybody: a payment whose events
 *    were lost counts. When Stripe cannot be reached, nothing else is done (503).
 * 2. Postgres does its transitions and says what is due.
 * 3. The quantity of coming periods is set, without proration.
 * 4. Mails are sent; one that nobody was sent is tried again in the next run.
 */
export const createHandler =
  (deps: DailyDeps) =>
  async (request: Request): Promise<Response> => {
    const { refuse, reply } = createAnswers({});
    if (request.method !== 'POST') return refuse(405, 'request/method', 'Only POST.');
    const key = request.headers.get('apikey') ?? request.headers.get('Authorization')?.replace(/^Bearer /i, '') ?? '';
    if (!(await same(key, deps.secretKey)))
      return refuse(401, 'account/signed-out', 'Only the schedule may start this.');
    try {
      const reconciled = await reconcile(deps, granted(await deps.database.customers()));
      const work = granted(await deps.database.dailyWork(await deps.now()));
      const packs = await each(deps, work.set_packs, 'packs', (one) => setPacks(deps, one));
      const mails = await each(deps, work.mails, 'mail', (one) => sendMail(deps, one));
      return reply(200, { reconciled, set_packs: packs, mails });
    } catch (cause) {
      deps.log({ level: 'error', what: 'daily work stopped', ...traceOf(cause) });
      return refuse(503, 'billing/unreachable', 'Not everything was done; the next run goes on.');
    }
  };

/** Takes as long whatever the key. */
async function same(given: string, wanted: string): Promise<boolean> {
  const digest = async (text: string) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const [a, b] = await Promise.all([digest(given), digest(wanted)]);
  return a.reduce((difference, byte, index) => difference | (byte ^ (b[index] ?? 0)), 0) === 0;
}

interface Done {
  readonly done: number;
  readonly failed: number;
}

/** One that fails keeps none of the others from it. */
async function each<T extends DailyWork['set_packs'][number] | DailyWork['mails'][number]>(
  deps: DailyDeps,
  all: readonly T[],
  what: string,
  act: (one: T) => Promise<void>,
): Promise<Done> {
  let done = 0;
  let failed = 0;
  for (const one of all) {
    if (!deps.hasTime()) break;
    try {
      await act(one);
      done += 1;
    } catch (cause) {
      failed += 1;
      deps.log({ level: 'error', what: `${what} not done`, workspace: one.workspace_id, ...traceOf(cause) });
    }
  }
  return { done, failed };
}

/** Nothing is prorated: what is used of the running period is paid with it. */
async function setPacks(
  deps: DailyDeps,
  { customer_id, packs, subscription_id, workspace_id }: PacksToSet,
): Promise<void> {
  const { running } = await readCustomer(deps.stripe, customer_id, deps.priceId, await deps.now());
  if (running?.id !== subscription_id) throw new Error('another subscription runs');
  await deps.stripe.subscriptions.update(running.id, {
    items: [{ id: running.itemId, quantity: packs }],
    proration_behavior: 'none',
  });
  await syncWorkspace(deps, workspace_id, customer_id, 'packs');
}

async function sendMail(deps: DailyDeps, order: MailToSend): Promise<void> {
  const words = mailWords(order, deps.appUrl);
  if (!words) throw new Error('a mail of an unknown kind');
  let sent = 0;
  let last: unknown = null;
  for (const to of order.to) {
    try {
      const stop = words.stoppable ? await deps.stopLinks.linkFor(order.workspace_id, to) : null;
      await deps.send(billingMail(order, words, to, stop));
      sent += 1;
    } catch (cause) {
      last = cause;
      // What the mail server says may hold the address.
      deps.log({ level: 'error', what: 'mail not sent', workspace: order.workspace_id, mail: order.id });
    }
  }
  if (sent === 0 && order.to.length > 0) throw last;
  granted(await deps.database.mailSent(order.id, await deps.now()));
}
