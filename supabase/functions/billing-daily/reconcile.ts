import { isOutage, traceOf } from '../_shared/stripe-api.ts';
import { type SyncDeps, syncWorkspace } from '../_shared/sync.ts';

/** What Postgres did not know, or what nobody may have. */
export interface Drift {
  readonly workspace_id: string;
  readonly from?: string;
  readonly to?: string;
  /** Subscriptions that ran besides the one that counts, and were ended; what they were paid is to be given back by hand. */
  readonly ended?: readonly string[];
}

export interface Reconciled {
  readonly read: number;
  readonly repaired: readonly Drift[];
  readonly failed: readonly string[];
  /** How many the time did not suffice for; the next run begins with them. */
  readonly left: number;
}

interface Customer {
  readonly workspace_id: string;
  readonly customer_id: string;
}

export interface ReconcileDeps extends SyncDeps {
  log(entry: Readonly<Record<string, unknown>>): void;
  /** False when it is time to stop. */
  hasTime(): boolean;
}

/** How many are read at once: Stripe allows a hundred requests a second. */
const atOnce = 8;

/**
 * Compares every paying workspace with Stripe, and repairs what differs. One that fails keeps none of the others from it.
 *
 * @throws what was thrown when Stripe or Postgres cannot be reached at all.
 */
export async function reconcile(deps: ReconcileDeps, customers: readonly Customer[]): Promise<Reconciled> {
  const repaired: Drift[] = [];
  const failed: string[] = [];
  let read = 0;
  let next = 0;
  const work = async () => {
    while (next < customers.length && deps.hasTime()) {
      const customer = customers[next];
      next += 1;
      if (!customer) return;
      try {
        const drift = await reconcileOne(deps, customer);
        read += 1;
        if (drift) repaired.push(drift);
      } catch (cause) {
        if (isOutage(cause)) throw cause;
        failed.push(customer.workspace_id);
        deps.log({ level: 'error', what: 'not reconciled', workspace: customer.workspace_id, ...traceOf(cause) });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const drift of repaired) deps.log({ level: 'warn', what: 'drift repaired', ...drift });
  return { read, repaired, failed, left: customers.length - next };
}

async function reconcileOne(deps: ReconcileDeps, { customer_id, workspace_id }: Customer): Promise<Drift | null> {
  const { applied, reading } = await syncWorkspace(deps, workspace_id, customer_id, 'reconciliation');
  const { doubled } = reading;
  for (const id of doubled) await deps.stripe.subscriptions.cancel(id, { prorate: false, invoice_now: false });
  if (doubled.length > 0) await syncWorkspace(deps, workspace_id, customer_id, 'reconciliation');
  if (!applied.changed && doubled.length === 0) return null;
  return { workspace_id, from: applied.from, to: applied.state, ...(doubled.length > 0 ? { ended: doubled } : {}) };
}
