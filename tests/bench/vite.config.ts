import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { duckdbAssets } from '../../vite.duckdb.ts';
import { ingestWasm } from '../../vite.wasm.ts';

const timed = fileURLToPath(new URL('./timed-bootstrap.ts', import.meta.url));

/** Puts a watch around the bootstrap, wherever the predictor imports it. */
export const timeBootstrap = (): Plugin => ({
  name: 'time-bootstrap',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.endsWith('/stability/rank-intervals.ts') && importer !== timed ? timed : undefined,
});

export default defineConfig({
  plugins: [timeBootstrap(), duckdbAssets(), ingestWasm()],
  worker: { format: 'es', plugins: () => [timeBootstrap(), duckdbAssets(), ingestWasm()] },
  build: { target: 'es2023', emptyOutDir: true },
});
