import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const MODULE = 'virtual:duckdb-assets';
const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'node_modules/@duckdb/duckdb-wasm/dist');
const wasmFile = join(dist, 'duckdb-eh.wasm');
const workerFile = join(dist, 'duckdb-browser-eh.worker.js');

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 8);

/** Packed once and kept: packing takes some seconds, and some static hosts refuse files over 25 MiB. */
function packedWasm(): { name: string; bytes: Uint8Array } {
  const wasm = readFileSync(wasmFile);
  const hash = hashOf(wasm);
  const cache = join(here, 'node_modules/.cache/ptero', `duckdb-eh-${hash}.gz`);
  if (!existsSync(cache)) {
    mkdirSync(dirname(cache), { recursive: true });
    writeFileSync(cache, gzipSync(wasm, { level: 9 }));
  }
  return { name: `duckdb-eh-${hash}.bin`, bytes: readFileSync(cache) };
}

function workerScript(): { name: string; source: string } {
  const source = readFileSync(workerFile, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  return { name: `duckdb-worker-${hashOf(Buffer.from(source))}.js`, source };
}

/**
 * Serves DuckDB's module and worker script from this site, and tells their addresses as `virtual:duckdb-assets`.
 * The module goes out packed and under a neutral extension; `workers/store/duckdb/fetch-wasm.ts` unpacks it.
 */
export function duckdbAssets(): Plugin {
  let base = '/';
  let isBuild = false;
  return {
    name: 'ptero-duckdb-assets',
    // Found only when the first query loads them; the developer's server would then reload the page.
    config: () => ({ optimizeDeps: { include: ['@duckdb/duckdb-wasm', 'apache-arrow', 'comlink'] } }),
    configResolved(config) {
      base = config.base;
      isBuild = config.command === 'build';
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return;
      if (!isBuild) return addresses(`${base}@duckdb/duckdb-eh.bin`, `${base}@duckdb/duckdb-worker.js`);
      const wasm = packedWasm();
      const worker = workerScript();
      this.emitFile({ type: 'asset', fileName: `assets/${wasm.name}`, source: wasm.bytes });
      this.emitFile({ type: 'asset', fileName: `assets/${worker.name}`, source: worker.source });
      return addresses(`${base}assets/${wasm.name}`, `${base}assets/${worker.name}`);
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url === `${base}@duckdb/duckdb-eh.bin`) {
          response.setHeader('content-type', 'application/octet-stream').end(readFileSync(wasmFile));
        } else if (request.url === `${base}@duckdb/duckdb-worker.js`) {
          response.setHeader('content-type', 'text/javascript').end(workerScript().source);
        } else {
          next();
        }
      });
    },
  };
}

function addresses(wasmUrl: string, workerUrl: string): string {
  return `export const wasmUrl = ${JSON.stringify(wasmUrl)};\nexport const workerUrl = ${JSON.stringify(workerUrl)};\n`;
}
