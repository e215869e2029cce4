import { adminHandler, allowed, type BillingDeps, noSubscriptionHere } from './admin-request.ts';
import { readCustomer } from './snapshot.ts';
import { syncWorkspace } from './sync.ts';

/**
 * Says whether the subscription ends with its period: `{ workspace_id }` → `{}`. Stripe's word counts for whether one is
 * running. Asked twice it is the same.
 */
export const endOfPeriodHandler = (deps: BillingDeps, ends: boolean) => {
  const cause = ends ? 'cancel' : 'resume';
  return adminHandler(deps, cause, async ({ workspaceId }) => {
    const facts = allowed(await deps.database.facts(workspaceId, await deps.now()));
    if (facts.customer_id === null) throw noSubscriptionHere();
    const { running } = await readCustomer(deps.stripe, facts.customer_id, deps.priceId, await deps.now());
    const change = !ends && running?.endsAtDate ? { cancel_at: '' as const } : { cancel_at_period_end: ends };
    if (running) await deps.stripe.subscriptions.update(running.id, change);
    await syncWorkspace(deps, workspaceId, facts.customer_id, cause);
    if (!running) throw noSubscriptionHere();
    return {};
  });
};
