import { adminHandler, allowed, type BillingDeps, billingRefusal } from '../_shared/admin-request.ts';
import type { CheckoutOrder } from '../_shared/billing-database.ts';
import { billingPage } from '../_shared/billing-page.ts';
import { freeUntilKey, noSubscription } from '../_shared/snapshot.ts';
import { isUsedKey, type SessionOrder, type StripeSession } from '../_shared/stripe-api.ts';
import { syncWorkspace } from '../_shared/sync.ts';
import { freeBeginning } from './free-beginning.ts';

export interface CheckoutDeps extends BillingDeps {
  /** Whose session this is; null when it is over. */
  userOf(authorization: string): Promise<{ readonly id: string; readonly email: string } | null>;
}

/**
 * Opens the page on which an admin pays: `{ workspace_id }` → `{ url }`.
 *
 * One session is open at a time: asked again, and after any crash, the one that is open is answered. A subscription that
 * Postgres has not heard of is found before anything is opened, so nobody subscribes twice.
 */
export const createHandler = (deps: CheckoutDeps) =>
  adminHandler(deps, 'checkout', async ({ authorization, workspaceId }) => {
    const user = await deps.userOf(authorization);
    if (!user) throw billingRefusal(401, 'account/signed-out', 'Sign in first.');
    const order = allowed(await deps.database.checkoutBegin(workspaceId, user.id, await deps.now()));
    const customer = await customerOf(deps, workspaceId, order);
    await deps.stripe.customers.update(customer, { name: order.name, email: order.invoice_email ?? user.email });
    const session = await openSession(deps, workspaceId, customer, order);
    if (session.url === null) throw new Error('an open session has no address');
    allowed(await deps.database.checkoutOpened(workspaceId, session.id, new Date(session.expires_at * 1000)));
    return { url: session.url };
  });

/** The workspace's customer, whom Postgres knows before there is anything to pay. */
async function customerOf(deps: CheckoutDeps, workspaceId: string, order: CheckoutOrder): Promise<string> {
  if (order.customer_id === null) {
    const { id } = await deps.stripe.customers.create(
      { metadata: { workspace_id: workspaceId } },
      { idempotencyKey: `customer:${workspaceId}` },
    );
    const now = await deps.now();
    allowed(await deps.database.apply(workspaceId, noSubscription(id, now), 'customer', now));
    return id;
  }
  const { reading } = await syncWorkspace(deps, workspaceId, order.customer_id, 'checkout');
  if (reading.running) {
    throw billingRefusal(409, 'billing/already-paying', 'This workspace has a subscription already.');
  }
  return order.customer_id;
}

async function openSession(
  deps: CheckoutDeps,
  workspaceId: string,
  customer: string,
  order: CheckoutOrder,
): Promise<StripeSession> {
  const { sessions } = deps.stripe.checkout;
  const known = await anyOpen(deps, customer);
  if (known) return known;
  // The session that Postgres knows was closed before its time: the next one is another order.
  const key = `checkout:${order.idempotency_key}${order.open_session_id === null ? '' : `:${order.open_session_id}`}`;
  try {
    return await sessions.create(await orderOf(deps, workspaceId, customer, order), { idempotencyKey: key });
  } catch (cause) {
    // Somebody pressed at the same moment, on the other side of the last 48 hours.
    const other = isUsedKey(cause) ? await anyOpen(deps, customer) : null;
    if (other) return other;
    throw cause;
  }
}

/** The open session; when there are several, the others are closed. */
async function anyOpen({ stripe }: CheckoutDeps, customer: string): Promise<StripeSession | null> {
  const { data } = await stripe.checkout.sessions.list({ customer, status: 'open', limit: 100 });
  const [newest, ...others] = data;
  for (const { id } of others) await stripe.checkout.sessions.expire(id);
  return newest ?? null;
}

async function orderOf(
  deps: CheckoutDeps,
  workspaceId: string,
  customer: string,
  order: CheckoutOrder,
): Promise<SessionOrder> {
  const { freeUntil, ...beginning } = freeBeginning(order.trial_ends_at, await deps.now());
  const metadata = { workspace_id: workspaceId };
  const page = billingPage(deps.appUrl, workspaceId);
  return {
    mode: 'subscription',
    customer,
    client_reference_id: workspaceId,
    line_items: [{ price: deps.priceId, quantity: order.packs }],
    payment_method_types: ['card'],
    payment_method_collection: 'always',
    subscription_data: {
      metadata: { ...metadata, ...(freeUntil === null ? {} : { [freeUntilKey]: String(freeUntil) }) },
      ...beginning,
    },
    metadata,
    tax_id_collection: { enabled: true },
    customer_update: { name: 'auto', address: 'auto' },
    success_url: `${page}&checkout=done`,
    cancel_url: page,
  };
}
