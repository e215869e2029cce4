import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const MODULE = 'virtual:ingest-wasm';
const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, 'workers/ingest/wasm');
const cache = join(here, 'node_modules/.cache/ptero');
const options = ['-O3', '--noAssert', '--runtime', 'minimal', '--enable', 'simd', '--use', 'abort='];

function readSources(): Map<string, string> {
  const names = readdirSync(sources).filter((name) => name.endsWith('.ts'));
  return new Map(names.toSorted().map((name) => [name, readFileSync(join(sources, name), 'utf8')]));
}

async function compile(files: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const { default: asc } = await import('assemblyscript/asc');
  const made: { wasm?: Uint8Array } = {};
  const { error, stderr } = await asc.main(['main.ts', '--outFile', 'scan.wasm', ...options], {
    readFile: (name) => files.get(name.replace(/(\.ts)+$/, '.ts')) ?? null,
    writeFile: (_name, contents) => void (made.wasm = contents as Uint8Array),
    listFiles: () => [],
  });
  if (error || !made.wasm) throw new Error(`workers/ingest/wasm could not be compiled:\n${stderr.toString()}`);
  return made.wasm;
}

/** Compiled once for each state of the sources, and kept. */
async function compiled(): Promise<Uint8Array> {
  const files = readSources();
  const { version } = JSON.parse(readFileSync(join(here, 'node_modules/assemblyscript/package.json'), 'utf8')) as {
    version: string;
  };
  const hash = createHash('sha256').update(JSON.stringify([version, options, ...files]));
  const kept = join(cache, `scan-${hash.digest('hex').slice(0, 12)}.wasm`);
  if (!existsSync(kept)) {
    const wasm = await compile(files);
    mkdirSync(cache, { recursive: true });
    const own = `${kept}.${randomUUID()}`;
    writeFileSync(own, wasm);
    renameSync(own, kept);
  }
  return readFileSync(kept);
}

/** Compiles the AssemblyScript in `workers/ingest/wasm` and hands it over as `virtual:ingest-wasm`, in base 64. */
export function ingestWasm(): Plugin {
  return {
    name: 'ptero-ingest-wasm',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return;
      for (const name of readSources().keys()) this.addWatchFile(join(sources, name));
      return `export const base64 = '${Buffer.from(await compiled()).toString('base64')}';\n`;
    },
  };
}
