import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { fillScreens, open } from './screens.ts';
import { note } from './support.ts';

/** What the server serves, read from the disk: asked for by a program it might just close the idle connection. */
const built = fileURLToPath(new URL('../../dist', import.meta.url));
const LIMIT = 100_000;
const MOST_SHIFT = 0.02;

// The service worker fetches everything for later; that is not the page's first load.
test.use({ serviceWorkers: 'block' });

/** Opens an address as a first page and answers what its own scripts weigh in bytes of gzip, and how much moved. */
async function firstPage(page: Page, path: string) {
  await page.goto('about:blank');
  await open(page, path);
  await page.waitForLoadState('networkidle');
  const urls = await page.evaluate(() => [
    ...new Set(
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => /\.m?js$/.test(new URL(name).pathname)),
    ),
  ]);
  const workers = new Set(page.workers().map((worker) => worker.url()));
  const sizes = urls
    .filter((url) => !workers.has(url))
    .map((url) => new URL(url).pathname)
    .map((pathname) => [pathname, gzipSync(readFileSync(join(built, pathname)), { level: 9 }).length] as const);
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[];
          resolve(shifts.filter((entry) => !entry.hadRecentInput).reduce((sum, entry) => sum + entry.value, 0));
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
      }),
  );
  return { sizes, bytes: sizes.reduce((sum, [, size]) => sum + size, 0), shift };
}

async function checkFirstPages(page: Page, paths: readonly string[], names: readonly string[]): Promise<void> {
  for (const [index, path] of paths.entries()) {
    const { sizes, bytes, shift } = await firstPage(page, path);
    note(`first page ${names[index]}: ${(bytes / 1000).toFixed(1)} kB of scripts, layout shift ${shift.toFixed(4)}`);
    expect.soft(sizes.length, `scripts of ${path}`).toBeGreaterThan(1);
    expect.soft(bytes, `${path}: ${JSON.stringify(sizes)}`).toBeLessThanOrEqual(LIMIT);
    expect.soft(shift, `what moves on ${path}`).toBeLessThan(MOST_SHIFT);
  }
}

test('every first page needs at most 100 kB of scripts and holds still', async ({ page }) => {
  await checkFirstPages(page, ['/', '/help'], ['/ empty', '/help']);
  const filled = await fillScreens(page);
  await checkFirstPages(page, filled, ['/ with data', '/scenario/:id', '/data', '/settings/usage']);
});
