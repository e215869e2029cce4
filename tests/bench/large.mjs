import { existsSync, rmSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { loadDuckDb } from './install-duckdb.mjs';
import { best, count, mark, say, seconds } from './print.mjs';
import { writeExport } from './write-export.mjs';

/** @typedef {Awaited<ReturnType<typeof import('./chromium-bench.mjs').startBench>>} Chromium */
/** @typedef {import('./page.ts').Bench} Bench */
const EVENTS_A_DAY = 21_600;
const LARGE = 5_000_000;
const LARGEST = 20_000_000;
const HALF_A_DAY = 43_200_000;
const [START, TARGET] = ['Checkout Started', 'Order Paid'];

const importOnTop = (
  /** @type {Chromium} */ { inPage },
  /** @type {string} */ path,
  /** @type {string | null} */ projectId,
  /** @type {'add' | 'replace-days'} */ mode,
) =>
  inPage(async (page) => {
    await page.locator('input').setInputFiles(path);
    return page.evaluate(
      ([id, how]) => /** @type {Bench} */ (/** @type {any} */ (window).bench).importOnTop(id, how),
      /** @type {const} */ ([projectId, mode]),
    );
  });

const clear = (/** @type {Chromium} */ { inPage }) =>
  inPage((page) => page.evaluate(() => /** @type {any} */ (window).bench.clear()));

/** What a day costs on top of a month, and of six; then the same days pulled again. */
export async function addDays(/** @type {Chromium} */ chromium, /** @type {string} */ folder) {
  say(`\nA day of ${count(EVENTS_A_DAY)} events on top of what is stored; two neighbouring days each, the faster one`);
  const path = join(folder, 'days.ndjson');
  /** @type {{ added: number, again: number }[]} */
  const costs = [];
  for (const days of [30, 180]) {
    await clear(chromium);
    await writeExport(path, days * EVENTS_A_DAY);
    const { result: base } = await importOnTop(chromium, path, null, 'add');
    const times = { added: /** @type {number[]} */ ([]), again: /** @type {number[]} */ ([]) };
    for (const day of [days, days + 1]) {
      await writeExport(path, EVENTS_A_DAY, day * EVENTS_A_DAY);
      const { result: added } = await importOnTop(chromium, path, base.report.projectId, 'add');
      const { result: again } = await importOnTop(chromium, path, base.report.projectId, 'replace-days');
      const events = (day + 1) * EVENTS_A_DAY;
      if (added.report.eventsAdded !== EVENTS_A_DAY || again.report.eventsReplaced !== EVENTS_A_DAY)
        throw new Error(`${added.report.eventsAdded} added, ${again.report.eventsReplaced} replaced`);
      if (again.report.project.events !== events)
        throw new Error(`${again.report.project.events} and ${events} events`);
      times.added.push(added.ms);
      times.again.push(again.ms);
      say(
        `    day ${day + 1}: added in ${seconds(added.ms)}, of which ${seconds(added.commitMs)} after reading the file; ` +
          `pulled again in ${seconds(again.ms)}, ${seconds(again.commitMs)}; sorted copies after each ` +
          `${seconds(added.sortMs)}, ${seconds(again.sortMs)}`,
      );
    }
    costs.push({ added: best(times.added), again: best(times.again) });
  }
  const [month, halfAYear] = /** @type {[typeof costs[0], typeof costs[0]]} */ (costs);
  mark('a day onto six months over a day onto one', halfAYear.added / month.added, '≤', 1.3, '×');
  mark('the same, days that are pulled again', halfAYear.again / month.again, '≤', 1.3, '×');
  rmSync(path);
}

/** Opens the stored project in a fresh page, as the dashboard does. Answers the fastest of some. */
async function openDashboard(/** @type {Chromium} */ { inPage }, /** @type {number} */ limit) {
  const opened = [];
  for (let round = 0; round < 3; round += 1) {
    const { result } = await inPage((page) =>
      page.evaluate(() => /** @type {Bench} */ (/** @type {any} */ (window).bench).openDashboard()),
    );
    opened.push(result);
  }
  const ms = best(opened.map((one) => one.ms));
  mark("opening it to the dashboard, the store's worker started", ms / 1000, '≤', limit, 's');
  return /** @type {typeof opened[0]} */ (opened[0]);
}

/** Imports an export of so many events, and says what it takes on the disk and in memory. */
async function importLarge(
  /** @type {Chromium} */ chromium,
  /** @type {string} */ path,
  /** @type {number} */ lines,
  /** @type {number} */ limitMB,
) {
  await clear(chromium);
  const bytes = path === process.env.EXPORT ? statSync(path).size : await writeExport(path, lines);
  const { result, peakMB } = await importOnTop(chromium, path, null, 'add');
  if (result.report.eventsAdded !== lines) throw new Error(`${result.report.eventsAdded} events`);
  say(
    `  imported in ${seconds(result.ms)}, ${count(bytes / 1000 / result.ms)} MB/s, ` +
      `of which ${seconds(result.commitMs)} after reading the file; sorted copies after that ${seconds(result.sortMs)}`,
  );
  mark("peak memory of the page's process", peakMB, '≤', limitMB, 'MB');
  return { bytes, projectId: result.report.projectId };
}

/** Five million events: memory of the import, room on the disk, opening. */
export async function openLarge(/** @type {Chromium} */ chromium, /** @type {string} */ folder) {
  say(`\nA project of ${count(LARGE)} events`);
  const path = join(folder, 'large.ndjson');
  const { bytes } = await importLarge(chromium, path, LARGE, 500);
  rmSync(path);
  const { project } = await openDashboard(chromium, 0.5);
  mark('room on the disk, of that of the export', (100 * project.bytes) / bytes, '≤', 15, '%');
}

/**
 * Twenty million events: imported, opened, a scenario answered, and every number compared with native DuckDB's.
 * `EXPORT` names a file that was written before.
 */
export async function storeLargest(/** @type {Chromium} */ chromium, /** @type {string} */ folder) {
  say(`\nA project of ${count(LARGEST)} events`);
  const path = process.env.EXPORT ?? join(folder, 'largest.ndjson');
  const { projectId } = await importLarge(chromium, path, LARGEST, 1000);
  const { project, events } = await openDashboard(chromium, 2);
  const { result, peakMB } = await chromium.inPage((page) =>
    page.evaluate(
      ([id, start, target, horizonMs]) =>
        /** @type {Bench} */ (/** @type {any} */ (window).bench).answerStored(id, start, target, horizonMs),
      /** @type {const} */ ([projectId, START, TARGET, HALF_A_DAY]),
    ),
  );
  const { flow } = result.result;
  say(
    `  ${START} to ${TARGET} within half a day: ${seconds(result.firstMs)} with the project read, again ${seconds(result.againMs)}; ` +
      `${count(flow.entrants)} entrants, ${count(flow.converted)} converted, ${count(result.result.rows.length)} rows`,
  );
  mark("peak memory of the page's process", peakMB, '≤', 4000, 'MB');
  const native = await countNatively(path);
  if (native === null) return say('  native DuckDB is not there: the package registry could not be reached');
  const before = flow.setAside.reduce((sum, { users }) => sum + users, 0);
  const own = {
    users: project.totals.users,
    events: Object.fromEntries(events.map(({ name, count: rows, users }) => [name, [rows, users]])),
    entrants: flow.entrants,
    before,
    converted: flow.converted,
  };
  const [ours, theirs] = [own, native.answer].map((answer) => JSON.stringify(answer));
  if (ours !== theirs) throw new Error(`ours ${ours}, DuckDB's ${theirs}`);
  say(
    `  native DuckDB, ${cpus().length} threads, read and counted the same file in ${seconds(native.ms)}: rows and users of every event, ` +
      'users, entrants, those who converted before, and within half a day: the same',
  );
}

/** The numbers of the project and the scenario, from the file itself. */
async function countNatively(/** @type {string} */ path) {
  const duckdb = await loadDuckDb();
  if (!duckdb || !existsSync(path)) return null;
  const startedAt = performance.now();
  const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: String(cpus().length) });
  const connection = await instance.connect();
  const rows = async (/** @type {string} */ sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS();
  await connection.run(
    `create table events as select event as name, properties.distinct_id as person, properties.time::bigint as second
      from read_json('${path}', format = 'newline_delimited',
        columns = { event: 'varchar', properties: 'struct("time" bigint, distinct_id varchar)' })`,
  );
  const named = await rows(
    `select name, count(*)::double as cells, count(distinct person)::double as people from events
      group by name order by cells desc, name`,
  );
  const [flow] = await rows(
    `with edges as (
        select person, min(second) filter (name = '${START}') as started, min(second) filter (name = '${TARGET}') as ended
        from events group by person)
      select count(*)::double as people, count(started)::double as entrants,
        (count(*) filter (ended <= started))::double as before,
        (count(*) filter (ended > started and ended - started <= ${HALF_A_DAY / 1000}))::double as converted from edges`,
  );
  connection.closeSync();
  instance.closeSync();
  return {
    ms: performance.now() - startedAt,
    answer: {
      users: flow.people,
      events: Object.fromEntries(named.map((/** @type {any} */ { name, cells, people }) => [name, [cells, people]])),
      entrants: flow.entrants,
      before: flow.before,
      converted: flow.converted,
    },
  };
}
