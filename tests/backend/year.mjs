import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '../setup/run.mjs';

/**
 * `npm run test:year`: a year of 500 workspaces, and then everything that Stripe said to each of them in 1,000 other orders. Takes
 * a quarter of an hour; `npm test` tries four orders. What it printed is kept in billing/year-last-run.txt.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'backend', 'tests/backend/billing/year.test.ts'];
const began = Date.now();
const { code, output } = await run([process.execPath, ...vitest, '-t', 'a year of', ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, YEAR_ORDERS: process.env.YEAR_ORDERS ?? '1000' },
});
process.stdout.write(output);
const notes = output.split('\n').filter((line) => line.startsWith('note: '));
const verdict = code === 0 ? 'All of it passed.' : 'It failed.';
const minutes = Math.round((Date.now() - began) / 60_000);
const lines = [
  'npm run test:year',
  ...notes.map((line) => line.slice('note: '.length)),
  `${verdict} ${minutes} minutes.`,
];
writeFileSync(new URL('billing/year-last-run.txt', import.meta.url), `${lines.join('\n')}\n`);
process.exit(code);
