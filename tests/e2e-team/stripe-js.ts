import type { Page } from '@playwright/test';

/** With it the app is built; Stripe's own begin like this. */
export const stripePublishableKey = 'pk_test_of_the_stand_in';

/** A stand-in for Stripe.js. What it does not know fails: a call, a key, a property. */
function standIn(publishableKey: string) {
  const calls: string[] = [];
  const strict = <T extends object>(what: string, target: T): T =>
    new Proxy(target, {
      get(known, name) {
        if (name in known) return known[name as keyof T];
        // A promise asks this of its value.
        if (name !== 'then') calls.push(`asked for ${what}.${String(name)}`);
        return undefined;
      },
    });
  const create = (key: string, ...others: readonly unknown[]) => {
    calls.push(key === publishableKey && others.length === 0 ? 'Stripe(key)' : 'Stripe(something else)');
    return strict('stripe', {
      _registerWrapper: ({ name, version }: { readonly name: string; readonly version: string }) =>
        void calls.push(`wrapped by ${name} ${version}`),
    });
  };
  Object.assign(globalThis, { Stripe: Object.assign(create, { version: 'endive' }), stripeCalls: calls });
}

/** Answers for js.stripe.com, and notes everything of a page that goes to Stripe. */
export async function answerForStripe(page: Page): Promise<readonly string[]> {
  const asked: string[] = [];
  await page.context().route(/^https:\/\/[^/]*stripe\.com\//u, async (route) => {
    const url = route.request().url();
    asked.push(url);
    if (url !== 'https://js.stripe.com/endive/stripe.js') return route.abort();
    const body = `(${standIn.toString()})(${JSON.stringify(stripePublishableKey)})`;
    return route.fulfill({ contentType: 'text/javascript', body });
  });
  return asked;
}

/** What the app did with the stand-in. */
export const callsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [...((globalThis as { readonly stripeCalls?: readonly string[] }).stripeCalls ?? [])]);
