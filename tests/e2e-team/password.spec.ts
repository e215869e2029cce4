import { expect, test } from '@playwright/test';
import { account, fillSignIn, mailedLink, newPerson, open, SEED_PASSWORD, signIn } from './people.ts';

test('a password is changed only with the current one, and a forgotten one by a mailed link that works once', async ({
  browser,
}) => {
  const bob = await newPerson(browser);
  await signIn(bob, 'bob@example.com');

  await test.step('a wrong current password changes nothing', async () => {
    await open(bob, '/settings/security');
    await bob.getByLabel('Current password').fill('not the right one');
    await bob.getByLabel('New password').fill('a new one for bob');
    await bob.getByRole('button', { name: 'Change password' }).click();
    await expect(bob.getByRole('alert')).toContainText('The current password is not right.');
  });

  await test.step('the right one does', async () => {
    await bob.getByLabel('Current password').fill(SEED_PASSWORD);
    await bob.getByRole('button', { name: 'Change password' }).click();
    await expect(bob.getByRole('status').filter({ hasText: 'Changed.' })).toBeVisible();
  });

  await test.step('the old one signs in no more', async () => {
    await account(bob).click();
    await bob.getByRole('menuitem', { name: /Sign out/ }).click();
    await expect(account(bob)).toHaveCount(0);
    await open(bob, '/sign-in');
    await fillSignIn(bob, 'bob@example.com', SEED_PASSWORD);
    await expect(bob.getByRole('alert')).toContainText('do not belong together');
  });

  await test.step('a reset link leads to a new password', async () => {
    await bob.getByRole('link', { name: 'Forgotten the password?' }).click();
    await bob.getByRole('button', { name: 'Mail me a link' }).click();
    await expect(bob.getByRole('heading', { level: 1 })).toHaveText('Look into your mail');
    const link = await mailedLink('bob@example.com', /new password/);
    await open(bob, link);
    await bob.getByRole('button', { name: 'Go on' }).click();
    await bob.getByLabel('New password').fill(SEED_PASSWORD);
    await bob.getByRole('button', { name: 'Save the new password' }).click();
    await expect(account(bob)).toBeVisible();

    const other = await newPerson(browser);
    await open(other, link);
    await other.getByRole('button', { name: 'Go on' }).click();
    await expect(other.getByRole('alert')).toContainText('expired or was used already');
    await expect(other.getByRole('link', { name: 'Ask for a new link' })).toBeVisible();
  });
});
