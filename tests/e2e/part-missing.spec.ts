import { expect, test } from '@playwright/test';

// Kept for offline use, no part could be missing.
test.use({ serviceWorkers: 'block' });

test('a screen whose code does not come is told, and is there after a reload', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: /^Try sample data/ }).first()).toBeEnabled();
  const code = '**/assets/help-route-*.js';
  await page.route(code, (route) => route.abort('internetdisconnected'));
  await page.getByRole('link', { name: 'Help' }).first().click();
  const notice = page.getByRole('alert').filter({ hasText: 'A part of Ptero could not be loaded' });
  await expect(notice).toBeVisible();
  await page.unroute(code);
  await notice.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(notice).toHaveCount(0);
  await expect(page).toHaveURL(/\/help/);
});
