import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { tldr } from './real-sets.ts';
import { explore, expectAnswer, importFirst, importOnTop, parseCsv, readRanking, watchComplaints } from './support.ts';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Goes to a part of the answer, which is fetched when it comes into view. */
async function goTo(page: Page, name: string) {
  await region(page, name).getByRole('heading', { name }).scrollIntoViewIfNeeded();
  return region(page, name);
}

const oneMoreEvent = {
  name: 'later.ndjson',
  mimeType: 'application/x-ndjson',
  buffer: Buffer.from(
    `${JSON.stringify({
      event: 'Page Edited',
      properties: { time: Date.UTC(2023, 0, 1) / 1000, distinct_id: 'somebody-else', $insert_id: 'later-1' },
    })}\n`,
  ),
};

test.describe('an answer beyond its ranking', () => {
  test.beforeEach(async ({ page }) => {
    await importFirst(page, tldr.file);
    await explore(page, tldr.question);
  });

  test('says how far to trust it, and axe finds nothing in it', async ({ page }) => {
    const complaints = watchComplaints(page);
    const trust = await goTo(page, 'How far to trust this');
    await expect(trust.getByText(/behaviours and attributes were tried/)).toBeVisible();
    await expect(trust.getByText(/a spread of \d|too few candidates to measure/)).toBeVisible();
    await expect(page.getByRole('list', { name: 'Where the two differ most' }).getByRole('listitem')).not.toHaveCount(
      0,
    );
    const overTime = await goTo(page, 'Change over time');
    await expect(overTime.getByText(/month/).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`),
    ).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('leads from the count of what is not ranked to its shelf', async ({ page }) => {
    await page
      .getByText(/more were not ranked/)
      .getByRole('link', { name: /without a clear effect/ })
      .click();
    const shelf = region(page, 'No clear effect');
    await expect(shelf.getByRole('button', { expanded: true })).toBeFocused();
    await expect(shelf.getByRole('listitem').first()).toBeInViewport();
  });

  test('expects more conversions if more people did it, and warns', async ({ page }) => {
    const [first = ''] = await readRanking(page, 'to', tldr.question.target);
    const behaviour = page
      .getByRole('rowheader')
      .getByRole('button')
      .filter({ hasText: /or more/ })
      .first();
    expect(first).not.toBe('');
    await behaviour.click();
    const whatIf = region(page, 'What if more people did it?').first();
    const before = await whatIf.getByText(/of every 100 people did/).innerText();
    await whatIf.getByRole('button', { name: 'A further 20% of the people' }).click();
    await expect(whatIf.getByText(/of every 100 people did/)).not.toHaveText(before);
    await expect(whatIf.getByText(/not proof of cause/)).toBeVisible();
  });

  test('finds who is next and hands out their ids for Mixpanel', async ({ page }) => {
    const who = await goTo(page, 'Who is next');
    await who.getByRole('button', { name: 'Find them' }).click();
    await who.getByText(/^Dropped/).click();
    await expect(who.getByRole('status')).toContainText('100 people');
    const downloading = page.waitForEvent('download');
    await who.getByRole('button', { name: 'Download ids' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('ptero-page-added-to-page-edited-dropped.csv');
    const [header, ...rows] = parseCsv(readFileSync(await download.path(), 'utf8'));
    expect(header).toEqual(['$distinct_id', 'ptero_probability']);
    expect(rows).toHaveLength(100);
    const shares = rows.map(([, share]) => Number(share));
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(new Set(rows.map(([id]) => id)).size).toBe(100);
  });

  test('says what is new since the last refresh, and nothing over the same events', async ({ page }) => {
    const path = new URL(page.url()).pathname;
    await expect(page.getByText(/the last refresh/)).toHaveCount(0);
    await importOnTop(page, oneMoreEvent);
    await page.goto(path);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expectAnswer(page, tldr.question);
    await expect(page.getByText(/^Since the last refresh, on data to /)).toBeVisible();

    await page.goto('/');
    await page
      .getByRole('button', { name: /^More for/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Refresh' }).click();
    await page
      .getByRole('link', { name: /Page Added.*Page Edited/ })
      .first()
      .click();
    await expectAnswer(page, tldr.question);
    await expect(page.getByText(/so nothing is new/)).toBeVisible();
    await expect(page.getByText('New', { exact: true })).toHaveCount(0);
  });
});
