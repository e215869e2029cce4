import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../setup/run.mjs';

export interface HostedRun {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: readonly string[];
  /** The reasons for which tests were left out, with how many were, as printed. */
  readonly leftOut: Readonly<Record<string, number>>;
}

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Runs `npm run test:hosted` with these addresses and no other, in a process of its own. */
export async function runHosted(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<HostedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'ptero-hosted-'));
  const file = join(folder, 'report.json');
  const foreign = Object.entries(process.env).filter(([name]) => !/^(HOSTED|VITEST)/.test(name));
  try {
    const { code, output, seconds } = await run(
      [process.execPath, 'tests/backend/hosted.mjs', '--reporter=json', `--outputFile.json=${file}`, ...args],
      { cwd: fileURLToPath(new URL('../..', import.meta.url)), env: { ...Object.fromEntries(foreign), ...env } },
    );
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    return {
      code,
      output,
      seconds,
      passed: report.numPassedTests,
      failed: results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
      leftOut: Object.fromEntries(
        [...output.matchAll(/^ {2}(\S.*) \((\d+)\):$/gm)].map(([, why = '', count]) => [why, Number(count)]),
      ),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
