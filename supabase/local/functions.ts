import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { supabaseFolder } from './database.ts';
import { freePort } from './free-port.ts';
import { type Program, startProgram, untilReady } from './programs.ts';

export interface Functions {
  /** Where a function listens; null when there is none of that name. */
  portOf(name: string): number | null;
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
 * Starts each function in a Deno of its own, which may use the network, its environment, and the project's packages.
 *
 * @param cache folder for Deno's own files
 */
export async function startFunctions(cache: string, env: Readonly<Record<string, string>>): Promise<Functions> {
  const deno = denoBinary();
  const running = new Map<string, { readonly port: number; readonly program: Program }>();
  await Promise.all(
    functionNames().map(async (name) => {
      const port = await freePort();
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
      running.set(name, { port, program });
      await untilReady(`The function ${name}`, program, () => answers(port));
    }),
  );
  return {
    portOf: (name) => running.get(name)?.port ?? null,
    output: () => [...running.values()].map(({ program }) => program.output()).join(''),
    async stop() {
      await Promise.all([...running.values()].map(({ program }) => program.stop()));
    },
  };
}

const answers = (port: number) =>
  fetch(`http://127.0.0.1:${port}/`, { method: 'OPTIONS' }).then(
    () => true,
    () => false,
  );
