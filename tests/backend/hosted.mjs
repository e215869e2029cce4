import { fileURLToPath } from 'node:url';
import { run } from '../setup/run.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const needed = ['HOSTED_URL', 'HOSTED_PUBLISHABLE_KEY', 'HOSTED_SECRET_KEY'];
const missing = needed.filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(`Set ${missing.join(', ')} and try again; supabase/README.md says where to find them.
The tests make accounts and workspaces there and remove them again: use a project for tests, not the one that people use.`);
  process.exit(1);
}
// A hosted Auth answers many requests from one address slowly; a test that waits for it is not stuck.
const patience = ['--testTimeout=900000', '--hookTimeout=900000', '--no-file-parallelism'];
const reporters = ['--reporter=default', '--reporter=./tests/backend/left-out.ts'];
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'backend', ...patience, ...reporters];
const { code } = await run([process.execPath, ...vitest, ...process.argv.slice(2)], { cwd: root, show: true });
process.exit(code);
