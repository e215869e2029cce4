import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the Supabase CLI prints, run with a home of its own in this folder, or in an empty one. */
export async function runCli(args: readonly string[], cwd?: string): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('supabase/package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { supabase: string } };
  const home = mkdtempSync(join(tmpdir(), 'ptero-cli-'));
  try {
    const env = { ...process.env, HOME: home, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' };
    const command = [join(dirname(manifest), bin.supabase), ...args];
    return (await run(process.execPath, command, { cwd: cwd ?? home, env, maxBuffer: 1e7 })).stdout;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
