import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGzip, constants } from 'node:zlib';
import { exportLine, createDice } from './write-export.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MB = 1_000_000;
const BLOCK = 8 * MB;
/** The scheduler's ticks a second, which /proc counts in: 100 on every Linux. */
const TICKS = 100;

/**
 * @typedef {{
 *   megabytes: number, wallS: number, cpuS: number, startCpuS: number, rssMB: readonly number[], peakMB: number,
 *   ended: 'whole' | 'broken',
 * }} Measured
 */

/** @typedef {import('node:net').AddressInfo} AddressInfo */

/** @returns {Promise<{ port: number, stop: () => Promise<void> }>} */
async function listen(/** @type {import('node:http').RequestListener} */ answer) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {AddressInfo} */ (server.address());
  return {
    port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Stands in for Mixpanel: so many bytes of different lines, compressed. */
const mixpanel = (/** @type {number} */ bytes) =>
  listen((_request, response) => {
    const dice = createDice();
    let lines = '';
    for (let i = 0; lines.length < BLOCK; i++) lines += exportLine(i, dice);
    const block = Buffer.from(lines);
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' });
    const gzip = createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 64 * 1024 });
    gzip.pipe(response);
    let sent = 0;
    const more = () => {
      while (sent < bytes) {
        sent += block.length;
        if (!gzip.write(block)) return;
      }
      gzip.off('drain', more).end();
    };
    gzip.on('drain', more);
    more();
  });

/** Stands in for the database: lets everybody pull, and takes what is recorded. */
const database = () =>
  listen((asked, response) => {
    const name = asked.url?.split('/').at(-1);
    const pull = { region: 'us', mixpanel_project_id: '1', kind: 'service_account', username: 'a', secret: 's' };
    const more = { time_zone: 'Europe/Berlin', wall_clock: false, sketch_key: '0001020304050607' };
    const answers = /** @type {Record<string, unknown>} */ ({
      begin_mixpanel_pull: '10000000-0000-4000-8000-000000000001',
      take_mixpanel_pull: { ...pull, ...more },
    });
    asked.resume().on('end', () => response.end(JSON.stringify(answers[name ?? ''] ?? null)));
  });

const cpuOf = (/** @type {number} */ pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
};
const memoryOf = (/** @type {number} */ pid, /** @type {string} */ name) =>
  (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024) / MB;

/**
 * Passes so many megabytes of lines through the function `mixpanel-export` in a Deno of its own, over real connections, and
 * measures that process. Linux only.
 *
 * @param {number} megabytes
 * @returns {Promise<Measured>}
 */
export async function measureExport(megabytes) {
  const folder = await mkdtemp(join(tmpdir(), 'ptero-export-'));
  const [upstream, rest] = await Promise.all([mixpanel(megabytes * MB), database()]);
  const { runInstall } = createRequire(import.meta.url)('deno/install_api.cjs');
  const free = await listen(() => undefined);
  await free.stop();
  const host = `http://127.0.0.1:${upstream.port}`;
  const flags = ['--quiet', '--no-prompt', '--no-check', '--node-modules-dir=manual', '--allow-net', '--allow-env'];
  const deno = spawn(runInstall(), ['run', ...flags, 'supabase/functions/mixpanel-export/index.ts'], {
    cwd: root,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      DENO_DIR: folder,
      DENO_NO_UPDATE_CHECK: '1',
      DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${free.port}`,
      SUPABASE_URL: `http://127.0.0.1:${rest.port}`,
      SUPABASE_PUBLISHABLE_KEYS: '{"default":"p"}',
      SUPABASE_SECRET_KEYS: '{"default":"s"}',
      APP_URL: 'http://localhost:5173',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: '25',
      SMTP_FROM: 'ptero@example.com',
      MIXPANEL_HOSTS: JSON.stringify({ us: host, eu: host, in: host }),
    },
  });
  const pid = deno.pid ?? 0;
  try {
    while (!(await answers(free.port))) await new Promise((resolve) => setImmediate(resolve));
    return await pass(free.port, pid);
  } finally {
    deno.kill();
    await Promise.all([upstream.stop(), rest.stop(), new Promise((resolve) => deno.once('exit', resolve))]);
    await rm(folder, { recursive: true, force: true });
  }
}

const answers = (/** @type {number} */ port) =>
  fetch(`http://127.0.0.1:${port}/`, { method: 'OPTIONS' }).then(
    () => true,
    () => false,
  );

/** @returns {Promise<Measured>} */
function pass(/** @type {number} */ port, /** @type {number} */ pid) {
  const startCpuS = cpuOf(pid);
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        method: 'POST',
        headers: { Authorization: 'Bearer t', 'Accept-Encoding': 'gzip, br' },
      },
      (response) => {
        let bytes = 0;
        /** @type {number[]} */
        const rssMB = [];
        const finish = (/** @type {'whole' | 'broken'} */ ended) =>
          resolve({
            megabytes: bytes / MB,
            wallS: (performance.now() - begin) / 1000,
            cpuS: cpuOf(pid) - startCpuS,
            startCpuS,
            rssMB,
            peakMB: memoryOf(pid, 'VmHWM'),
            ended,
          });
        if (response.statusCode !== 200 || response.headers['content-encoding']) {
          reject(new Error(`${response.statusCode} ${response.headers['content-encoding']}`));
          return;
        }
        response.on('data', (/** @type {Buffer} */ part) => {
          if (Math.floor((bytes + part.length) / (50 * MB)) > Math.floor(bytes / (50 * MB)))
            rssMB.push(memoryOf(pid, 'VmRSS'));
          bytes += part.length;
        });
        response.once('end', () => finish(response.complete ? 'whole' : 'broken'));
        response.once('error', () => finish('broken'));
      },
    );
    asked.once('error', reject);
    asked.end(
      JSON.stringify({
        project_id: '30000000-0000-4000-8000-000000000001',
        from_date: '2026-01-01',
        to_date: '2026-01-01',
      }),
    );
  });
}
