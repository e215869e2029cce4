import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../setup/prepare.mjs';
import { installChdb } from './install-chdb.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

if (!installChdb(root)) {
  process.stderr.write(
    'ClickHouse as a library (chdb, 546 MB) could not be installed from the package registry. Connect to it and try again.\n',
  );
  process.exit(1);
}
if (!existsSync(join(root, 'dist', 'index.html'))) {
  const { code, output } = await build(root);
  if (code !== 0) {
    process.stderr.write(output);
    process.exit(1);
  }
}
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'engine', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
