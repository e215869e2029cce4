import type { BillingDeps } from './admin-request.ts';
import { billingDatabase } from './billing-database.ts';
import { corsHeaders } from './cors.ts';
import { callRpc } from './rest.ts';
import type { Settings } from './settings.ts';
import type { StripeApi } from './stripe-api.ts';
import { clockOf, type StripeSettings } from './stripe-settings.ts';

/** What all billing functions are given, over the network. */
export const billingDeps = (
  settings: Settings,
  stripeSettings: StripeSettings,
  stripe: StripeApi,
  log: BillingDeps['log'],
): BillingDeps => ({
  stripe,
  database: billingDatabase(settings),
  priceId: stripeSettings.priceId,
  now: clockOf(stripeSettings),
  planOf: (authorization, workspace_id) => callRpc(settings, authorization, 'plan_of', { workspace_id }),
  log,
  appUrl: settings.appUrl,
  headers: corsHeaders(settings.appUrl),
});

/** Whose session this is, as Auth says; null when it is over or was never one. */
export async function userOf(
  settings: Settings,
  authorization: string,
): Promise<{ readonly id: string; readonly email: string } | null> {
  const response = await fetch(`${settings.supabaseUrl}/auth/v1/user`, {
    headers: { apikey: settings.publishableKey, Authorization: authorization },
  });
  const body = (await response.json()) as { id?: string; email?: string };
  return response.ok && body.id ? { id: body.id, email: body.email ?? '' } : null;
}
