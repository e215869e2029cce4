import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { supabaseFolder } from './database.ts';
import { startBackend } from './start-backend.ts';

const root = dirname(supabaseFolder.replace(/\/$/, ''));
/** Where the types of the API's schema are kept. */
export const typesFile = join(root, 'src/contract/database.ts');
const heading = '// Generated from supabase/migrations by `npm run backend:types`. Do not change by hand.\n\n';

/** The types of schema `public`, made by the Supabase CLI from a running database and formatted like all our code. */
export async function generateTypes(databaseUrl: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ptero-types-'));
  const env = { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1', HOME: folder };
  const run = promisify(execFile);
  try {
    const { stdout } = await run(
      process.execPath,
      [bin('supabase'), 'gen', 'types', '--lang', 'typescript', '--schema', 'public', '--remote', databaseUrl],
      { cwd: folder, env, maxBuffer: 1e7 },
    );
    // The tool talks to its user on the same stream.
    const code = stdout.slice(stdout.indexOf('export type Json'));
    const file = join(folder, 'database.ts');
    writeFileSync(file, heading + code);
    await run(process.execPath, [bin('oxfmt'), '--config', join(root, '.oxfmtrc.json'), file], { cwd: folder });
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bin(name: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> };
  return join(dirname(manifest), typeof bin === 'string' ? bin : (bin[name] ?? ''));
}

/** Writes the types anew. */
export async function main(): Promise<void> {
  const backend = await startBackend();
  try {
    writeFileSync(typesFile, await generateTypes(backend.databaseUrl));
  } finally {
    await backend.stop();
  }
  console.log(`Wrote ${typesFile}`);
}
