import Stripe from 'npm:stripe@23.1.0';
import { billingDeps } from '../_shared/billing-wiring.ts';
import { readSettings } from '../_shared/settings.ts';
import { readStripeSettings } from '../_shared/stripe-settings.ts';
import { createHandler } from './handler.ts';

const read = (name: string) => Deno.env.get(name);
const settings = readSettings(read);
const stripeSettings = readStripeSettings(read);
const stripe = new Stripe(stripeSettings.secretKey, {
  ...stripeSettings.config,
  httpClient: Stripe.createFetchHttpClient(),
});

Deno.serve(
  createHandler(billingDeps(settings, stripeSettings, stripe, (entry) => console.error(JSON.stringify(entry)))),
);
