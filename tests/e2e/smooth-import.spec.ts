import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type CDPSession, expect, test } from '@playwright/test';
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

/** Of the CPU time that parsing the lines there would take. */
const MOST_WORK = 0.65;

const sample = new URL('../../public/sample/saas.ndjson.gz', import.meta.url);

/** CPU time that the page's own thread has spent so far, ms: neither its workers' nor another program's. */
async function workOf(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

test.describe('the page', () => {
  test('stays free while an export is imported', async ({ page }, info) => {
    mkdirSync(info.outputDir, { recursive: true });
    const path = join(info.outputDir, 'saas.ndjson');
    const plain = gunzipSync(readFileSync(sample));
    writeFileSync(path, plain);

    await page.goto('/');
    await expect(page.getByRole('button', { name: /^Try sample data/ }).first()).toBeEnabled();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
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

    const before = await workOf(cdp);
    await offerFiles(page, path);
    await expect(importStatus(page)).toBeVisible();
    const whole = (await workOf(cdp)) - before;
    const { longTasks, frameGaps } = await page.evaluate(() => window.smoothness);
    const still = await workOf(cdp);
    await page.evaluate(async (frames) => {
      for (let frame = 0; frame < frames; frame += 1) await new Promise(requestAnimationFrame);
    }, frameGaps.length);
    const frames = (await workOf(cdp)) - still;
    const ours = whole - frames;

    const url = await page.evaluate((text) => URL.createObjectURL(new Blob([text])), plain.toString());
    const idle = await workOf(cdp);
    await page.evaluate(async (address) => {
      const text = await (await fetch(address)).text();
      return text.split('\n').filter((line) => line !== '' && JSON.parse(line)).length;
    }, url);
    const parsing = (await workOf(cdp)) - idle;

    const sorted = frameGaps.toSorted((a, b) => a - b);
    note(
      `importing ${(plain.length / 1e6).toFixed(0)} MB: ${ours.toFixed(0)} ms of the page's CPU beside ${frames.toFixed(0)} ms for as many frames of nothing, ${parsing.toFixed(0)} ms to parse the lines there; ` +
        `${frameGaps.length} frames, half within ${sorted[sorted.length >> 1]?.toFixed(0)} ms, ` +
        `99 % within ${sorted[Math.floor(sorted.length * 0.99)]?.toFixed(0)} ms, longest ${sorted.at(-1)?.toFixed(0)} ms; ` +
        `${longTasks.length} long tasks (${longTasks.map((ms) => `${ms.toFixed(0)} ms`).join(', ')})`,
    );
    expect(frameGaps.length).toBeGreaterThan(10);
    expect(ours / parsing).toBeLessThan(MOST_WORK);
  });
});
