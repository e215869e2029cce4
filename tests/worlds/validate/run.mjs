import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { load } from './load.mjs';

/** @typedef {import('./judge.ts').Judged} Judged */
/** @typedef {import('./verdicts.ts').Job} Job */
const PROCESSES = 2;
const say = (/** @type {string} */ words) => process.stdout.write(`${words}\n`);

/**
 * Works through the jobs in several processes.
 *
 * @param {Job[]} jobs
 * @param {(judged: Judged, job: Job) => void} done
 */
function workThrough(jobs, done) {
  const left = [...jobs];
  const one = () =>
    new Promise((resolve, reject) => {
      const child = fork(new URL('process.mjs', import.meta.url));
      /** @type {Job | null} */
      let job = null;
      child.on('message', (/** @type {any} */ judged) => {
        if (job) done(judged, job);
        job = left.shift() ?? null;
        child.send(/** @type {any} */ (job));
      });
      child.on('error', reject);
      child.on('exit', (code) => {
        if (code === 0 && !job) resolve(null);
        else reject(new Error(`a process ended with ${code}, at ${JSON.stringify(job)}`));
      });
    });
  return Promise.all(Array.from({ length: Math.min(PROCESSES, jobs.length) }, one));
}

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '20' }, worlds: { type: 'string' } } });
const seeds = Number(values.seeds);
if (!Number.isInteger(seeds) || seeds < 1) throw new RangeError(`--seeds takes a whole number, not ${values.seeds}`);
const { module, close } = await load('/tests/worlds/validate/verdicts.ts');
/** @type {typeof import('./verdicts.ts')} */
const { chooseTrials, jobsOf, verdictsOf, printTable } = module;
try {
  const trials = chooseTrials(values.worlds?.split(',') ?? null);
  const jobs = jobsOf(trials, seeds);
  const began = performance.now();
  /** @type {Map<string, Judged[]>} */
  const judged = new Map();
  let finished = 0;
  await workThrough(jobs, (one, { trial }) => {
    judged.set(trial, [...(judged.get(trial) ?? []), one]);
    finished += 1;
    if (process.stdout.isTTY) process.stdout.write(`\r${finished} of ${jobs.length}\u001B[K`);
  });
  if (process.stdout.isTTY) say('\r\u001B[K');
  for (const own of judged.values()) own.sort((a, b) => a.seed - b.seed);
  const verdicts = verdictsOf(trials, judged);
  say(printTable(verdicts));
  const failed = verdicts.filter(({ passed }) => passed === false).length;
  const marks = verdicts.filter(({ passed }) => passed !== null).length;
  const minutes = (performance.now() - began) / 60_000;
  say(`\n${marks - failed} of ${marks} marks passed; ${jobs.length} analyses in ${minutes.toFixed(1)} minutes`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  await close();
}
