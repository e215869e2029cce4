import { join } from 'node:path';
import { best, count, say, seconds, times } from './print.mjs';
import { writeExport } from './write-export.mjs';

/** @typedef {Awaited<ReturnType<typeof import('./chromium-bench.mjs').startBench>>} Chromium */
const LINES = 250_000;
const ROUNDS = 3;

/** Reading an export beside JSON.parse. */
export async function ingest(/** @type {Chromium} */ { inPage }, /** @type {string} */ folder) {
  const path = join(folder, 'export.ndjson');
  const bytes = await writeExport(path, LINES);
  say(`\nReading an export: ${count(LINES)} lines, ${(bytes / 1e6).toFixed(0)} MB, the fastest of ${ROUNDS} runs`);
  const sides = /** @type {const} */ ([
    ['import', 'whole import, durable in the store'],
    ['parse', 'JSON.parse of every line, nothing kept'],
    ['scan', 'our scan alone, without the module'],
    ['columns', 'our scan into columns, without the module'],
    ['module', 'our scan into columns by the module'],
  ]);
  const runs = sides.map(() => /** @type {{ ms: number, peakMB: number | null }[]} */ ([]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [i, [side]] of sides.entries()) {
      const { result, peakMB } = await inPage(async (page) => {
        await page.locator('input').setInputFiles(path);
        return page.evaluate((name) => /** @type {any} */ (window).bench.ingest(name), side);
      });
      if (result.events !== LINES) throw new Error(`${side} found ${result.events} events`);
      runs[i]?.push({ ms: result.ms, peakMB });
    }
  }
  const parse = best((runs[1] ?? []).map(({ ms }) => ms));
  sides.forEach(([, words], i) => {
    const own = runs[i] ?? [];
    const ms = best(own.map((run) => run.ms));
    const peaks = own.flatMap(({ peakMB }) => (peakMB === null ? [] : [peakMB]));
    const memory = peaks.length > 0 ? `, peak memory of the page's process ${count(Math.max(...peaks))} MB` : '';
    say(`  ${words}: ${seconds(ms)}, ${(bytes / 1000 / ms).toFixed(0)} MB/s, ${times(parse / ms)} JSON.parse${memory}`);
  });
}
