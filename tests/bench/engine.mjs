import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { installChdb } from '../engine/install-chdb.mjs';
import { count, say, seconds } from './print.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Twenty million events by the ClickHouse adapter, beside the same in this process. Both must give the same answer.
 *
 * @param {string} folder
 * @param {number} users
 * @param {number} events
 */
export async function askClickHouse(folder, users, events) {
  say(`\nThe engine port: ClickHouse (chdb 3.4.0, HTTP on a loopback port) beside this process, in Node, one run`);
  if (!installChdb(fileURLToPath(new URL('../..', import.meta.url)))) {
    return say('  chdb could not be installed, so this part is left out.');
  }
  await build({
    configFile: `${root}vite.config.ts`,
    root,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: 'engine-bench.ts',
      outDir: join(folder, 'engine'),
      rolldownOptions: { output: { entryFileNames: 'bench.mjs' } },
    },
  });
  /** @type {typeof import('./engine-bench.ts')} */
  const { benchEngine } = await import(pathToFileURL(join(folder, 'engine/bench.mjs')).href);
  const { local, server, ...figures } = await benchEngine(users, events, join(folder, 'engine-export.ndjson'));
  say(`  ${count(figures.events)} events; ${count(figures.crossed)} bytes of counts crossed for the analysis`);
  say(
    `    in this process: put in order from nothing (the store reads in order) ${seconds(1000 * local.order)}, analysis ${seconds(1000 * local.analyse)}`,
  );
  say(
    `    ClickHouse: catalogue ${seconds(1000 * server.catalogue)}, analysis, counting and fit ${seconds(1000 * server.analyse)}`,
  );
  say(`    the two results: ${figures.isSame ? 'the same to the last digit' : 'DIFFERENT'}`);
  if (!figures.isSame) process.exitCode = 1;
}
