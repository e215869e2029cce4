import { fileURLToPath } from 'node:url';
import { run } from '../setup/run.mjs';

/** `STRIPE_SECRET_KEY=sk_test_… npm run test:stripe`: what `npm test` asks of the stand-in, asked of Stripe's test mode. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const key = process.env.STRIPE_SECRET_KEY ?? '';
if (!key.startsWith('sk_test_')) {
  console.error(`Set STRIPE_SECRET_KEY to a secret key of test mode (it begins with sk_test_) and try again.
Without one, npm test runs the same tests against the stand-in.`);
  process.exit(1);
}
console.log(`Against Stripe's test mode: trials, periods, quantities, cancelling, failing cards, Checkout sessions, idempotency, errors.
Left out, as they need a person at Stripe's own pages or an address that Stripe can reach: pressing the buttons of Checkout
and of the portal, and webhooks. It makes two products with a price each, which stay; customers go with their test clocks.`);
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'node', 'tests/stripe/same'];
const { code } = await run([process.execPath, ...vitest, ...process.argv.slice(2)], { cwd: root, show: true });
process.exit(code);
