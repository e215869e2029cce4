import { expect, test } from '@playwright/test';
import { account, fillSignIn, mailedLink, newPerson, open, openTeam, SEED_PASSWORD, signIn } from './people.ts';

test('an invitation to another address says so, and leads to the right account', async ({ browser }) => {
  const ada = await newPerson(browser);
  await signIn(ada, 'ada@example.com');
  await openTeam(ada, 'Field notes');

  await test.step('what cannot be invited is said in place', async () => {
    await ada.getByLabel('Invite by e-mail').fill('bob@example.com');
    await ada.getByRole('button', { name: 'Invite', exact: true }).click();
    await expect(ada.getByRole('alert')).toHaveText('This person is a member already.');
  });

  await test.step('Bob, who left, is invited again and opens the link as Ada', async () => {
    const bob = await newPerson(browser);
    await signIn(bob, 'bob@example.com');
    await openTeam(bob, 'Field notes');
    await bob.getByRole('button', { name: 'Leave the workspace' }).click();
    await bob.getByRole('button', { name: 'Leave workspace' }).click();
    await expect(bob.getByRole('button', { name: 'Workspace: This browser' })).toBeVisible();
    await ada.getByRole('button', { name: 'Invite', exact: true }).click();
    await expect(ada.getByRole('region', { name: 'Pending invitations' })).toContainText('bob@example.com');
    await open(ada, await mailedLink('bob@example.com', /invites you/));
    await expect(ada.getByText('you are signed in as')).toBeVisible();
  });

  await test.step('switching keeps the invitation', async () => {
    await ada.getByRole('button', { name: 'Sign in as the other' }).click();
    await expect(ada.getByLabel('E-mail')).toHaveValue('bob@example.com');
    await fillSignIn(ada, 'bob@example.com', SEED_PASSWORD);
    await ada.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(account(ada)).toHaveAccessibleName('Account: Bob');
    await expect(ada.getByRole('button', { name: 'Workspace: Field notes' })).toBeVisible();
  });
});
