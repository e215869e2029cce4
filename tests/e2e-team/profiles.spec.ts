import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { explore, ranking } from '../e2e/support.ts';
import { newPerson, open, signIn } from './people.ts';

const question = { start: 'Visit', target: 'Become member' };

/** Wide and light, narrow and dark. */
async function expectAccessible(page: Page): Promise<void> {
  for (const [colorScheme, width] of [
    ['dark', 390],
    ['light', 1440],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join()}`)).toEqual(
      [],
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
}

test('user profiles come with the events, one of them leads to B, and one that changes is flagged', async ({
  browser,
}) => {
  const ada = await newPerson(browser);
  ada.setDefaultTimeout(20_000);
  const profiles = ada.getByRole('region', { name: 'User profiles of Club' });

  await test.step('a project is connected in a workspace of its own', async () => {
    await signIn(ada, 'ada@example.com');
    await open(ada, '/new-workspace');
    await ada.getByLabel('Name').fill('Club house');
    await ada.getByRole('button', { name: 'Create workspace' }).click();
    await expect(ada.getByRole('button', { name: /^Workspace/u })).toContainText('Club house');
    await open(ada, '/connect');
    await ada.getByRole('radio', { name: /European Union/u }).check();
    await ada.getByRole('button', { name: 'Continue' }).click();
    await ada.getByLabel('Name in Ptero').fill('Club');
    await ada.getByLabel('Mixpanel project id').fill('2718281');
    await ada.getByLabel('Name of the service account').fill('ptero.5a3c1f.mp-service-account');
    await ada.getByLabel('Secret of the service account').fill('a-secret-of-the-double');
    await ada.getByRole('button', { name: 'Check' }).click();
    await ada.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(ada.getByRole('heading', { level: 1 })).toContainText('Club is connected');
  });

  await test.step('none come until some are chosen: fixed ones first, the others with the reason', async () => {
    await ada.getByRole('link', { name: 'Watch the import' }).click();
    await expect(ada.getByRole('heading', { name: 'Up to date' })).toBeVisible();
    await open(ada, '/settings/mixpanel');
    await expect(profiles).toContainText('Not fetched');
    await profiles.getByRole('button', { name: /^Choose profile properties/u }).click();
    const dialog = ada.getByRole('dialog', { name: 'User profiles of Club' });
    const fixed = dialog.getByRole('group', { name: 'Look as if they never change' });
    const changing = dialog.getByRole('group', { name: 'May have changed since' });
    await expect(fixed.getByRole('checkbox')).toHaveCount(2);
    await expect(changing).toContainText('leaks the answer into the question');
    await expect(dialog).toContainText('By the first 1,000 of 1,425 profiles');
    await expectAccessible(ada);
    await fixed.getByRole('checkbox', { name: 'Initial source' }).check();
    await dialog.getByRole('searchbox', { name: 'Search properties' }).fill('plan');
    await changing.getByRole('checkbox', { name: 'Plan today' }).check();
    await dialog.getByRole('button', { name: 'Fetch these' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(profiles).toContainText('1,425 profiles, 1,400 of them of users with events here');
    await expect(profiles).toContainText('25 belong to nobody');
    await expectAccessible(ada);
  });

  await test.step('they stand under Data, and no event was made of them', async () => {
    await open(ada, '/data');
    const table = ada.getByRole('region', { name: 'User profiles' });
    await expect(table.getByRole('row')).toHaveCount(3);
    await expect(table.getByRole('row', { name: /profile: Plan today/u })).toContainText('may have changed since');
    await expect(ada.getByText('4 event names')).toBeVisible();
  });

  await test.step('an answer ranks them as attributes, and flags the one that changes', async () => {
    await explore(ada, question);
    const rows = ranking(ada, 'to', question.target);
    await expect(rows.getByRole('row', { name: /profile: Initial source = friend/u })).toContainText(
      'profile (today’s value)',
    );
    const plan = rows.getByRole('row', { name: /^\d* ?profile: Plan today = club/u });
    await expect(plan).toContainText('it may be a result');
    await expect(plan).toContainText('Fragile');
    await plan.getByRole('button').click();
    await expect(ada.getByText(/it may well follow from .*Become member/u).last()).toBeVisible();
  });

  await test.step('taken away, they are gone from the browser', async () => {
    await open(ada, '/settings/mixpanel');
    await profiles.getByRole('button', { name: /^Take the profiles/u }).click();
    await expect(profiles).toContainText('Not fetched');
    await expect(profiles).not.toContainText('Fetched');
    await open(ada, '/data');
    await expect(ada.getByRole('heading', { name: 'Properties', exact: true })).toBeVisible();
    await expect(ada.getByRole('heading', { name: 'User profiles' })).toHaveCount(0);
  });
});
