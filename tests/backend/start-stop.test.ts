import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@supabase/supabase-js';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { localKeys } from '../../supabase/local/keys.ts';
import { freePort, type LocalServer, startServer } from '../../supabase/local/local-server.ts';
import { needs } from './context.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs `npm run backend` with these ports, and any that are free for the rest. */
function run(ports: Readonly<Record<string, number | undefined>>) {
  const names = ['port', 'database-port', 'mailbox-port', 'smtp-port', 'stripe-port', 'mixpanel-port'];
  const args = names.flatMap((name) => [`--${name}`, String(ports[name] ?? 0)]);
  return spawn(process.execPath, ['supabase/local/run.mjs', 'main', ...args], { cwd: root });
}

/** Starts it in a process group of its own and waits for its words. */
async function start() {
  const ports = await Promise.all(Array.from({ length: 5 }, () => freePort()));
  const [port, database, mailbox, smtp, stripe] = ports;
  const child = run({
    port,
    'database-port': database,
    'mailbox-port': mailbox,
    'smtp-port': smtp,
    'stripe-port': stripe,
  });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ctrl-C stops everything')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(said)));
  });
  const [server = ''] = running(`-p ${database}`);
  const folder = dirname(/-D (\S+)/.exec(server)?.[1] ?? '');
  expect(existsSync(folder)).toBe(true);
  return {
    child,
    ended,
    folder,
    port: Number(port),
    database: Number(database),
    stripe: Number(stripe),
    said: () => said,
  };
}

/** What the Postgres servers that run on this machine with these words were called with. */
function running(words: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine)
    .filter((line) => line.includes(`${words} `) && line.includes('postgres'));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // It has just ended.
    return '';
  }
}

/** Who is in the workspace of the seed, asked by one of them. */
async function seededMembers(port: number) {
  const client = createClient(`http://127.0.0.1:${port}`, localKeys.publishable, {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket as never },
  });
  await client.auth.signInWithPassword({ email: 'bob@example.com', password: 'ptero-local' });
  const { data } = await client.from('members').select('role').order('role');
  return data;
}

const canListen = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** A server whose port follows one that is free. */
async function takenPort(): Promise<LocalServer> {
  for (;;) {
    const server = await startServer((_request, response) => response.end());
    if (await canListen(server.port - 1)) return server;
    await server.stop();
  }
}

const untilGone = async (port: number) => {
  for (;;) {
    if (running(`-p ${port}`).length === 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

describe.runIf(process.platform === 'linux')('npm run backend', needs('own server'), () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('stops everything at %s and leaves nothing', async (signal) => {
    const { child, ended, folder, port, database, stripe, said } = await start();
    expect(said()).toContain(`http://127.0.0.1:${port}`);
    expect(await seededMembers(port)).toEqual([{ role: 'admin' }, { role: 'member' }]);
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(said()).toContain('Stopped.');
    expect(running(`-p ${database}`)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    expect(await Promise.all([canListen(port), canListen(database), canListen(stripe)])).toEqual([true, true, true]);
  });

  it('takes its programs along even when it is killed', async () => {
    const { child, ended, folder, port, database } = await start();
    expect(running(`-p ${database}`)).not.toEqual([]);
    child.kill('SIGKILL');
    await ended;
    await untilGone(database);
    expect(await canListen(port)).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it.each(['port', 'database-port', 'mailbox-port', 'smtp-port', 'stripe-port', 'mixpanel-port'])(
    'says which port is taken and starts nothing: --%s',
    async (name) => {
      const taken = await takenPort();
      // Mixpanel's double takes three that follow each other: its second is taken, and it must let go of its first.
      const wished = name === 'mixpanel-port' ? taken.port - 1 : taken.port;
      const child = run({ [name]: wished });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      const code = await new Promise((resolve) => child.once('exit', resolve));
      await taken.stop();
      expect(code).toBe(1);
      expect(said).toContain(`Port ${taken.port} is taken by another program.`);
    },
  );
});
