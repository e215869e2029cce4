import { best, count, say, seconds, times } from './print.mjs';

/** @typedef {Awaited<ReturnType<typeof import('./chromium-bench.mjs').startBench>>} Chromium */
const ROWS = 1_000_000;
const ROUNDS = 3;

/** Opening a project, and a first question to DuckDB in the browser. */
export async function openProject(/** @type {Chromium} */ { inPage }) {
  say(`\nOpening a project: ${count(ROWS)} events of ${count(20_000)} users`);
  await inPage(async (page) => {
    const run = (/** @type {string} */ side) =>
      page.evaluate(([name, rows]) => /** @type {any} */ (window).bench.store(name, rows), [side, ROWS]);
    await page.evaluate(() => /** @type {any} */ (window).bench.clear());
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
