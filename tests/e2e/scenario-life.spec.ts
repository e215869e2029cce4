import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { tldr } from './real-sets.ts';
import { chooseHorizon, expectAnswer, importFirst, pickEvent, ranking } from './support.ts';

const question = { start: 'Joined', target: 'Page Edited' };
const title = 'Joined → Page Edited (platform is linux)';
const cards = (page: Page) => page.getByRole('link', { name: 'Joined to Page Edited (platform is linux)' });

test('a scenario with a condition is asked, shared, exported, pinned, copied, deleted and brought back', async ({
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await importFirst(page, tldr.file);

  await test.step('a condition on the target counts fewer conversions, and says which', async () => {
    await page.goto('/');
    await pickEvent(page, 'Start event', question.start);
    await pickEvent(page, 'Target event', question.target);
    await chooseHorizon(page, 365);
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('button', { name: 'Add a condition' }).last().click();
    const property = page.getByRole('combobox', { name: 'Property, condition 1 of the target event' });
    await property.fill('platform');
    await page.getByRole('listbox').getByRole('option').filter({ hasText: 'platform' }).first().click();
    await page.getByLabel('Values, one a line, condition 1 of the target event').fill('linux');
    await page.getByRole('button', { name: 'Explore' }).click();
    await expectAnswer(page, question);
    await expect(page.getByText(/platform is .*linux/).first()).toBeVisible();
    await expect(ranking(page, 'to', question.target)).toBeVisible();
  });

  await test.step('the link opens the same question where the events are, and says what is missing where they are not', async () => {
    const address = page.url();
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByText('Link copied. It holds the question, not the events.')).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto(link);
    await expect(page).toHaveURL(address);
    await expectAnswer(page, question);

    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(link);
    await expect(stranger.getByRole('alert')).toContainText('This browser has no data yet');
    await stranger.context().close();
  });

  await test.step('JSON and PNG hold the answer', async () => {
    const taken = async (name: string) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
      return readFileSync(await (await download).path());
    };
    const result = JSON.parse((await taken('JSON')).toString()) as { definition: { target: { event: string } } };
    expect(result.definition.target.event).toBe(question.target);
    const picture = await taken('PNG');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.length).toBeGreaterThan(10_000);
  });

  await test.step('on the dashboard it is pinned, copied, deleted and brought back', async () => {
    await page.goto('/');
    await page
      .getByRole('button', { name: `Pin ${title}` })
      .first()
      .click();
    await expect(page.getByRole('button', { name: `Unpin ${title}` })).toBeVisible();
    const before = await cards(page).count();
    const more = page.getByRole('button', { name: `More for ${title}` }).first();
    await more.click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await expect(cards(page)).toHaveCount(before + 1);
    await more.click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(cards(page)).toHaveCount(before);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(cards(page)).toHaveCount(before + 1);
    await page.reload();
    await expect(cards(page)).toHaveCount(before + 1);
    await expect(page.getByRole('button', { name: `Unpin ${title}` })).toBeVisible();
  });

  await test.step('the theme that was chosen stays', async () => {
    await page.goto('/settings/appearance');
    await page.getByText('Dark', { exact: true }).click();
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});
