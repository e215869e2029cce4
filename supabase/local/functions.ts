import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { supabaseFolder } from './database.ts';
import { freePort } from './local-server.ts';
import { type Program, startProgram, untilReady } from './programs.ts';

export interface Functions {
  /** Where a function listens, started by the first who asks; null when there is none of that name. */
  portOf(name: string): Promise<number | null>;
  /** What all functions have printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** The Deno of node_modules. */
export function denoBinary(): string {
  const { runInstall } = createRequire(import.meta.url)('deno/install_api.cjs') as { runInstall(): string };
  return runInstall();
}

/** Names of the folders that hold a function. */
export function functionNames(): readonly string[] {
  const folder = join(supabaseFolder, 'functions');
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.ts')));
}

/**
 * Runs each function in a Deno of its own, which may use the network, its environment, and the project's packages. As hosted,
 * a function starts with its first request.
 *
 * @param cache folder for Deno's own files
 */
export function startFunctions(cache: string, env: Readonly<Record<string, string>>): Functions {
  const deno = denoBinary();
  const programs: Program[] = [];
  const started = new Map<string, Promise<number>>();
  const names = functionNames();
  let stopped = false;
  const start = async (name: string): Promise<number> => {
    const port = await freePort();
    if (stopped) throw new Error('the functions are stopped');
    const entry = join(supabaseFolder, 'functions', name, 'index.ts');
    const program = startProgram(
      [deno, 'run', '--quiet', '--no-prompt', '--no-check', '--node-modules-dir=manual'].concat([
        '--allow-net',
        '--allow-env',
        '--allow-read',
        '--allow-sys',
        entry,
      ]),
      {
        cwd: dirname(supabaseFolder),
        env: {
          PATH: process.env['PATH'],
          HOME: cache,
          DENO_DIR: cache,
          DENO_NO_UPDATE_CHECK: '1',
          DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
          ...env,
        },
      },
    );
    programs.push(program);
    await untilReady(`The function ${name}`, program, () => answers(port));
    return port;
  };
  return {
    async portOf(name) {
      if (!names.includes(name)) return null;
      const port = started.get(name) ?? start(name);
      started.set(name, port);
      return port;
    },
    output: () => programs.map((program) => program.output()).join(''),
    async stop() {
      stopped = true;
      await Promise.all(programs.map((program) => program.stop()));
    },
  };
}

const answers = (port: number) =>
  fetch(`http://127.0.0.1:${port}/`, { method: 'OPTIONS' }).then(
    () => true,
    () => false,
  );
