import { adminHandler, allowed, type BillingDeps, noSubscriptionHere } from '../_shared/admin-request.ts';
import { billingPage } from '../_shared/billing-page.ts';

/** Opens Stripe's own page for the card, the invoices and the tax id: `{ workspace_id }` → `{ url }`. */
export const createHandler = (deps: BillingDeps) =>
  adminHandler(deps, 'portal', async ({ workspaceId }) => {
    const facts = allowed(await deps.database.facts(workspaceId, await deps.now()));
    if (facts.customer_id === null) throw noSubscriptionHere();
    const { url } = await deps.stripe.billingPortal.sessions.create({
      customer: facts.customer_id,
      return_url: billingPage(deps.appUrl, workspaceId),
    });
    return { url };
  });
