import { expose } from 'comlink';
import { createScanner } from '../ingest/scanner.ts';
import { showLife } from '../shared/show-life.ts';

addEventListener('message', ({ data }: MessageEvent<MessagePort>) => expose(createScanner(), data), { once: true });
showLife();
