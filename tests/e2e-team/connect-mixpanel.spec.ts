import { expect, test } from '@playwright/test';
import { newPerson, open, signIn } from './people.ts';
import { fireRefresh } from './wake.ts';
import { formsOf, places, placesHolding, plantEverywhere } from './places-holding.ts';

const USERNAME = 'ptero.5a3c1f.mp-service-account';
const SECRET = 'a-secret-of-the-double';

test('an admin connects Mixpanel on the way from Welcome, the events come, a member sees who connected, and it ends', async ({
  browser,
}) => {
  const ada = await newPerson(browser);
  const bob = await newPerson(browser);
  /** All that the browser says, asks and is answered, but for the one call that brings the secret to the server. */
  const answers: Promise<string>[] = [];
  const said: string[] = [];
  let brought = 0;
  ada.on('response', (response) => {
    said.push(JSON.stringify(response.headers()));
    if (/\/(rest|functions|auth)\//u.test(response.url()) && !response.url().includes('mixpanel-export'))
      answers.push(response.text().catch(() => ''));
  });
  ada.on('request', (request) => {
    const body = request.postData() ?? '';
    said.push(request.url(), JSON.stringify(request.headers()));
    if (request.url().endsWith('/functions/v1/mixpanel-connect')) brought += body.includes(SECRET) ? 1 : 0;
    else said.push(body);
  });
  ada.on('console', (message) => said.push(message.text()));
  ada.on('pageerror', (error) => said.push(String(error.stack)));

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
    await ada.getByLabel('Name of the service account').fill(USERNAME);
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
    await expect(ada.getByRole('heading', { name: 'Up to date' })).toBeVisible();
    await expect(ada.getByRole('img', { name: /^The last 182 days: 182 here\.$/u })).toBeVisible();
    await expect(ada.getByRole('button', { name: /^Notifications/u })).toBeVisible();
  });

  await test.step('an import is cancelled, says what is missing, and goes on when asked', async () => {
    await ada.getByRole('button', { name: 'More for Shop' }).click();
    await ada.getByRole('menuitem', { name: 'Fetch all days anew' }).click();
    await ada.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(ada.getByRole('heading', { name: 'Refresh cancelled' })).toBeVisible();
    await expect(ada.getByText('The next refresh comes by itself, in an hour at the earliest.')).toBeVisible();
    await ada.getByRole('button', { name: 'Refresh now' }).click();
    await expect(ada.getByRole('heading', { name: 'Up to date' })).toBeVisible();
  });

  await test.step('the browser’s own schedule wakes the page, which refreshes what is older than an hour', async () => {
    // Two hours later it may be a day later, which Mixpanel refuses before it is asked for the days that have begun.
    const pulled = () =>
      ada.waitForResponse((response) => response.url().endsWith('/mixpanel-export') && response.status() === 200);
    let asked = 0;
    ada.on('request', (request) => (asked += request.url().endsWith('/mixpanel-export') ? 1 : 0));
    await fireRefresh(ada);
    await ada.clock.setFixedTime(Date.now() + 2 * 3_600_000);
    expect(asked).toBe(0);
    const refreshed = pulled();
    await fireRefresh(ada);
    await refreshed;
    await expect(ada.getByRole('heading', { name: 'Up to date' })).toBeVisible();
    await ada.clock.setSystemTime(Date.now());
  });

  await test.step('the secret is in no answer, request, line of the console, and nowhere in the browser', async () => {
    const forms = formsOf(SECRET, USERNAME);
    expect(await placesHolding(ada, forms)).toEqual([]);
    const passed = [...(await Promise.all(answers)), ...said].join('\n');
    expect(forms.filter((form) => passed.includes(form))).toEqual([]);
    expect(brought).toBeGreaterThan(0);
    expect(passed).toContain(USERNAME);
  });

  await test.step('and a word that is in any of these places would have been found there', async () => {
    await plantEverywhere(ada, 'planted-beside-it');
    expect(await placesHolding(ada, formsOf('planted-beside-it', USERNAME))).toEqual(places);
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
