// Writes what R needs into a folder that is gone afterwards, and runs R on it. The answers stand beside this file.
//   node tests/reference/run-r.mjs studies    -> studies.json, read by the tests of the fit
//   node tests/reference/run-r.mjs worlds     -> prints whether Cox regression on all users finds what a world was made with;
//                                                 names of worlds after it restrict it to them
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const WORLD_USERS = 8000;
const WORLD_SEEDS = [1, 2, 3];
const scripts = { studies: 'make-studies.R', worlds: 'check-worlds.R' };
const what = process.argv[2];
const script = scripts[what];
if (!script) throw new Error(`say which: ${Object.keys(scripts).join(' or ')}`);

const folder = mkdtempSync(join(tmpdir(), 'ptero-reference-'));
const server = await createServer({
  configFile: false,
  server: { middlewareMode: true, ws: false, watch: null },
  appType: 'custom',
  logLevel: 'error',
});
try {
  const { exportStudies, exportWorlds } = await server.ssrLoadModule('/tests/reference/export-world.ts');
  if (what === 'studies') exportStudies(folder);
  else exportWorlds(folder, WORLD_USERS, WORLD_SEEDS, process.argv.slice(3));
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { status } = spawnSync('Rscript', [path, folder], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
