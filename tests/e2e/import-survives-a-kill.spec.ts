import { expect, type Page, test } from '@playwright/test';
import { largeExport } from './made-up-export.ts';
import { tldr } from './real-sets.ts';
import { beginImportOnTop, importFirst, importOnTop, importStatus } from './support.ts';

const moments = [
  { name: 'as it begins', percent: 1 },
  { name: 'while it reads', percent: 40 },
  { name: 'near its end', percent: 90 },
];

/** Ends the tab's process, as a crash or the operating system would. */
async function killTab(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // The answer never comes: the process that would give it is gone.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}

/** Waits until the import shown has come this far, or is over. */
const reached = (page: Page, percent: number) =>
  page.waitForFunction(
    (floor) => {
      const bar = document.querySelector('[role=progressbar][aria-label=Import]');
      return bar
        ? Number(bar.getAttribute('aria-valuenow') ?? 0) >= floor
        : document.body.innerText.includes('duplicates dropped');
    },
    percent,
    { polling: 'raf' },
  );

/** Imports a tiny file and reads the project's events from the status: what is there, checked by the store itself. */
async function eventsNow(page: Page): Promise<number> {
  const status = await importOnTop(page, {
    name: 'one-more.ndjson',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(
      '{"event":"Page Added","properties":{"time":1700000000,"distinct_id":"one more","$insert_id":"one-more"}}\n',
    ),
  });
  const [, events = ''] = /([\d,]+) events/.exec(status) ?? [];
  return Number(events.replaceAll(',', '')) - 1;
}

test.describe('an import whose tab is killed', () => {
  for (const { name, percent } of moments) {
    test(`${name} leaves the old state or the new one, never a mixture`, async ({ page, context }, info) => {
      const large = largeExport(info.outputDir, 15_000);
      await importFirst(page, tldr.file);

      await beginImportOnTop(page, large.path);
      await reached(page, percent);
      await killTab(page);

      const reopened = await context.newPage();
      const events = await eventsNow(reopened);
      expect([tldr.totals.events, tldr.totals.events + large.events]).toContain(events);
      info.annotations.push({
        type: 'found',
        description: events === tldr.totals.events ? 'the old state' : 'the new state',
      });
    });
  }

  test('once it has said that it is done keeps every event', async ({ page, context }, info) => {
    const large = largeExport(info.outputDir, 2000);
    await importFirst(page, tldr.file);
    await beginImportOnTop(page, large.path);
    await expect(importStatus(page)).toBeVisible();
    await killTab(page);
    expect(await eventsNow(await context.newPage())).toBe(tldr.totals.events + large.events);
  });
});
