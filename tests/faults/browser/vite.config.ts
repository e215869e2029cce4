import { defineConfig } from 'vite';
import { duckdbAssets } from '../../../vite.duckdb.ts';

export default defineConfig({
  plugins: [duckdbAssets()],
  worker: { format: 'es', plugins: () => [duckdbAssets()] },
  build: { target: 'es2023', emptyOutDir: true },
});
