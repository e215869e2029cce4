import { expose } from 'comlink';
import { createCutter } from '../ingest/parts/cutter.ts';
import { createScanner } from '../ingest/parts/scanner.ts';
import { compileWasm } from '../ingest/simd/wasm-module.ts';
import { showLife } from '../shared/show-life.ts';

addEventListener(
  'message',
  ({ data }: MessageEvent<MessagePort>) => expose({ ...createScanner(compileWasm()), ...createCutter() }, data),
  {
    once: true,
  },
);
showLife();
