import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** ClickHouse 26.7 as a library. 546 MB that only these tests need, so it is no dependency. */
const PACKAGE = 'chdb@3.4.0';

/**
 * Install the engine into `.cache/chdb` unless it is there.
 *
 * @param {string} root of the repository. @returns {string | null} its folder, or null where it cannot be had.
 */
export function installChdb(root) {
  const folder = join(root, '.cache', 'chdb');
  const there = join(folder, 'node_modules', 'chdb', 'package.json');
  if (existsSync(there)) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, PACKAGE], {
    stdio: 'inherit',
  });
  return status === 0 && existsSync(there) ? folder : null;
}
