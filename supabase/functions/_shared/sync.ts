import { type Applied, type BillingDatabase, granted } from './billing-database.ts';
import { type Reading, readCustomer } from './snapshot.ts';
import type { StripeApi } from './stripe-api.ts';

export interface SyncDeps {
  readonly stripe: StripeApi;
  readonly database: BillingDatabase;
  readonly priceId: string;
  now(): Promise<Date>;
}

/**
 * Reads what Stripe knows of a workspace and hands it to Postgres, which decides what it means. Doing it again changes nothing.
 *
 * @throws what the SDK throws; TypeError when Postgres cannot be reached; Error when it refuses.
 */
export async function syncWorkspace(
  deps: SyncDeps,
  workspaceId: string,
  customerId: string,
  cause: string,
): Promise<{ readonly applied: Applied; readonly reading: Reading }> {
  const reading = await readCustomer(deps.stripe, customerId, deps.priceId, await deps.now());
  let applied: Applied = { applied: false };
  let changed = false;
  let from: string | undefined;
  for (const snapshot of reading.snapshots) {
    applied = granted(await deps.database.apply(workspaceId, snapshot, cause, await deps.now()));
    changed ||= applied.changed ?? false;
    from ??= applied.from;
  }
  return { applied: { ...applied, changed, from }, reading };
}
