import { expect, type Page, test } from '@playwright/test';
import { emptyScreens, fillScreens, open } from './screens.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

const sideways = (page: Page) =>
  page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - document.documentElement.clientWidth);

test.describe('on a phone', () => {
  test('no screen of an empty browser scrolls sideways', async ({ page }) => {
    for (const path of emptyScreens) {
      await open(page, path);
      expect.soft(await sideways(page), path).toBe(0);
    }
  });

  test('no screen with data scrolls sideways, not even with a row opened', async ({ page }) => {
    const paths = await fillScreens(page);
    for (const path of paths) {
      await open(page, path);
      expect.soft(await sideways(page), path).toBe(0);
    }
    await open(page, paths[1] ?? '/');
    await page.getByRole('rowheader').getByRole('button').first().click();
    expect(await sideways(page)).toBe(0);
  });
});
