import { fileURLToPath } from 'node:url';
import { run } from '../setup/run.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const needed = ['HOSTED_URL', 'HOSTED_PUBLISHABLE_KEY', 'HOSTED_SECRET_KEY'];
const missing = needed.filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(`Set ${missing.join(', ')} and try again; supabase/README.md says where to find them.
The tests make accounts and workspaces there: use a project for tests, not the one that people use.`);
  process.exit(1);
}
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'backend'];
const { code } = await run([process.execPath, ...vitest, ...process.argv.slice(2)], { cwd: root, show: true });
process.exit(code);
