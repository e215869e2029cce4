import { expect, test, type Page } from '@playwright/test';
import { expectAnswer, note } from './support.ts';

const question = { start: 'Sign Up', target: 'Start Plan' };
const SOON_MS = 1000;

const notice = (page: Page) => page.getByRole('progressbar', { name: 'Analysis' });

/** Clicks Cancel once the analysis says these words, and answers the ms from the click until Cancel is gone, as the page sees it. */
const cancelAt = (page: Page, words: string): Promise<number> =>
  page.evaluate(async (awaited) => {
    const find = () =>
      document.querySelector('[role=progressbar][aria-label=Analysis]')?.parentElement?.querySelector('button') ?? null;
    const frames = async (until: () => boolean) => {
      while (!until()) await new Promise(requestAnimationFrame);
    };
    await frames(() => find()?.parentElement?.textContent?.includes(awaited) ?? false);
    const clickedAt = performance.now();
    find()?.click();
    await frames(() => find() === null);
    return performance.now() - clickedAt;
  }, words);

test.describe('an analysis', () => {
  test('that is cancelled leaves the screen at once, and the question can be asked again', async ({ page }) => {
    await page.goto('/');
    await page
      .getByRole('button', { name: /^Try sample data/ })
      .first()
      .click();
    const ms = await cancelAt(page, '');
    note(`an analysis that had just begun: Cancel was gone ${ms.toFixed(0)} ms after the click`);
    expect(ms).toBeLessThan(SOON_MS);
    await expect(notice(page)).toHaveCount(0);

    await page.getByRole('button', { name: 'Explore' }).click();
    const again = await cancelAt(page, 'First look, being refined');
    note(`one that was being refined: ${again.toFixed(0)} ms`);
    expect(again).toBeLessThan(SOON_MS);

    await page.getByRole('link', { name: 'Data', exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: /saas|sample/i })).toBeVisible();
    await page.goBack();
    await page.getByRole('button', { name: 'Explore' }).click();
    await expectAnswer(page, question);
  });
});
