import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { startBench } from './chromium-bench.mjs';
import { importBesideNative } from './import-native.mjs';
import { askClickHouse } from './engine.mjs';
import { ingest } from './ingest.mjs';
import { compareWithNative } from './native.mjs';
import { answer } from './predictor.mjs';
import { addDays, openLarge, storeLargest } from './large.mjs';
import { say, seconds } from './print.mjs';
import { scaleUp } from './scale.mjs';
import { openProject } from './store.mjs';

const USERS = 20_000;

/** @typedef {Awaited<ReturnType<typeof startBench>>} Chromium */
/** @type {Record<string, (chromium: Chromium, folder: string) => Promise<void>>} */
const parts = {
  ingest,
  import: importBesideNative,
  async store(chromium, folder) {
    await openProject(chromium);
    await addDays(chromium, folder);
    await openLarge(chromium, folder);
  },
  predictor: (chromium) => answer(chromium, USERS),
  native: (_, folder) => compareWithNative(folder, USERS),
  scale: scaleUp,
  engine: (_, folder) => askClickHouse(folder, USERS, 20_000_000),
  scale20: storeLargest,
};
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in parts));
if (unknown) throw new Error(`there is no part "${unknown}"; the parts are ${Object.keys(parts).join(', ')}`);

const folder = await mkdtemp(join(tmpdir(), 'ptero-bench-'));
const startedAt = performance.now();
const [load = 0] = loadavg();
const chromium = await startBench(join(folder, 'site'), Number(process.env.PORT ?? 4320));
try {
  const [first] = cpus();
  say(
    `${cpus().length} cores (${first?.model ?? 'unknown'}), ${(totalmem() / 1e9).toFixed(0)} GB, Node ${process.version}, Chromium ${chromium.version} without a window`,
  );
  say(`Already at work on this machine when the bench began (load of the last minute): ${load.toFixed(1)}`);
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) await part(chromium, folder);
  }
  say(`\nDone in ${seconds(performance.now() - startedAt)}.`);
} finally {
  await chromium.stop();
  await rm(folder, { recursive: true, force: true });
}
