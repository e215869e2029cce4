import { cpus, loadavg } from 'node:os';
import { readFileSync } from 'node:fs';
import { measureExport } from './measure-export.mjs';
import { count, say } from './print.mjs';

/** What the platform gives one call, seconds of CPU. */
const LIMIT_S = 2;
const ROUNDS = 3;

const source = readFileSync(
  new URL('../../supabase/functions/mixpanel-export/slice-bytes.ts', import.meta.url),
  'utf8',
);
const sliceMB = Number(/SLICE_BYTES = ([\d_]+)/.exec(source)?.[1]?.replaceAll('_', '')) / 1e6;

say(`The function mixpanel-export in Deno, ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}\n`);
say('lines      CPU      CPU a MB   passed in   memory at most');
/** @type {number[]} */
const counted = [];
let restOfOne = 0;
for (const megabytes of [...Array(ROUNDS).fill(sliceMB), 500]) {
  const { megabytes: passed, cpuS, wallS, peakMB } = await measureExport(megabytes);
  if (megabytes === sliceMB) counted.push(cpuS / passed);
  else restOfOne = (cpuS - Math.max(...counted) * sliceMB) / (passed - sliceMB);
  say(
    `${count(passed).padStart(4)} MB  ${cpuS.toFixed(2).padStart(6)} s  ${((1000 * cpuS) / passed).toFixed(1).padStart(6)} ms  ${wallS.toFixed(1).padStart(8)} s  ${count(peakMB).padStart(6)} MB`,
  );
}
const worst = Math.max(...counted);
const longestDay = sliceMB + (LIMIT_S - worst * sliceMB) / restOfOne;
say(
  `\nOf ${LIMIT_S} s of CPU, a slice of ${count(sliceMB)} MB takes ${(worst * sliceMB).toFixed(2)} s at worst. What one day has beyond that is only passed through, ${(1000 * restOfOne).toFixed(1)} ms a megabyte: ${count(longestDay)} MB of it would take all.`,
);
