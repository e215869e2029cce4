import { mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { queryDuckDb } from './duckdb-query.mjs';
import { best, count, mark, say, seconds } from './print.mjs';
import { fitInR } from './r-clogit.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const ROUNDS = 3;
const R_SETS = 1000;

/** Builds the predictor for Node, as it is in the browser: one file, no imports left. */
async function loadNativeBench(/** @type {string} */ folder) {
  await build({
    configFile: `${root}vite.config.ts`,
    root,
    logLevel: 'error',
    build: {
      ssr: 'native-bench.ts',
      outDir: join(folder, 'native'),
      rolldownOptions: { output: { entryFileNames: 'bench.mjs' } },
    },
  });
  /** @type {typeof import('./native-bench.ts')} */
  const { createNativeBench } = await import(pathToFileURL(join(folder, 'native/bench.mjs')).href);
  return createNativeBench;
}

/** @returns {{ value: any, ms: number }} the fastest of some runs */
function timed(/** @type {() => any} */ work) {
  /** @type {any} */
  let value;
  const runs = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    value = work();
    return performance.now() - startedAt;
  });
  return { value, ms: best(runs) };
}

/**
 * The risk-set query beside native DuckDB, the fit beside R. Both sides must give the same answer before times are printed.
 *
 * @param {string} folder
 * @param {number} users
 */
export async function compareWithNative(folder, users) {
  const bench = (await loadNativeBench(folder))(users);
  const input = join(folder, 'native-input');
  mkdirSync(input, { recursive: true });
  say(
    `\nThe same steps in native tools: ${count(bench.events.rows)} events, in Node, the fastest of ${ROUNDS} runs (R: one)`,
  );
  await compareQuery(bench, input);
  compareFit(bench, input);
}

/** @typedef {ReturnType<typeof import('./native-bench.ts').createNativeBench>} NativeBench */

async function compareQuery(/** @type {NativeBench} */ bench, /** @type {string} */ input) {
  const ours = timed(bench.design);
  const own = bench.fingerprint(ours.value);
  const native = await queryDuckDb(bench, input, cpus().length);
  say(
    `  What ${count(bench.pairs)} pairs of user and moment had done: ${count(own.ones)} of ${bench.behaviours.length} behaviours on`,
  );
  say(`    ours, all ${count(bench.columns)} columns with activity, attributes and event values: ${seconds(ours.ms)}`);
  if (!native) {
    say('    native DuckDB is not there: the package registry could not be reached');
    return;
  }
  for (const { words, threads, ms, fingerprint } of native.results) {
    if (fingerprint.ones !== own.ones || fingerprint.first !== own.first || fingerprint.second !== own.second) {
      throw new Error(`DuckDB's ${words}: ${JSON.stringify(fingerprint)}, ours ${JSON.stringify(own)}`);
    }
    say(
      `    DuckDB ${native.version}, ${words}, ${threads === 1 ? '1 thread' : `${threads} threads`}: ${seconds(ms)}, the same`,
    );
  }
  const fastest = (/** @type {(threads: number) => boolean} */ which) =>
    best(native.results.filter(({ threads }) => which(threads)).map(({ ms }) => ms));
  mark('native query on one thread, its faster way, over ours', fastest((n) => n === 1) / ours.ms, '≥', 1, '×');
  mark(`native query on all threads (${cpus().length}) over ours on one`, fastest(() => true) / ours.ms, '≥', 1, '×');
}

const LARGEST_DIFFERENCE = 1e-6;

function compareFit(/** @type {NativeBench} */ bench, /** @type {string} */ input) {
  const sets = bench.jointSets(R_SETS);
  const columns = sets.rows.columns;
  const ours = timed(() => bench.fit(sets));
  say(
    `  The fit on the first ${count(sets.start.length - 1)} sets: ${count(sets.rows.offset.length - 1)} rows × ${columns} columns, without a penalty`,
  );
  say(`    ours: ${seconds(ours.ms)}, ${ours.value.iterations} steps, covariance included`);
  const theirs = fitInR(sets, input);
  if (!theirs) {
    say('    R with survival is not there. On Debian: apt-get install r-base-core r-cran-survival');
    return;
  }
  const difference = Math.max(
    ...theirs.beta.map((value, j) => {
      const error = Math.sqrt(ours.value.covariance[j * columns + j]);
      return Math.max(Math.abs(value - ours.value.beta[j]), Math.abs((theirs.standardError[j] ?? NaN) / error - 1));
    }),
  );
  if (!(difference <= LARGEST_DIFFERENCE)) throw new Error(`R's coefficients differ by up to ${difference}`);
  say(
    `    ${theirs.version}, clogit(method = "breslow"): ${seconds(theirs.ms)}, ${theirs.iterations} steps; ` +
      `largest difference ${difference.toExponential(1)}`,
  );
  mark('R over ours', theirs.ms / ours.ms, '≥', 5, '×');
}
