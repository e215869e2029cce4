import { defineConfig } from 'vite';
import { ingestWasm } from '../../../vite.wasm.ts';
import { duckdbAssets } from '../../../vite.duckdb.ts';

export default defineConfig({
  plugins: [duckdbAssets(), ingestWasm()],
  worker: { format: 'es', plugins: () => [duckdbAssets(), ingestWasm()] },
  build: { target: 'es2023', emptyOutDir: true },
});
