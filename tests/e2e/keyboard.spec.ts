import { expect, type Page, test } from '@playwright/test';
import { tldr } from './real-sets.ts';
import { expectAnswer, importFirst } from './support.ts';

/** Presses Tab until the control has the focus, as a person would; fails when it cannot be reached. */
async function tabTo(page: Page, role: 'combobox' | 'button' | 'link', name: string | RegExp): Promise<void> {
  const control = page.getByRole(role, { name }).first();
  for (let step = 0; step < 80; step += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach the ${role} ${String(name)}`);
}

test.describe('with the keyboard alone', () => {
  test.beforeEach(async ({ page }) => {
    await importFirst(page, tldr.file);
    await page.goto('/');
    await expect(page.getByRole('combobox', { name: 'Start event' })).toBeVisible();
  });

  test('a question can be asked', async ({ page }) => {
    await tabTo(page, 'combobox', 'Start event');
    await page.keyboard.type('page add');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Start event' })).toHaveValue('Page Added');

    await tabTo(page, 'combobox', 'Target event');
    await page.keyboard.type('page edit');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Target event' })).toHaveValue('Page Edited');

    await tabTo(page, 'button', 'Explore');
    await page.keyboard.press('Enter');
    await expectAnswer(page, tldr.question);
  });

  test('the command palette goes to a screen and gives the focus back', async ({ page }) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);

    await page.keyboard.press('Control+k');
    await page.keyboard.type('appearance');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/settings\/appearance$/);
  });

  test('a menu opens on its first action and gives the focus back', async ({ page }) => {
    const button = page.getByRole('button', { name: /^Project:/ });
    for (const key of ['Enter', 'ArrowDown']) {
      await button.focus();
      await page.keyboard.press(key);
      await expect(page.getByRole('menu').getByRole('menuitemradio').first()).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);
      await expect(button).toBeFocused();
    }
  });

  test('the focus can be seen wherever it is', async ({ page }) => {
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      const visible = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return true;
        const shows = (part: Element) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
          return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
        };
        return shows(element) || (element.parentElement !== null && shows(element.parentElement));
      });
      expect(visible).toBe(true);
    }
  });
});
