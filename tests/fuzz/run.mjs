import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';

/** @typedef {import('./run-case.ts').CaseResult} CaseResult */
const PROCESSES = 2;
const LONGEST_MS = 5000;
const SHOWN = 30;
const say = (/** @type {string} */ words) => process.stdout.write(`${words}\n`);
const figure = (/** @type {number} */ value) => value.toLocaleString('en-GB');

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, cases: { type: 'string', default: '100000' } },
});
const firstSeed = Number(values.seed);
const wanted = Number(values.cases);
if (!Number.isSafeInteger(firstSeed) || !(wanted > 0)) throw new RangeError('--seed and --cases take whole numbers');

const total = {
  files: 0,
  mutatedLines: 0,
  taken: 0,
  lines: 0,
  added: 0,
  duplicates: 0,
  withoutUser: 0,
  refused: 0,
  crashes: 0,
  hangs: 0,
  differences: 0,
};
let nextSeed = firstSeed;
let shown = 0;
let slowestMs = 0;

/** Takes in what came of a seed. */
function count(/** @type {number} */ seed, /** @type {CaseResult} */ { mutatedLines, report, faults }) {
  total.files += 1;
  total.mutatedLines += mutatedLines;
  if (report) {
    total.taken += 1;
    for (const key of /** @type {const} */ (['lines', 'added', 'duplicates', 'withoutUser', 'refused']))
      total[key] += report[key];
  }
  for (const fault of faults) {
    if (fault.startsWith('crashed')) total.crashes += 1;
    else if (fault.startsWith('hung')) total.hangs += 1;
    else total.differences += 1;
    if (shown++ < SHOWN) say(`seed ${seed}: ${fault}`);
  }
}

/** One process works off seeds until there are enough; one that hangs is ended and another takes its place. */
function workThrough() {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('process.mjs', import.meta.url));
    let seed = 0;
    let since = 0;
    /** @type {NodeJS.Timeout | undefined} */
    let watch;
    child.on('message', (/** @type {any} */ message) => {
      clearTimeout(watch);
      if (message !== 'ready') {
        slowestMs = Math.max(slowestMs, performance.now() - since);
        count(seed, message);
      }
      if (total.files + total.mutatedLines >= wanted) return child.send(/** @type {any} */ (null));
      seed = nextSeed++;
      since = performance.now();
      watch = setTimeout(() => {
        count(seed, { kind: 'lines', mutatedLines: 0, report: null, faults: [`hung for more than ${LONGEST_MS} ms`] });
        child.removeAllListeners('exit');
        child.kill('SIGKILL');
        workThrough().then(resolve, reject);
      }, LONGEST_MS);
      child.send(seed);
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve(null) : reject(new Error(`a process ended with ${code} at seed ${seed}`)),
    );
  });
}

say(`Fuzzing from seed ${firstSeed}: ${figure(wanted)} mutated lines and files.`);
const began = performance.now();
await Promise.all(Array.from({ length: PROCESSES }, workThrough));

const { files, mutatedLines, taken, lines, added, duplicates, withoutUser, refused, crashes, hangs, differences } =
  total;
say(
  `${figure(mutatedLines)} mutated lines in ${figure(files)} files; ${figure(files - taken)} files refused in words.`,
);
say(
  `Of the others: ${figure(added)} imported + ${figure(refused)} refused + ${figure(duplicates)} duplicate + ${figure(withoutUser)} without id = ${figure(added + refused + duplicates + withoutUser)}; lines: ${figure(lines)}.`,
);
say(
  `Crashes ${crashes}, hangs over 5 s ${hangs}, differences from the count made without the importer ${differences}.`,
);
say(
  `Seeds ${firstSeed} to ${nextSeed - 1}; slowest file ${Math.round(slowestMs)} ms; ${((performance.now() - began) / 1000).toFixed(0)} s.`,
);
process.exitCode = crashes + hangs + differences > 0 ? 1 : 0;
