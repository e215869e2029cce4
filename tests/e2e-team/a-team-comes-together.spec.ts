import { expect, test } from '@playwright/test';
import { account, fillSignUp, mailedLink, member, newPerson, open } from './people.ts';

test('two people sign up by mail, one invites the other, promotes and loses her; nobody is left without an admin', async ({
  browser,
}) => {
  const iris = await newPerson(browser);
  const theo = await newPerson(browser);

  await test.step('an account by the mailed link, and a workspace', async () => {
    await open(iris, '/sign-up');
    await iris.getByLabel('E-mail').fill('iris@example.com');
    await fillSignUp(iris, 'Iris Example', 'a meadow in june');
    await open(iris, await mailedLink('iris@example.com', /Confirm your e-mail/));
    await iris.getByRole('button', { name: 'Confirm my address' }).click();
    await expect(account(iris)).toHaveAccessibleName('Account: Iris Example');
    await open(iris, '/new-workspace');
    await iris.getByLabel('Name').fill('Meadow team');
    await iris.getByRole('button', { name: 'Create workspace' }).click();
    await expect(member(iris, 'iris@example.com')).toBeVisible();
  });

  await test.step('the only admin can neither step down nor leave', async () => {
    const row = member(iris, 'iris@example.com');
    await expect(row.getByRole('switch')).toHaveAttribute('aria-disabled', 'true');
    await expect(row.getByRole('button', { name: 'Leave the workspace' })).toHaveAttribute('aria-disabled', 'true');
    await expect(row).toContainText('You are the only admin.');
  });

  await test.step('an invitation for an address without an account', async () => {
    await iris.getByLabel('Invite by e-mail').fill('theo@example.com');
    await iris.getByRole('button', { name: 'Invite', exact: true }).click();
    await expect(iris.getByRole('region', { name: 'Pending invitations' })).toContainText('theo@example.com');
    await open(theo, await mailedLink('theo@example.com', /invites you/));
    await expect(theo.getByRole('heading', { level: 1 })).toHaveText('Join Meadow team');
    await theo.getByRole('button', { name: 'Create an account' }).click();
    await fillSignUp(theo, 'Theo Example', 'a river in march');
    await open(theo, await mailedLink('theo@example.com', /Confirm your e-mail/));
    await theo.getByRole('button', { name: 'Confirm my address' }).click();
    await theo.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(theo.getByRole('button', { name: 'Workspace: Meadow team' })).toBeVisible();
  });

  await test.step('the inviter sees the new member without loading again', async () => {
    await expect(member(iris, 'theo@example.com')).toBeVisible();
    await expect(iris.getByRole('region', { name: 'Pending invitations' })).toHaveCount(0);
  });

  await test.step('a member sees what only admins may do, with the reason', async () => {
    await open(theo, '/settings/team');
    const admin = member(theo, 'iris@example.com').getByRole('switch', { name: 'Admin: Iris Example' });
    await expect(admin).toHaveAttribute('aria-disabled', 'true');
    await expect(theo.getByRole('switch', { name: 'Invite as an admin' })).toHaveAccessibleDescription(
      'Only admins can invite admins.',
    );
  });

  await test.step('a promotion reaches the other at once', async () => {
    await member(iris, 'theo@example.com').getByRole('switch').click();
    await expect(member(theo, 'theo@example.com').getByRole('switch')).toBeChecked();
    await expect(theo.getByRole('switch', { name: 'Invite as an admin' })).not.toHaveAttribute('aria-disabled', 'true');
  });

  await test.step('removal locks out at once, with a sentence, and leaves nothing of the workspace behind', async () => {
    await member(theo, 'iris@example.com').getByRole('button', { name: 'Remove Iris Example' }).click();
    await theo.getByRole('button', { name: 'Remove member' }).click();
    await expect(iris.getByRole('alert')).toContainText('You are no longer a member of Meadow team.');
    await expect(iris.getByRole('button', { name: 'Workspace: This browser' })).toBeVisible();
    await expect.poll(() => keptOfTeams(iris)).not.toContain('theo@example.com');
    await expect(member(theo, 'iris@example.com')).toHaveCount(0);
  });
});

/** Everything that the browser keeps of workspaces, as a text. */
const keptOfTeams = (page: import('@playwright/test').Page): Promise<string> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('ptero-team');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
    const all = await new Promise<unknown>((resolve, reject) => {
      const request = database.transaction('seen').objectStore('seen').getAll();
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
    database.close();
    return JSON.stringify(all);
  });
