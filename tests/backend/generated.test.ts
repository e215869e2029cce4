import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { denoBinary, functionNames } from '../../supabase/local/functions.ts';
import { migrate, migrations, runSql, supabaseFolder } from '../../supabase/local/database.ts';
import { generateTypes, typesFile } from '../../supabase/local/types.ts';
import { runCli } from './cli.ts';
import { databaseAddress, needs, ownServer } from './context.ts';
import { databaseUrl } from './setup.ts';

const run = promisify(execFile);

describe('the schema and what is made from it', needs('database'), () => {
  it('src/contract/database.ts is what the migrations give; if not: npm run backend:types', async () => {
    expect(await generateTypes(databaseAddress())).toBe(readFileSync(typesFile, 'utf8'));
  });

  it('the advisors of the Supabase CLI find nothing', async () => {
    expect(await findings(databaseAddress())).toEqual([]);
  });

  it('and would find a table without row-level security', needs('own server'), async () => {
    const { adminDatabaseUrl, databaseUrl: ownerUrl } = ownServer();
    await runSql(adminDatabaseUrl, 'create database advised template before_migrations owner postgres');
    const url = databaseUrl(ownerUrl, 'advised');
    try {
      await migrate(url, migrations());
      await runSql(url, 'alter table public.pins disable row level security');
      expect(await findings(url)).toEqual(expect.arrayContaining([expect.stringContaining('rls_disabled_in_public')]));
    } finally {
      await runSql(adminDatabaseUrl, 'drop database advised with (force)');
    }
  });
});

/** What the advisors say, but for indexes that no query has used yet: on a new database that is all of them. */
async function findings(url: string): Promise<readonly string[]> {
  const args = ['db', 'advisors', '--remote', url, '--type', 'all', '--level', 'info', '--output-format', 'json'];
  const answer = JSON.parse(await runCli(args)) as { results: readonly { name: string; detail: string }[] };
  return answer.results.filter(({ name }) => name !== 'unused_index').map(({ name, detail }) => `${name}: ${detail}`);
}

describe('the edge functions', () => {
  it('pass Deno’s own compiler', async () => {
    const entries = functionNames().map((name) => join(supabaseFolder, 'functions', name, 'index.ts'));
    const folder = mkdtempSync(join(tmpdir(), 'ptero-deno-'));
    try {
      const env = { ...process.env, DENO_DIR: folder, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' };
      const checked = run(denoBinary(), ['check', '--quiet', '--node-modules-dir=manual', ...entries], {
        cwd: dirname(supabaseFolder),
        env,
      });
      await expect(checked).resolves.toMatchObject({ stderr: '' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
