import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** What the built app is made of. */
const sources = ['src', 'workers', 'public', 'index.html', 'package.json', 'package-lock.json'];
const oldest = { major: 20, minor: 19 };

/**
 * Says what to do when this Node is too old, or null when it will do.
 *
 * @param {string} version such as `20.19.0`
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > oldest.major || (major === oldest.major && minor >= oldest.minor);
  return fits
    ? null
    : `Ptero needs Node ${oldest.major}.${oldest.minor} or newer, and this is ${version}. Please update Node.`;
}

/**
 * True when node_modules is missing or older than the lock file.
 *
 * @param {string} root
 */
export function needsInstall(root) {
  const marker = join(root, 'node_modules/.package-lock.json');
  return !existsSync(marker) || statSync(marker).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs;
}

/**
 * One hash over everything the built app is made of.
 *
 * @param {string} root
 */
export function sourceHash(root) {
  const configs = readdirSync(root).filter((name) => /^(vite\..*|tsconfig\.base\.json)$/.test(name));
  const hash = createHash('sha256');
  for (const entry of [...sources, ...configs].toSorted()) {
    const path = join(root, entry);
    if (!existsSync(path)) continue;
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((file) => file.isFile())
          .map((file) => join(file.parentPath, file.name))
          .toSorted()
      : [path];
    for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Where a build keeps the hash of what it was made of. */
const stamp = (/** @type {string} */ root) => join(root, 'dist/.built-from');

/**
 * True when dist is missing or was made of other sources.
 *
 * @param {string} root
 */
export function needsBuild(root) {
  return !existsSync(stamp(root)) || readFileSync(stamp(root), 'utf8') !== sourceHash(root);
}

/**
 * Installs the packages of the lock file when they are missing. Says what it does.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} false when it could not be done, after saying why
 */
export async function install(root, say) {
  if (!needsInstall(root)) return true;
  say('Installing packages (npm ci) …');
  const { code, output, seconds } = await run(['npm', 'ci', '--no-audit', '--no-fund'], { cwd: root });
  if (code !== 0) {
    say(
      output
        .split('\n')
        .filter((line) => !line.startsWith('npm warn'))
        .slice(0, 12)
        .join('\n')
        .trim(),
    );
    say('The packages could not be installed. Check that the package registry can be reached, then try again.');
    return false;
  }
  say(`Installed in ${seconds.toFixed(0)} s.`);
  return true;
}

/**
 * Builds the app and remembers of what. Answers what the build printed.
 *
 * @param {string} root
 */
export async function build(root) {
  const made = sourceHash(root);
  const result = await run([process.execPath, 'node_modules/vite/bin/vite.js', 'build'], { cwd: root });
  if (result.code === 0) writeFileSync(stamp(root), made);
  return result;
}
