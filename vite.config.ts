import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

export default defineConfig({
  plugins: [solid()],
  worker: { format: 'es' },
  build: { target: 'es2023' },
  server: { port: 5173 },
  preview: { port: 4173, strictPort: true },
});
