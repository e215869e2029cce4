import { parseArgs } from 'node:util';
import { load } from '../worlds/validate/load.mjs';
import { startFaults } from './browser/chromium.mjs';
import { tabsKilled, twoPages, workersEnded } from './browser/kinds.mjs';

/** @typedef {import('./ledger.ts').Tally} Tally */
/** @typedef {{ readonly name: string, readonly tally: Tally, readonly found: readonly string[] }} Outcome */
const say = (/** @type {string} */ words) => process.stdout.write(`${words}\n`);
const figure = (/** @type {number} */ value) => value.toLocaleString('en-GB');

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    moments: { type: 'string', default: '60' },
    stride: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const { module, close } = await load('/tests/faults/in-memory.ts');
const { kinds } = /** @type {typeof import('./in-memory.ts')} */ (module);
const random = await seededRandom(Number(values.seed));
const moments = Number(values.moments);

/** Where the moments of the faults in a browser come from. */
async function seededRandom(/** @type {number} */ seed) {
  const loaded = await load('/src/core/stats/random.ts');
  await loaded.close();
  return /** @type {typeof import('../../src/core/stats/random.ts')} */ (loaded.module).createRandom(seed);
}

/** @type {Outcome[]} */
const outcomes = [];
/** Takes in what came of a kind, and says it. */
function tell(/** @type {Outcome} */ outcome, /** @type {number} */ since) {
  outcomes.push(outcome);
  const { injected, unharmed, acknowledged, lost, doubled, wrongNumbers, noWayForward } = outcome.tally;
  say(
    `${outcome.name}: ${figure(injected)} injected (${figure(unharmed)} without harm), ${figure(acknowledged)} events acknowledged, ${lost} lost, ${doubled} doubled, ${wrongNumbers} wrong numbers, ${noWayForward} without a way forward; ${((performance.now() - since) / 1000).toFixed(0)} s`,
  );
  for (const words of outcome.found.slice(0, 10)) say(`    ${words}`);
}

const began = performance.now();
if (values.only !== 'browser') {
  for (const kind of kinds) {
    const since = performance.now();
    tell(await kind(Number(values.stride)), since);
  }
}
await close();

if (values.only !== 'memory') {
  const chromium = await startFaults(Number(process.env.PORT ?? 4330));
  try {
    for (const [kind, times] of /** @type {const} */ ([
      [tabsKilled, moments],
      [workersEnded, Math.ceil(moments / 2)],
      [twoPages, Math.ceil(moments / 3)],
    ])) {
      const since = performance.now();
      tell(await kind(chromium, times, random.uniform), since);
    }
  } finally {
    await chromium.stop();
  }
}

const total = (/** @type {keyof Tally} */ key) => outcomes.reduce((sum, { tally }) => sum + tally[key], 0);
say(`\nFaults injected ${figure(total('injected'))}, events acknowledged ${figure(total('acknowledged'))}.`);
say(
  `Events lost ${total('lost')}, events doubled ${total('doubled')}, wrong numbers shown ${total('wrongNumbers')}, failures without a way forward ${total('noWayForward')}.`,
);
say(`Seed ${values.seed}; ${((performance.now() - began) / 1000).toFixed(0)} s.`);
process.exitCode = total('lost') + total('doubled') + total('wrongNumbers') + total('noWayForward') > 0 ? 1 : 0;
