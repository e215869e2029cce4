import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { loadDuckDb } from './install-duckdb.mjs';
import { count, mark, say, seconds } from './print.mjs';
import { writeExport } from './write-export.mjs';

/** @typedef {Awaited<ReturnType<typeof import('./chromium-bench.mjs').startBench>>} Chromium */
const SIZES = [1_000_000, 5_000_000];
const ROUNDS = { 1_000_000: 5, 5_000_000: 3 };

/** After the start of an import, ms. */
const MOMENTS = [0, 5, 10, 20, 40, 60, 80, 100, 130, 160, 200, 250, 300, 400, 500, 600, 700, 800, 900, 1000];

const median = (/** @type {readonly number[]} */ values) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** What native DuckDB takes to read the file into a table of a database file, checkpoint included. */
async function timeDuckDb(
  /** @type {any} */ duckdb,
  /** @type {string} */ path,
  /** @type {string} */ folder,
  /** @type {boolean} */ durable,
) {
  const database = durable ? join(folder, 'native.duckdb') : ':memory:';
  const instance = await duckdb.DuckDBInstance.create(database, { threads: String(cpus().length) });
  const connection = await instance.connect();
  const startedAt = performance.now();
  await connection.run(`create table events as select * from read_json('${path}', format = 'newline_delimited')`);
  if (durable) await connection.run('checkpoint');
  const ms = performance.now() - startedAt;
  const [row] = (await connection.runAndReadAll('select count(*)::double as n from events')).getRowObjectsJS();
  connection.closeSync();
  instance.closeSync();
  for (const name of ['native.duckdb', 'native.duckdb.wal']) rmSync(join(folder, name), { force: true });
  return { ms, events: Number(row.n) };
}

/** Reading large exports beside native DuckDB, turn by turn, so that what else the machine does falls on both. */
export async function importBesideNative(/** @type {Chromium} */ { inPage }, /** @type {string} */ folder) {
  const duckdb = await loadDuckDb();
  if (!duckdb) return say('\nNative DuckDB is not there: the package registry could not be reached');
  const wanted = process.env.LINES ? [Number(process.env.LINES)] : SIZES;
  for (const lines of wanted) {
    const path = join(folder, 'large.ndjson');
    const bytes = await writeExport(path, lines);
    const packed = `${path}.gz`;
    await pipeline(createReadStream(path), createGzip({ level: 6 }), createWriteStream(packed));
    for (const file of [path, packed]) {
      const rounds = ROUNDS[/** @type {keyof typeof ROUNDS} */ (lines)] ?? 3;
      say(
        `\nImporting ${count(lines)} events, ${count(bytes / 1e6)} MB${file === packed ? ` as gzip of ${count(statSync(packed).size / 1e6)} MB` : ''}, medians of ${rounds} rounds`,
      );
      const times = {
        ours: /** @type {number[]} */ ([]),
        sort: /** @type {number[]} */ ([]),
        durable: /** @type {number[]} */ ([]),
        memory: /** @type {number[]} */ ([]),
      };
      const peaks = /** @type {number[]} */ ([]);
      let storedBytes = 0;
      for (let round = 0; round < rounds; round += 1) {
        const { result, peakMB } = await inPage(async (page) => {
          await page.locator('input').setInputFiles(file);
          return page.evaluate(() => /** @type {any} */ (window).bench.ingest('import'));
        });
        const durable = await timeDuckDb(duckdb, file, folder, true);
        const memory = await timeDuckDb(duckdb, file, folder, false);
        for (const { events } of [result, durable, memory]) if (events !== lines) throw new Error(`${events} events`);
        times.ours.push(result.ms);
        times.sort.push(result.sortMs);
        times.durable.push(durable.ms);
        times.memory.push(memory.ms);
        if (peakMB !== null) peaks.push(peakMB);
        storedBytes = result.storedBytes;
      }
      const [ours, durable, memory] = [median(times.ours), median(times.durable), median(times.memory)];
      say(
        `  ours ${seconds(ours)}, ${count(bytes / 1000 / ours)} MB/s; DuckDB ${duckdb.version()} into a file ${seconds(durable)}, into memory ${seconds(memory)}, ${cpus().length} threads`,
      );
      const limit = file === packed ? 1.2 : 1;
      mark('ours over DuckDB, both durable', ours / durable, '≤', limit, '×');
      say(
        `    after it, sorted copies for quicker reading: ${seconds(median(times.sort))} more, ` +
          `${((ours + median(times.sort)) / durable).toFixed(2)} × in all`,
      );
      say(`    over DuckDB in memory, which keeps nothing: ${(ours / memory).toFixed(2)} ×`);
      mark("peak memory of the page's process", peaks.length > 0 ? Math.max(...peaks) : null, '≤', 500, 'MB');
      mark(
        `bytes an event in the store (${(storedBytes / lines).toFixed(1)}), of the NDJSON`,
        (100 * storedBytes) / bytes,
        '≤',
        15,
        '%',
      );
    }
    if (lines === wanted.at(-1)) await cancelImports(inPage, path);
  }
}

/** Cancels imports of a file at many moments, most of them early, and prints how long the slowest was waited for. */
async function cancelImports(/** @type {Chromium['inPage']} */ inPage, /** @type {string} */ path) {
  const { result } = await inPage(async (page) => {
    await page.locator('input').setInputFiles(path);
    const waits = [];
    for (const ms of MOMENTS) {
      waits.push(await page.evaluate((after) => /** @type {any} */ (window).bench.cancelImportAfter(after), ms));
    }
    return waits;
  });
  mark(`a cancel is heard, the slowest of ${MOMENTS.length} moments`, Math.max(...result), '≤', 200, 'ms');
}
