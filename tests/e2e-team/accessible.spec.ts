import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { newPerson, open, openTeam, signIn } from './people.ts';

const pages = [
  '/sign-in',
  '/sign-up',
  '/reset-password',
  '/new-password',
  '/new-workspace',
  '/join',
  '/confirm',
] as const;
const sections = [
  '/settings/team',
  '/settings/profile',
  '/settings/security',
  '/settings/mixpanel',
  '/settings/billing',
  '/settings/notifications',
  '/settings/appearance',
  '/connect',
  '/help/billing',
] as const;

const looks = [
  { scheme: 'light', size: { width: 1440, height: 900 } },
  { scheme: 'dark', size: { width: 390, height: 844 } },
] as const;

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
}

test('every page about accounts and the team is accessible and fits, wide and light, narrow and dark', async ({
  browser,
}) => {
  const ada = await newPerson(browser);
  for (const { scheme, size } of looks) {
    await ada.emulateMedia({ colorScheme: scheme });
    await ada.setViewportSize(size);
    if (scheme === 'light') {
      for (const path of pages) {
        await open(ada, path);
        await expectAccessible(ada);
      }
      await signIn(ada, 'ada@example.com');
      await openTeam(ada, 'Field notes');
    }
    for (const path of sections) {
      await open(ada, path);
      await expectAccessible(ada);
    }
    await open(ada, '/sign-in');
    await expectAccessible(ada);
  }
});

test('the team is reached and changed by keyboard alone', async ({ browser }) => {
  const ada = await newPerson(browser);
  await signIn(ada, 'ada@example.com');
  await openTeam(ada, 'Field notes');
  await ada.getByLabel('Invite by e-mail').focus();
  await ada.keyboard.type('keys@example.com');
  await ada.keyboard.press('Tab');
  await expect(ada.getByRole('switch', { name: 'Invite as an admin' })).toBeFocused();
  await ada.keyboard.press('Space');
  await expect(ada.getByRole('switch', { name: 'Invite as an admin' })).toBeChecked();
  await ada.keyboard.press('Tab');
  await ada.keyboard.press('Enter');
  const revoke = ada.getByRole('button', { name: 'Revoke the invitation to keys@example.com' });
  await revoke.focus();
  await ada.keyboard.press('Enter');
  await expect(revoke).toHaveCount(0);
});
