import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { emptyScreens, fillScreens, open } from './screens.ts';
import { watchComplaints } from './support.ts';

const schemes = ['light', 'dark'] as const;

/** What axe finds, short enough to read: rule, words, places. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join('; ')})`,
  );
}

async function checkInBothSchemes(page: Page, paths: readonly string[]): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of paths) {
      await open(page, path);
      expect.soft(await violations(page), `${path} in ${colorScheme}`).toEqual([]);
    }
  }
}

test.describe('axe finds nothing', () => {
  test('on the screens of an empty browser', async ({ page }) => {
    const complaints = watchComplaints(page);
    await checkInBothSchemes(page, emptyScreens);
    expect(complaints).toEqual([]);
  });

  test('on the screens with data', async ({ page }) => {
    const complaints = watchComplaints(page);
    await checkInBothSchemes(page, await fillScreens(page));
    expect(complaints).toEqual([]);
  });

  test('on an opened row of a result', async ({ page }) => {
    const complaints = watchComplaints(page);
    const [, scenario = '/'] = await fillScreens(page);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open(page, scenario);
      await page.getByRole('rowheader').getByRole('button').first().click();
      expect.soft(await violations(page), colorScheme).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  test('on the command palette and an opened list', async ({ page }) => {
    const complaints = watchComplaints(page);
    await fillScreens(page);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open(page, '/');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await violations(page), `palette in ${colorScheme}`).toEqual([]);
      await page.keyboard.type('nothing is called this');
      await expect(page.getByText('Nothing found.')).toBeVisible();
      expect.soft(await violations(page), `empty palette in ${colorScheme}`).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('combobox', { name: 'Start event' }).click();
      await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
      expect.soft(await violations(page), `list in ${colorScheme}`).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
});
