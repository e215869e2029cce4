import { expect, test, type Page } from '@playwright/test';
import { importStatus, offerFiles, type TestFile } from './support.ts';

const HOUR = 3_600_000;
const firstMs = Date.UTC(2026, 9, 27, 4, 30);
const lastMs = Date.UTC(2026, 10, 3, 0, 30);
const clocksGoBackMs = Date.UTC(2026, 10, 1, 6);

/** An event an hour over the end of summer time, as a project on New York's clock exports it. */
function newYorkExport(): TestFile {
  const lines: string[] = [];
  for (let utcMs = firstMs; utcMs <= lastMs; utcMs += HOUR) {
    const ahead = utcMs < clocksGoBackMs ? -4 * HOUR : -5 * HOUR;
    const properties = {
      time: (utcMs + ahead) / 1000,
      distinct_id: `user-${lines.length % 9}`,
      $insert_id: `event-${lines.length}`,
      mp_processing_time_ms: utcMs + 1500,
    };
    lines.push(JSON.stringify({ event: 'Page Viewed', properties }));
  }
  return { name: 'new-york.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from(lines.join('\n')) };
}

async function askedForTheZone(page: Page): Promise<void> {
  await page.goto('/');
  await offerFiles(page, newYorkExport());
  await expect(page.getByRole('heading', { name: 'Which time zone is this project in?' })).toBeVisible();
  await expect(page.getByText('4 hours behind UTC')).toBeVisible();
}

/** The months of the Data screen's table: name, days with events, events. */
async function months(page: Page): Promise<readonly string[][]> {
  await page.goto('/data');
  await page.getByText('As a table', { exact: true }).click();
  const rows = page.getByRole('table').filter({ hasText: 'Days with events' }).locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  return Promise.all((await rows.all()).map((row) => row.getByRole('cell').allInnerTexts()));
}

test.describe('an export on New York’s clock over the end of summer time', () => {
  test('lies in the right UTC hours and days once its zone is chosen', async ({ page }) => {
    await askedForTheZone(page);
    const zone = page.getByLabel('Time zone', { exact: true });
    await expect(zone.locator('optgroup[label="Fit this export"] option[value="America/New_York"]')).toHaveCount(1);
    await zone.selectOption('America/New_York');
    await page.getByRole('button', { name: 'Use this zone' }).click();
    await expect(importStatus(page)).toContainText('165 events');
    // The last event is at 19:30: the next day in UTC five hours on, but not four.
    await expect(importStatus(page)).toContainText('8 days');
    expect(await months(page)).toEqual([
      ['Oct 2026', '5', '116'],
      ['Nov 2026', '3', '49'],
    ]);
    await expect(page.getByText('27 Oct 2026 to 3 Nov 2026')).toBeVisible();
    await expect(page.getByText('times read as America/New York')).toBeVisible();
  });

  test('stays in the hours and days it says when its times are said to be UTC', async ({ page }) => {
    await askedForTheZone(page);
    await page.getByRole('button', { name: 'The times are UTC' }).click();
    await expect(importStatus(page)).toContainText('165 events');
    await expect(importStatus(page)).toContainText('7 days');
    expect(await months(page)).toEqual([
      ['Oct 2026', '5', '120'],
      ['Nov 2026', '2', '45'],
    ]);
    await expect(page.getByText('27 Oct 2026 to 2 Nov 2026')).toBeVisible();
  });

  test('is not imported when the question is cancelled', async ({ page }) => {
    await askedForTheZone(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'cancelled' })).toBeVisible();
    await page.goto('/data');
    await expect(page.getByText('No events yet')).toBeVisible();
  });
});
