import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { importStatus, note, offerFiles } from './support.ts';

interface Smoothness {
  readonly longTasks: number[];
  readonly frameGaps: number[];
}
declare global {
  interface Window {
    smoothness: Smoothness;
  }
}

/** Long tasks that a busy machine may cause; a page that reads the file itself has one after the other. */
const MOST_LONG_TASKS = 3;
const LONGEST_TASK_MS = 200;

const sample = new URL('../../public/sample/saas.ndjson.gz', import.meta.url);

test.describe('the page', () => {
  test('stays free while an export is imported', async ({ page }, info) => {
    mkdirSync(info.outputDir, { recursive: true });
    const path = join(info.outputDir, 'saas.ndjson');
    const plain = gunzipSync(readFileSync(sample));
    writeFileSync(path, plain);

    await page.goto('/');
    await expect(page.getByRole('button', { name: /^Try sample data/ }).first()).toBeEnabled();
    await page.evaluate(() => {
      const seen: Smoothness = { longTasks: [], frameGaps: [] };
      window.smoothness = seen;
      const importing = () => document.querySelector('[role=progressbar][aria-label=Import]') !== null;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) if (importing()) seen.longTasks.push(duration);
      }).observe({ type: 'longtask' });
      let last = performance.now();
      const frame = (now: number) => {
        if (importing()) seen.frameGaps.push(now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });

    await offerFiles(page, path);
    await expect(importStatus(page)).toBeVisible({ timeout: 60_000 });
    const { longTasks, frameGaps } = await page.evaluate(() => window.smoothness);
    const sorted = frameGaps.toSorted((a, b) => a - b);
    note(
      `importing ${(plain.length / 1e6).toFixed(0)} MB: ${frameGaps.length} frames, half within ${sorted[sorted.length >> 1]?.toFixed(0)} ms, ` +
        `99 % within ${sorted[Math.floor(sorted.length * 0.99)]?.toFixed(0)} ms, longest ${sorted.at(-1)?.toFixed(0)} ms; ` +
        `${longTasks.length} long tasks (${longTasks.map((ms) => `${ms.toFixed(0)} ms`).join(', ')})`,
    );
    expect(frameGaps.length).toBeGreaterThan(10);
    expect(longTasks.length).toBeLessThanOrEqual(MOST_LONG_TASKS);
    for (const ms of longTasks) expect(ms).toBeLessThan(LONGEST_TASK_MS);
  });
});
