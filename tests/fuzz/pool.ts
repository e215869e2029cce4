import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { shopEvents, shopText } from '../faults/shop.ts';
import { type Bytes, bytesOf } from './mutate.ts';

const LINES_A_FILE = 400;

/** Real lines of the shipped samples, taken evenly from all of each, and lines of a made-up export. */
export function linePool(): readonly Bytes[] {
  const samples = ['saas', 'tldr-contributors'].flatMap((name) => {
    const path = fileURLToPath(new URL(`../../public/sample/${name}.ndjson.gz`, import.meta.url));
    const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
    const every = Math.floor(lines.length / LINES_A_FILE);
    return lines.filter((_, i) => i % every === 0);
  });
  return [...samples, ...shopText(shopEvents(0, 200)).trimEnd().split('\n')].map(bytesOf);
}
