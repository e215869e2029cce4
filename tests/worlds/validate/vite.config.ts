import { defineConfig } from 'vite';
import { ingestWasm } from '../../../vite.wasm.ts';

export default defineConfig({ plugins: [ingestWasm()] });
