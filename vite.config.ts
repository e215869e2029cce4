import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { duckdbAssets } from './vite.duckdb.ts';
import { ingestWasm } from './vite.wasm.ts';
import { headersFile } from './vite.headers.ts';
import { pwa } from './vite.pwa.ts';

export default defineConfig({
  plugins: [solid(), duckdbAssets(), ingestWasm(), headersFile('public/_headers'), pwa()],
  // The worker that speaks with servers has a name of its own, since its script alone has leave to connect elsewhere.
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes('/workers/engine/') ? 'assets/engine-[hash].js' : 'assets/[name]-[hash].js',
      },
    },
    plugins: () => [duckdbAssets(), ingestWasm()],
  },
  build: { target: 'es2023', manifest: '.chunks.json', modulePreload: { polyfill: false } },
  server: { port: 5173 },
  preview: { port: 4173, strictPort: true },
});
