import nodemailer from 'npm:nodemailer@10.6.0';
import Stripe from 'npm:stripe@23.1.0';
import { billingDatabase } from '../_shared/billing-database.ts';
import { readSettings } from '../_shared/settings.ts';
import { createStopLinks } from '../_shared/stop-link.ts';
import { clockOf, readStripeSettings } from '../_shared/stripe-settings.ts';
import { createHandler } from './handler.ts';

const read = (name: string) => Deno.env.get(name);
const settings = readSettings(read);
const stripeSettings = readStripeSettings(read);
const stripe = new Stripe(stripeSettings.secretKey, {
  ...stripeSettings.config,
  httpClient: Stripe.createFetchHttpClient(),
});
const { host, port, user, password, from } = settings.smtp;
const transport = nodemailer.createTransport({
  host,
  port,
  secure: port === 465,
  // Credentials never travel in the clear.
  requireTLS: user !== null && port !== 465,
  ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
});
/** A hosted function is ended after 150 seconds without an answer. */
const enoughMs = 120_000;

Deno.serve((request) => {
  const begun = performance.now();
  return createHandler({
    stripe,
    database: billingDatabase(settings),
    priceId: stripeSettings.priceId,
    now: clockOf(stripeSettings),
    hasTime: () => performance.now() - begun < enoughMs,
    secretKey: settings.secretKey,
    send: async (mail) => {
      await transport.sendMail({ from, ...mail });
    },
    stopLinks: createStopLinks(settings.secretKey, settings.appUrl, settings.supabaseUrl),
    appUrl: settings.appUrl,
    log: (entry) => console.error(JSON.stringify(entry)),
  })(request);
});
