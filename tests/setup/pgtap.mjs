import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

const file = 'usr/share/postgresql/15/extension/pgtap--1.2.0.sql';
const advice =
  'pgTAP was not found. Fetch the package lists (Debian 12: sudo apt-get update), or set PGTAP_SQL to a pgtap--1.2.0.sql, and run npm test again.';

/**
 * Where pgTAP's SQL is: PGTAP_SQL when set, else the system's, else the one unpacked below the project's cache.
 *
 * @param {string} root
 * @returns {string | undefined}
 */
export function findPgtap(root) {
  const places = process.env.PGTAP_SQL ? [process.env.PGTAP_SQL] : [`/${file}`, join(root, '.cache/pgtap', file)];
  return places.find((path) => existsSync(path));
}

/**
 * Makes sure that there is pgTAP: finds it, or unpacks Debian's package below the project's cache, which needs no root.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} false when there is none, after saying what to do
 */
export async function ensurePgtap(root, say) {
  if (findPgtap(root)) return true;
  const cwd = join(root, '.cache/pgtap');
  mkdirSync(cwd, { recursive: true });
  const download = () => run(['apt-get', 'download', 'postgresql-15-pgtap'], { cwd });
  let { code, output } = await download();
  if (code !== 0 && process.getuid?.() === 0) {
    await run(['apt-get', 'update'], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    ({ code, output } = await download());
  }
  const fetched = readdirSync(cwd).find((name) => name.endsWith('.deb'));
  if (code === 0 && fetched) ({ code, output } = await run(['dpkg-deb', '-x', fetched, '.'], { cwd }));
  if (code === 0 && findPgtap(root)) return true;
  say(`${output.trim()}\n${advice}`);
  return false;
}
