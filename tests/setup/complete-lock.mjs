import { readFileSync, writeFileSync } from 'node:fs';

/**
 * `node tests/setup/complete-lock.mjs`, after an `npm install` that changed package-lock.json.
 *
 * npm leaves out of the lock file what it could not find for other systems than this one, and then `npm ci` refuses the
 * file. This puts them back, with the version that is asked for and without a checksum.
 */
const file = new URL('../../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const known = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1)));

/** @param {string} name such as `@deno/linux-arm64-glibc` */
const system = (name) => ({
  os: [name.includes('darwin') ? 'darwin' : /win(32|dows)/.test(name) ? 'win32' : 'linux'],
  cpu: [name.includes('arm64') ? 'arm64' : 'x64'],
});

const added = Object.values(lock.packages)
  .flatMap(({ dev, optionalDependencies = {} }) =>
    Object.entries(optionalDependencies).map(([name, version]) => ({ name, version, dev })),
  )
  .filter(({ name }) => !known.has(name));
for (const { name, version, dev } of added) {
  const { os, cpu } = system(name);
  lock.packages[`node_modules/${name}`] = { version: version.replace(/^v/, ''), cpu, dev, optional: true, os };
}
const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(added.length === 0 ? 'Nothing was missing.' : `Added ${added.map(({ name }) => name).join(', ')}.`);
