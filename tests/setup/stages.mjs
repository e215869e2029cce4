import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './prepare.mjs';
import { countPlaywright, countVitest } from './report.mjs';
import { run } from './run.mjs';

/**
 * @typedef {import('./report.mjs').Count} Count
 * @typedef {{ code: number, output: string, count: Count }} Outcome
 * @typedef {{ name: string, run: (root: string) => Promise<Outcome> }} Stage
 */

const minutes = 60_000;
const node = process.execPath;
const bin = {
  oxlint: 'node_modules/oxlint/bin/oxlint',
  oxfmt: 'node_modules/oxfmt/bin/oxfmt',
  tsc: 'node_modules/typescript/bin/tsc',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
};

/** @returns {Count} a tool that checks the whole and counts nothing counts as one check */
const one = (/** @type {number} */ code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });

/**
 * @param {string} name
 * @param {readonly string[]} command
 * @returns {Stage}
 */
const tool = (name, command) => ({
  name,
  run: async (root) => {
    const { code, output } = await run([node, ...command], { cwd: root, timeoutMs: 5 * minutes });
    return { code, output, count: one(code) };
  },
});

/**
 * A runner that leaves a JSON report.
 *
 * @param {string} name
 * @param {(report: string) => { command: readonly string[], env?: Record<string, string> }} prepare
 * @param {(report: any) => Count} count
 * @returns {Stage}
 */
const runner = (name, prepare, count) => ({
  name,
  run: async (root) => {
    const report = join(root, `.cache/reports/${name.replaceAll(' ', '-')}.json`);
    rmSync(report, { force: true });
    const { command, env } = prepare(report);
    const options = { cwd: root, env: { ...process.env, ...env }, timeoutMs: 15 * minutes };
    const { code, output } = await run([node, ...command], options);
    return { code, output, count: existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : one(1) };
  },
});

const vitest = (/** @type {string} */ name, /** @type {readonly string[]} */ args) =>
  runner(
    name,
    (report) => ({
      command: [bin.vitest, 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    }),
    countVitest,
  );

/** @type {Stage} one compiler run for every part, each with its own `lib` */
const types = {
  name: 'types',
  run: async (root) => {
    const parts = compilerConfigs(root);
    let output = '';
    let failed = 0;
    for (const part of parts) {
      const result = await run([node, bin.tsc, '-p', part], { cwd: root, timeoutMs: 5 * minutes });
      if (result.code !== 0) failed += 1;
      output += result.output;
    }
    return { code: failed === 0 ? 0 : 1, output, count: { passed: parts.length - failed, failed, skipped: 0 } };
  },
};

/** Every compiler config that the root one names. */
function compilerConfigs(/** @type {string} */ root) {
  /** @type {{ references: { path: string }[] }} */
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  return references.map(({ path }) => path);
}

/** @type {Stage} */
const buildApp = {
  name: 'build',
  run: async (root) => {
    const { code, output } = await build(root);
    return { code, output, count: one(code) };
  },
};

/** Every check, the quick ones first. @type {readonly Stage[]} */
export const stages = [
  tool('lint', [bin.oxlint, '--deny-warnings']),
  tool('format', [bin.oxfmt, '--check', '.']),
  types,
  tool('dead code', [bin.knip, '--no-progress']),
  vitest('architecture', ['--project', 'node', 'tests/architecture']),
  vitest('unit', ['--project', 'node', '--project', 'dom', '--exclude', 'tests/architecture/**']),
  vitest('backend', ['--project', 'backend']),
  vitest('hosted', ['--project', 'hosted']),
  vitest('browser', ['--project', 'browser']),
  vitest('pulls', ['--project', 'pull']),
  buildApp,
  {
    name: 'size budgets',
    run: async (root) => {
      const { code, output } = await run([node, 'tests/setup/sizes.mjs'], { cwd: root });
      return { code, output, count: countLines(output) };
    },
  },
  runner(
    'end to end',
    (report) => ({
      command: [bin.playwright, 'test', '--reporter=list,json'],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    }),
    countPlaywright,
  ),
  runner(
    'engine',
    (report) => ({
      command: ['tests/engine/run.mjs', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    }),
    countVitest,
  ),
  runner(
    'team end to end',
    (report) => ({
      command: [bin.playwright, 'test', '-c', 'tests/e2e-team', '--reporter=list,json'],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    }),
    countPlaywright,
  ),
  {
    name: 'lighthouse',
    run: async (root) => {
      const { code, output } = await run([node, 'tests/setup/lighthouse.mjs'], { cwd: root, timeoutMs: 10 * minutes });
      return { code, output, count: countLines(output) };
    },
  },
];

/** Counts the `ok` and `too …` lines of our own two scripts. @returns {Count} */
function countLines(/** @type {string} */ output) {
  const lines = output.split('\n');
  return {
    passed: lines.filter((line) => line.endsWith(': ok')).length,
    failed: lines.filter((line) => /: too (large|low)$/.test(line)).length,
    skipped: 0,
  };
}
