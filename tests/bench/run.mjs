import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { startBench } from './chromium-bench.mjs';
import { writeExport } from './write-export.mjs';

/** @typedef {import('./page.ts').Bench} Bench */
const LINES = 250_000;
const ROUNDS = 3;
const USERS = 20_000;
const PEER_SETS = 500;
const ROWS = 1_000_000;

const say = (/** @type {string} */ words) => process.stdout.write(`${words}\n`);
const count = (/** @type {number} */ value) => Math.round(value).toLocaleString('en-GB');
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
const times = (/** @type {number} */ ratio) => `${ratio.toFixed(2)} ×`;
/** The fastest run is the one that was disturbed least. */
const best = (/** @type {readonly number[]} */ values) => Math.min(...values);

/** @typedef {Awaited<ReturnType<typeof startBench>>} Chromium */

async function ingest(/** @type {Chromium} */ { inPage }, /** @type {string} */ folder) {
  const path = join(folder, 'export.ndjson');
  const bytes = await writeExport(path, LINES);
  say(`\nReading an export: ${count(LINES)} lines, ${(bytes / 1e6).toFixed(0)} MB, the fastest of ${ROUNDS} runs`);
  const sides = /** @type {const} */ ([
    ['import', 'whole import, durable in the store'],
    ['parse', 'JSON.parse of every line, nothing kept'],
    ['scan', 'our scan alone'],
    ['columns', 'our scan into columns'],
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

async function predict(/** @type {Chromium} */ { inPage }) {
  const { result, peakMB } = await inPage((page) =>
    page.evaluate(([users, sets]) => /** @type {any} */ (window).bench.predictor(users, sets), [USERS, PEER_SETS]),
  );
  const { model, peer } = /** @type {Awaited<ReturnType<Bench['predictor']>>} */ (result);
  say(`\nAnswering a scenario: ${count(result.events)} events of ${count(USERS)} users, world "full"`);
  say(`  first table ${seconds(result.firstTableMs)}, complete ${seconds(result.completeMs)}`);
  say(
    `  ${count(model?.cases ?? 0)} cases, ${count(model?.riskSetRows ?? 0)} risk-set rows, ${model?.parameters} parameters, ` +
      `${model?.iterations} iterations, ${result.tableRows} rows in the answer`,
  );
  if (peakMB !== null) say(`  peak memory of the page's process, simulation included: ${count(peakMB)} MB`);
  say(
    `  The joint fit on the first ${count(peer.sets)} of those sets (${count(peer.rows)} rows × ${peer.parameters}):`,
  );
  say(`    ours ${seconds(peer.ours.ms)}, ${((peer.ours.ms * 1000) / peer.rows).toFixed(1)} µs a row`);
  say(
    `    plain dense Newton in JavaScript ${seconds(peer.peer.ms)}, ${((peer.peer.ms * 1000) / peer.rows).toFixed(1)} µs a row`,
  );
  say(
    `    ratio ${times(peer.peer.ms / peer.ours.ms)}; iterations ${peer.ours.iterations} and ${peer.peer.iterations}; ` +
      `largest difference between coefficients ${peer.largestDifference.toExponential(1)}`,
  );
}

async function open(/** @type {Chromium} */ { inPage }) {
  say(`\nOpening a project: ${count(ROWS)} events of ${count(20_000)} users`);
  await inPage(async (page) => {
    const run = (/** @type {string} */ side) =>
      page.evaluate(([name, rows]) => /** @type {any} */ (window).bench.store(name, rows), [side, ROWS]);
    await run('fill');
    const opened = [];
    const reread = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [ours, peer] = [await run('open'), await run('reread')];
      if (ours.rows !== ROWS || peer.rows !== ROWS) throw new Error(`${ours.rows} and ${peer.rows} rows`);
      opened.push(ours.ms);
      reread.push(peer.ms);
    }
    say(
      `  table of events from the store ${seconds(best(opened))}, by JSON.parse of their lines ${seconds(best(reread))}, ` +
        `ratio ${times(best(reread) / best(opened))}`,
    );
    const query = await run('query');
    if (query.values !== query.looped) throw new Error(`${query.values} and ${query.looped} values`);
    say(
      `  values of a property: first question to DuckDB, its start included, ${seconds(query.firstMs)}; again ${seconds(query.againMs)}; ` +
        `a plain loop, reading the column included, ${seconds(query.loopMs)}; ratio again to loop ${times(query.loopMs / query.againMs)}`,
    );
  });
}

const folder = await mkdtemp(join(tmpdir(), 'ptero-bench-'));
const startedAt = performance.now();
const bench = await startBench(join(folder, 'site'), Number(process.env.PORT ?? 4320));
try {
  const [first] = cpus();
  say(
    `${cpus().length} cores (${first?.model ?? 'unknown'}), ${(totalmem() / 1e9).toFixed(0)} GB, Node ${process.version}, Chromium ${bench.version} without a window`,
  );
  await ingest(bench, folder);
  await predict(bench);
  await open(bench);
  say(`\nDone in ${seconds(performance.now() - startedAt)}.`);
} finally {
  await bench.stop();
  await rm(folder, { recursive: true, force: true });
}
