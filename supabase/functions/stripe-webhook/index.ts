import Stripe from 'npm:stripe@23.1.0';
import { billingDatabase } from '../_shared/billing-database.ts';
import { readSettings } from '../_shared/settings.ts';
import { clockOf, readStripeSettings } from '../_shared/stripe-settings.ts';
import { createHandler } from './handler.ts';

const read = (name: string) => Deno.env.get(name);
const settings = readSettings(read);
const stripeSettings = readStripeSettings(read);
const stripe = new Stripe(stripeSettings.secretKey, {
  ...stripeSettings.config,
  httpClient: Stripe.createFetchHttpClient(),
});
const subtle = Stripe.createSubtleCryptoProvider();

Deno.serve(
  createHandler({
    stripe,
    database: billingDatabase(settings),
    priceId: stripeSettings.priceId,
    now: clockOf(stripeSettings),
    verify: (body, signature) =>
      stripe.webhooks.constructEventAsync(body, signature, stripeSettings.webhookSecret, 300, subtle),
    livemode: /^(sk|rk)_live_/.test(stripeSettings.secretKey),
    log: (entry) => console.error(JSON.stringify(entry)),
  }),
);
