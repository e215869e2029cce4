import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { firstLoad } from './first-load.mjs';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const kB = 1000;
const MB = 1000 * kB;

const gzipped = (/** @type {readonly string[]} */ files) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0);
const raw = (/** @type {string} */ file) => statSync(join(dist, file)).size;

const all = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile())
  .map((file) => relative(dist, join(file.parentPath, file.name)));
const { scripts, styles } = firstLoad(JSON.parse(readFileSync(join(dist, '.chunks.json'), 'utf8')));
const kept = all.filter((file) => !file.startsWith('screenshots/') && !file.startsWith('.'));

const budgets = [
  { name: 'first-load JavaScript, gzip', bytes: gzipped([...scripts, 'theme.js']), limit: 100 * kB },
  { name: 'first-load styles, gzip', bytes: gzipped(styles), limit: 20 * kB },
  { name: 'service worker, gzip', bytes: gzipped(['service-worker.js']), limit: 15 * kB },
  { name: 'kept for offline use', bytes: kept.reduce((sum, file) => sum + raw(file), 0), limit: 20 * MB },
  // Some static hosts refuse larger files.
  { name: 'largest file', bytes: Math.max(...all.map(raw)), limit: 25 * 1024 * 1024 },
];

const size = (/** @type {number} */ bytes) =>
  bytes < MB ? `${(bytes / kB).toFixed(1)} kB` : `${(bytes / MB).toFixed(1)} MB`;
for (const { name, bytes, limit } of budgets) {
  console.log(`note: ${name}: ${size(bytes)} of ${size(limit)}: ${bytes <= limit ? 'ok' : 'too large'}`);
}
if (budgets.some(({ bytes, limit }) => bytes > limit)) process.exit(1);
