import { expose } from 'comlink';
import { createCutter } from '../ingest/cutter.ts';
import { createScanner } from '../ingest/scanner.ts';
import { compileWasm } from '../ingest/wasm-module.ts';
import { showLife } from '../shared/show-life.ts';

addEventListener(
  'message',
  ({ data }: MessageEvent<MessagePort>) => expose({ ...createScanner(compileWasm()), ...createCutter() }, data),
  {
    once: true,
  },
);
showLife();
