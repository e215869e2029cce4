import { defineConfig } from 'vite';
import { duckdbAssets } from '../../../vite.duckdb.ts';
import { ingestWasm } from '../../../vite.wasm.ts';

export default defineConfig({
  plugins: [duckdbAssets(), ingestWasm()],
  worker: { format: 'es', plugins: () => [duckdbAssets(), ingestWasm()] },
  build: { target: 'es2023', emptyOutDir: true },
});
