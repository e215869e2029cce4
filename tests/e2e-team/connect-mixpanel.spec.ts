import { expect, type Page, test } from '@playwright/test';
import { newPerson, open, signIn } from './people.ts';

const SECRET = 'a-secret-of-the-double';

/** Everything that a page and its browser hold, as a text. */
async function heldBy(page: Page): Promise<string> {
  const state = await page.context().storageState({ indexedDB: true });
  return JSON.stringify(state) + (await page.content());
}

test('an admin connects Mixpanel on the way from Welcome, the events come, a member sees who connected, and it ends', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const ada = await newPerson(browser);
  const bob = await newPerson(browser);
  const answers: Promise<string>[] = [];
  ada.on('response', (response) => {
    if (/\/(rest|functions)\//u.test(response.url()) && !response.url().includes('mixpanel-export'))
      answers.push(response.text().catch(() => ''));
  });

  await test.step('it leads through signing in and choosing a workspace, and back', async () => {
    await open(ada, '/');
    await ada.getByRole('button', { name: 'Connect Mixpanel' }).click();
    await ada.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await ada.getByLabel('E-mail').fill('ada@example.com');
    await ada.getByLabel('Password').fill('ptero-local');
    await ada.getByRole('button', { name: 'Sign in', exact: true }).click();
    await ada.getByRole('main').getByRole('button', { name: 'Field notes' }).click();
    await expect(ada.getByRole('radiogroup', { name: 'Region' })).toBeVisible();
  });

  await test.step('a wrong secret and a wrong region are said in words', async () => {
    await ada.getByRole('button', { name: 'Continue' }).click();
    await ada.getByLabel('Name in Ptero').fill('Shop');
    await ada.getByLabel('Mixpanel project id').fill('3141592');
    await ada.getByLabel('Name of the service account').fill('ptero.5a3c1f.mp-service-account');
    await ada.getByLabel('Secret of the service account').fill('not-it');
    await ada.getByRole('button', { name: 'Check' }).click();
    await expect(ada.getByRole('alert')).toContainText('does not accept this name and secret');
    await ada.getByLabel('Secret of the service account').fill(SECRET);
    await ada.getByRole('button', { name: 'Check' }).click();
    await expect(ada.getByRole('alert')).toContainText('in the region EU, not US');
    await ada.getByRole('button', { name: 'Use EU' }).click();
    await expect(ada.getByText('It works: Mixpanel accepts the credentials')).toBeVisible();
  });

  await test.step('connecting brings the last six months into the browser', async () => {
    await ada.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(ada.getByRole('heading', { level: 1 })).toContainText('Shop is connected');
    await ada.getByRole('link', { name: 'Watch the import' }).click();
    await expect(ada.getByRole('heading', { name: 'Up to date' })).toBeVisible({ timeout: 180_000 });
    await expect(ada.getByRole('img', { name: /^The last 182 days: 182 here\.$/u })).toBeVisible();
    await expect(ada.getByRole('button', { name: /^Notifications/u })).toBeVisible();
  });

  await test.step('the secret is in no answer, and nowhere in the browser', async () => {
    expect(await heldBy(ada)).not.toContain(SECRET);
    expect((await Promise.all(answers)).join('\n')).not.toContain(SECRET);
  });

  await test.step('monthly users stand in the settings', async () => {
    await open(ada, '/settings/usage');
    await expect(ada.getByRole('radio', { name: /^Ptero/u })).toBeChecked();
    await ada.getByText('Mixpanel MTU').click();
    await expect(ada.getByText('MTU by Mixpanel’s rule')).toBeVisible();
    await expect(ada.getByRole('heading', { name: /^(Why it|Who they are)/u })).toBeVisible();
  });

  await test.step('a member sees the connection and who may change it', async () => {
    await signIn(bob, 'bob@example.com');
    await open(bob, '/settings/mixpanel');
    await bob.getByRole('button', { name: /^Workspace/u }).click();
    await bob.getByRole('menuitemradio', { name: 'Field notes' }).click();
    await expect(bob.getByText('Project 3141592 · EU')).toBeVisible();
    await expect(bob.getByText(/Only admins connect, replace and disconnect: Ada/u)).toBeVisible();
    await expect(bob.getByRole('button', { name: /^Disconnect/u })).toHaveCount(0);
  });

  await test.step('disconnecting asks first, and reaches the member', async () => {
    await open(ada, '/settings/mixpanel');
    await ada.getByRole('button', { name: 'Disconnect Shop' }).click();
    await ada.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await expect(ada.getByText('Nothing is connected yet')).toBeVisible();
    await expect(bob.getByText('Nothing is connected yet')).toBeVisible();
  });
});
