import { expect, type Page, test } from '@playwright/test';
import { newPerson, open, openTeam, signIn } from './people.ts';
import { countUsers } from './passing-time.ts';
import { answerForStripe, callsOf } from './stripe-js.ts';

const elsewhere = ['/', '/data', '/connect', '/settings/team', '/settings/mixpanel', '/help/billing'];
const scripts = (page: Page) => page.locator('script[src*="stripe.com"]').count();

/** In another tab. */
async function lookAtFieldNotes(page: Page): Promise<void> {
  const tab = await page.context().newPage();
  await open(tab, '/');
  await tab.getByRole('button', { name: 'Workspace: Blockers' }).click();
  await tab.getByRole('menuitemradio', { name: 'Field notes' }).click();
  await expect(tab.getByRole('button', { name: 'Workspace: Field notes' })).toBeVisible();
  await tab.close();
}

test('Stripe.js is loaded by the billing page of an admin, and nowhere else', async ({ browser }) => {
  const ada = await newPerson(browser);
  const asked = await answerForStripe(ada);
  await signIn(ada, 'ada@example.com');
  await openTeam(ada, 'Field notes');
  for (const path of elsewhere) {
    await open(ada, path);
    await ada.waitForLoadState('networkidle');
    expect([path, asked, await scripts(ada)]).toEqual([path, [], 0]);
  }

  await open(ada, '/settings/billing');
  await expect.poll(() => callsOf(ada)).toHaveLength(2);
  expect(await callsOf(ada)).toEqual(['Stripe(key)', expect.stringMatching(/^wrapped by stripe-js 10\./)]);
  expect(asked).toEqual(['https://js.stripe.com/endive/stripe.js']);
  // Gone and come back, it is there already.
  await ada.getByRole('link', { name: 'Appearance' }).click();
  await expect(ada.getByRole('heading', { level: 1 })).toHaveText('Appearance');
  await ada.getByRole('link', { name: 'Billing and usage', exact: true }).first().click();
  await expect(ada.getByRole('region', { name: 'Plan' })).toBeVisible();
  expect([asked.length, (await callsOf(ada)).length]).toEqual([1, 2]);

  const bob = await newPerson(browser);
  const askedByBob = await answerForStripe(bob);
  await signIn(bob, 'bob@example.com');
  await openTeam(bob, 'Field notes');
  await open(bob, '/settings/billing');
  await expect(bob.getByRole('region', { name: 'Plan' })).toBeVisible();
  expect([askedByBob, await scripts(bob)]).toEqual([[], 0]);
});

test('who blocks Stripe.js pays as well, and comes back to the workspace that it was about', async ({ browser }) => {
  const ada = await newPerson(browser);
  const failed: string[] = [];
  ada.on('requestfailed', (request) => failed.push(request.url()));
  const errors: string[] = [];
  ada.on('pageerror', (error) => errors.push(error.message));
  await signIn(ada, 'ada@example.com');
  await open(ada, '/new-workspace');
  await ada.getByLabel('Name').fill('Blockers');
  await ada.getByRole('button', { name: 'Create workspace' }).click();
  await expect(ada.getByRole('button', { name: 'Workspace: Blockers' })).toBeVisible();
  await countUsers('Blockers', 30_000);
  await open(ada, '/settings/billing');
  const plan = ada.getByRole('region', { name: 'Plan' });
  await expect(plan.getByRole('heading', { level: 2 })).toHaveText('Trial: 30,000 monthly active users');
  await expect.poll(() => failed).toContain('https://js.stripe.com/endive/stripe.js');
  await expect(ada.getByRole('alert')).toHaveCount(0);
  await plan.getByRole('button', { name: 'Upgrade' }).click();
  await expect(ada.getByRole('heading', { level: 1 })).toHaveText('Subscribe to Ptero');

  // Meanwhile another workspace is looked at in another tab.
  await lookAtFieldNotes(ada);
  await ada.getByRole('link', { name: 'Back' }).click();
  await expect(ada.getByRole('button', { name: 'Workspace: Blockers' })).toBeVisible();
  await expect(ada).toHaveURL(/\/settings\/billing$/u);
  await lookAtFieldNotes(ada);
  await plan.getByRole('button', { name: 'Upgrade' }).click();
  await ada.getByRole('button', { name: 'Subscribe' }).click();
  await expect(ada.getByRole('status').filter({ hasText: 'Thank you.' })).toBeVisible();
  await expect(ada.getByRole('button', { name: 'Workspace: Blockers' })).toBeVisible();
  expect(errors).toEqual([]);
});
