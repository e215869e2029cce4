import { granted } from '../_shared/billing-database.ts';
import { createAnswers, isUuid } from '../_shared/refuse.ts';
import { readCustomer } from '../_shared/snapshot.ts';
import { traceOf } from '../_shared/stripe-api.ts';
import type { SyncDeps } from '../_shared/sync.ts';

/** What is used of an event. Its object only says about whom it is: the state is read anew. */
export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly livemode: boolean;
  /** Whose it is when it is of a connected account, which we have none of. */
  readonly account?: string;
  readonly data: { readonly object: object };
}

export interface WebhookDeps extends SyncDeps {
  /** The event, when the signature is that of these very bytes and not older than five minutes. @throws otherwise */
  verify(body: string, signature: string): Promise<StripeEvent>;
  /** True when our key is one for real money. */
  readonly livemode: boolean;
  log(entry: Readonly<Record<string, unknown>>): void;
}

const about = /^(checkout\.session|customer\.subscription|invoice)\./;

/**
 * Takes Stripe's events: each once, in any order, however often. What an event says is not believed beyond whom it is about;
 * the subscription is read from Stripe as it is now, and Postgres keeps the newer of two readings.
 *
 * Answers 400 to what is forged, too old, or of another account or mode; 200 to what is none of ours, so that it is not sent
 * again; 503 when Stripe or Postgres cannot be reached, so that it is.
 */
export const createHandler =
  (deps: WebhookDeps) =>
  async (request: Request): Promise<Response> => {
    const { refuse, reply } = createAnswers({});
    if (request.method !== 'POST') return refuse(405, 'request/method', 'Only POST.');
    const signature = request.headers.get('Stripe-Signature') ?? '';
    const body = await request.text();
    let event: StripeEvent;
    try {
      event = await deps.verify(body, signature);
    } catch {
      return refuse(400, 'billing/bad-signature', 'This was not signed for this endpoint, or too long ago.');
    }
    if (event.account !== undefined || event.livemode !== deps.livemode) {
      deps.log({ level: 'warn', what: 'event of another account', event: event.id, type: event.type });
      return refuse(400, 'billing/other-account', 'This event is of another account or mode.');
    }
    try {
      return reply(200, { received: true, ...(await take(deps, event)) });
    } catch (cause) {
      deps.log({ level: 'error', what: 'event not taken', event: event.id, type: event.type, ...traceOf(cause) });
      return refuse(503, 'billing/unreachable', 'Send it again later.');
    }
  };

async function take(
  deps: WebhookDeps,
  event: StripeEvent,
): Promise<{ readonly applied: boolean; readonly why?: string }> {
  const ignored = (why: string) => ({ applied: false, why });
  const customerId = about.test(event.type) ? customerOf(event.data.object) : null;
  if (customerId === null) return ignored('about nobody here');
  const workspaceId = await workspaceOf(deps, customerId);
  if (workspaceId === null) return ignored('no customer of ours');
  const facts = await deps.database.facts(workspaceId, await deps.now());
  if (!facts.ok && facts.status === 404) return ignored('no such workspace');
  const { customer_id: known } = granted(facts);
  if (known !== null && known !== customerId) {
    deps.log({ level: 'warn', what: 'event of another customer', event: event.id, workspace: workspaceId });
    return ignored('another customer');
  }
  const reading = await readCustomer(deps.stripe, customerId, deps.priceId, await deps.now());
  const earlier = reading.snapshots.slice(0, -1);
  for (const snapshot of earlier) granted(await deps.database.apply(workspaceId, snapshot, 'event', await deps.now()));
  const [last] = reading.snapshots.slice(-1);
  if (!last) return ignored('nothing to read');
  const created = new Date(event.created * 1000);
  const { applied, why } = granted(
    await deps.database.receive({ id: event.id, created }, workspaceId, last, await deps.now()),
  );
  return { applied, why };
}

function customerOf(object: object): string | null {
  const { customer } = object as { readonly customer?: unknown };
  if (typeof customer === 'string') return customer;
  if (typeof customer !== 'object' || customer === null) return null;
  const { id } = customer as { readonly id?: unknown };
  return typeof id === 'string' ? id : null;
}

async function workspaceOf({ stripe }: WebhookDeps, customerId: string): Promise<string | null> {
  try {
    const { metadata } = await stripe.customers.retrieve(customerId);
    const workspaceId = metadata?.['workspace_id'];
    return isUuid(workspaceId) ? workspaceId : null;
  } catch (cause) {
    if (traceOf(cause)['code'] === 'resource_missing') return null;
    throw cause;
  }
}
