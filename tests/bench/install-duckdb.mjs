import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NAME = '@duckdb/node-api';
const VERSION = '1.5.6-r.1';
const folder = fileURLToPath(new URL('../../.cache/bench', import.meta.url));

/**
 * Native DuckDB for Node, installed beside the project at the first bench: 70 MB that no test needs.
 *
 * @returns {Promise<any>} the module, or null when it could not be had
 */
export async function loadDuckDb() {
  const manifest = join(folder, 'node_modules', NAME, 'package.json');
  const isThere = () => existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === VERSION;
  if (!isThere()) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const npm = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--save-exact', `${NAME}@${VERSION}`];
    spawnSync('npm', npm, { cwd: folder, stdio: 'ignore', shell: process.platform === 'win32' });
  }
  if (!isThere()) return null;
  return import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(NAME)).href);
}
