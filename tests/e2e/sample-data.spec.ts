import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { note, ranking, readRanking } from './support.ts';

interface Truth {
  readonly start: string;
  readonly target: string;
  readonly drivers: readonly {
    readonly event: string | null;
    readonly property: string | null;
    readonly value: string | null;
    readonly hazardRatio: number;
  }[];
  readonly steps: readonly string[];
  readonly afterTarget: readonly string[];
}

const truth = JSON.parse(
  readFileSync(new URL('../../public/sample/saas.truth.json', import.meta.url), 'utf8'),
) as Truth;

test.describe('the sample data', () => {
  test('is answered after one click, with every true driver in its direction', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('button', { name: /^Try sample data/ }).first()).toBeEnabled();
    const clicked = Date.now();
    await page
      .getByRole('button', { name: /^Try sample data/ })
      .first()
      .click();
    await expect(ranking(page, 'to', truth.target)).toBeVisible();
    note(`first ranked answer ${((Date.now() - clicked) / 1000).toFixed(1)} s after the click`);
    await expect(page.getByRole('progressbar', { name: 'Analysis' })).toHaveCount(0);
    note(`refined answer ${((Date.now() - clicked) / 1000).toFixed(1)} s after the click`);

    const to = await readRanking(page, 'to', truth.target);
    const away = await readRanking(page, 'away from', truth.target);
    for (const { event, property, value, hazardRatio } of truth.drivers) {
      const name = [event, property && `${property} = ${value}`].filter(Boolean).join(' where ');
      expect(hazardRatio > 1 ? to : away).toContain(name);
    }
    for (const name of [...truth.steps, ...truth.afterTarget]) expect([...to, ...away]).not.toContain(name);
  });

  test('of the tldr-pages contributors is one click away as well, with its attribution', async ({ page }) => {
    await page.goto('/');
    const button = page.getByRole('button', { name: /tldr|open-source|contributors/i });
    await expect(button).toBeEnabled();
    const clicked = Date.now();
    await button.click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('What leads from Page Added to Page Edited?');
    await expect(page.getByRole('rowheader').first()).toBeVisible();
    note(`tldr: first ranked answer ${((Date.now() - clicked) / 1000).toFixed(1)} s after the click`);

    await page.goto('/data');
    await expect(page.getByText(/tldr-pages.*CC BY 4\.0/).first()).toBeVisible();
  });
});
