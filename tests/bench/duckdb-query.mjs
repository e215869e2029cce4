import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { loadDuckDb } from './install-duckdb.mjs';

/** Writes columns as a table of numbers. */
async function writeTable(/** @type {string} */ path, /** @type {Record<string, ArrayLike<number>>} */ columns) {
  const out = createWriteStream(path);
  const names = Object.keys(columns);
  const values = Object.values(columns);
  out.write(`${names.join(',')}\n`);
  const rows = values[0]?.length ?? 0;
  for (let from = 0; from < rows; from += 20_000) {
    let text = '';
    for (let row = from; row < Math.min(from + 20_000, rows); row += 1) {
      text += `${values.map((column) => column[row]).join(',')}\n`;
    }
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** What every event had been counted to, for each pair. As one would write it down. */
const COUNTS = `create or replace temp table answer as
  select pair, code, count(*) as times from pairs join events using (member)
  where second >= entry and second < moment and position <> entry_row
  group by pair, code`;

/** The moments at which least counts are reached, once for all pairs; then which of them a pair is past. */
const REACHED = `create or replace temp table answer as
  with numbered as (
    select member, code, second,
      row_number() over (partition by member, code order by second, position) as nth
    from events join (select distinct member, entry, entry_row from pairs) using (member)
    where second >= entry and position <> entry_row
  ), reached as (select member, second, behaviour from numbered join behaviours using (code, nth))
  select pair, behaviour from pairs join reached using (member) where second < moment`;

const fingerprintOf = (/** @type {string} */ from) => `
  select count(*)::double as ones, sum((pair % 9973) * (behaviour + 1))::double as first,
    sum((pair % 7919) * (behaviour + 1) * (behaviour + 1))::double as second from ${from}`;

const ROUNDS = 3;

/**
 * Asks native DuckDB what `buildDesign` works out, in two ways.
 *
 * @param {ReturnType<typeof import('./native-bench.ts').createNativeBench>} bench
 * @param {string} folder for its input
 * @param {number} cores
 */
export async function queryDuckDb(bench, folder, cores) {
  const duckdb = await loadDuckDb();
  if (!duckdb) return null;
  const { events, pair, behaviours } = bench;
  const row = Int32Array.from({ length: events.rows }, (_, k) => k);
  await writeTable(join(folder, 'events.csv'), {
    position: row,
    member: events.user,
    second: events.second,
    code: events.code,
  });
  await writeTable(join(folder, 'pairs.csv'), {
    pair: Int32Array.from({ length: bench.pairs }, (_, k) => k),
    member: pair.user,
    entry: pair.entry,
    entry_row: pair.entryRow,
    moment: pair.moment,
  });
  await writeTable(join(folder, 'behaviours.csv'), {
    behaviour: behaviours.map((_, k) => k),
    code: behaviours.map(([code]) => code),
    nth: behaviours.map(([, least]) => least),
  });
  const instance = await duckdb.DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const name of ['events', 'pairs', 'behaviours']) {
    await connection.run(
      `create table ${name} as select columns(*)::integer from read_csv('${join(folder, `${name}.csv`)}')`,
    );
  }
  await connection.run('delete from events where member < 0');
  const results = [];
  for (const [words, sql, from] of [
    ['counts of every event', COUNTS, 'answer join behaviours using (code) where times >= nth'],
    ['moments of the least counts', REACHED, 'answer'],
  ]) {
    for (const threads of new Set([1, cores])) {
      await connection.run(`set threads = ${threads}`);
      let ms = Infinity;
      for (let round = 0; round < ROUNDS; round += 1) {
        const startedAt = performance.now();
        await connection.run(sql);
        ms = Math.min(ms, performance.now() - startedAt);
      }
      const [fingerprint] = (await connection.runAndReadAll(fingerprintOf(String(from)))).getRowObjectsJS();
      results.push({ words, threads, ms, fingerprint });
    }
  }
  const [{ version } = { version: '' }] = (
    await connection.runAndReadAll('select version() as version')
  ).getRowObjectsJS();
  connection.closeSync();
  return { version: String(version), results };
}
