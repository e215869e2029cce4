import { describe, expect, it } from 'vitest';
import type { ImportProgress } from '#contract/ingest.ts';
import { createIngestClient } from '#data/workers/ingest-client.ts';
import { startIngest } from '#data/workers/start-ingest.ts';
import { compileWasm } from '#workers/ingest/simd/wasm-module.ts';
import { asZip64, gzip, joined, zip } from './archives.ts';
import { type Content, fileOf, importFiles, line } from './import-files.ts';
import { bytesOf } from './line-reader.ts';

const ab = `${line('a')}\n${line('b')}\n`;
const c = `${line('c')}\n`;
const many = Array.from({ length: 5000 }, (_, i) => line('e', { $insert_id: String(i), x: Math.sin(i) })).join('\n');

describe('in a real browser, whose decoder is stricter', () => {
  it.each<[string, Content, number]>([
    ['gzip', gzip(ab), 2],
    ['gzip members after each other', joined(gzip(ab), gzip(c), gzip('')), 3],
    ['large gzip members after each other', joined(gzip(`${many}\n`), gzip(c)), 5001],
    ['zip', zip({ a: ab, b: gzip(c) }), 3],
    ['zip64', asZip64(zip({ a: many })), 5000],
  ])('%s is read to its end', async (_, content, events) => {
    const { report } = await importFiles([fileOf('x', content)]);
    expect(report).toMatchObject({ eventsAdded: events, linesRefused: 0, incomplete: false });
  });

  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ['gzip cut off', gzip(many).slice(0, -500)],
    ['gzip cut off in its checksum', gzip(ab).slice(0, -3)],
    ['gzip with a wrong checksum', gzip(ab).fill(7, -8, -4)],
    ['a second member cut off', joined(gzip(ab), gzip(many).slice(0, -500))],
    ['gzip with something after it', joined(gzip(ab), bytesOf('trailing text'))],
  ])('%s is refused', async (_, content) => {
    await expect(importFiles([fileOf('x', content)])).rejects.toMatchObject({
      code: 'import/damaged',
      details: { file: 'x' },
    });
  });
});

it('reads lines by the module in this browser', () => {
  expect(compileWasm()).not.toBeNull();
});

describe('the ingest worker in a real browser', () => {
  const client = createIngestClient(startIngest);
  const request = (files: readonly File[]) =>
    ({ files, projectId: null, projectName: 'P', timeBasis: { kind: 'utc' }, mode: 'add', source: '' }) as const;

  it('looks into files and refuses what is no export', async () => {
    await expect(client.inspect([fileOf('x.gz', gzip(ab))])).resolves.toMatchObject([{ name: 'x.gz', format: 'gzip' }]);
    await expect(client.inspect([fileOf('x.csv', 'a,b\n1,2')])).rejects.toMatchObject({
      code: 'import/not-an-export',
      details: { file: 'x.csv' },
    });
  });

  it('imports into the store and reports', async () => {
    const told: ImportProgress[] = [];
    const options = {
      signal: new AbortController().signal,
      onProgress: (progress: ImportProgress) => void told.push(progress),
    };
    const report = await client.run(request([fileOf('x.ndjson', `${many}\nnonsense\n`)]), options);
    expect(report).toMatchObject({
      lines: 5001,
      eventsAdded: 5000,
      linesRefused: 1,
      project: { events: 5000, users: 1, eventNames: 1 },
    });
    const again = await client.run({ ...request([fileOf('x.ndjson', many)]), projectId: report.projectId }, options);
    expect(again).toMatchObject({ eventsAdded: 0, duplicatesDropped: 5000, project: { events: 5000 } });
    expect(told.length).toBeGreaterThan(0);
  });

  it('scans a large file in several workers and imports the same as one would, packed or not', async () => {
    const text = Array.from(
      { length: 250_000 },
      (_, i) => `${line(`e${i % 9}`, { $insert_id: String(i), x: i % 977, note: `é ${i % 31} "quoted"` })}\n`,
    ).join('');
    const broken = text.replace(/"e0"/, '"e\n0"').replaceAll('"x":976', '"x":976oops');
    const options = { signal: new AbortController().signal, onProgress: () => undefined };
    const { report: alone, store } = await importFiles([fileOf('x', broken)]);
    for (const content of [broken, gzip(broken)]) {
      const report = await client.run(request([fileOf('x', content)]), options);
      for (const key of ['lines', 'eventsAdded', 'linesRefused', 'refusals', 'incomplete'] as const) {
        expect(report[key]).toEqual(alone[key]);
      }
      expect(report.project).toEqual({ ...alone.project });
    }
    expect(store.batches.length).toBeGreaterThan(1);
  });

  it('hears a cancel before its time of grace is over, and the next import finds the store in order', async () => {
    const controller = new AbortController();
    const big = new File(
      Array.from({ length: 200 }, () => `${many}\n`),
      'big.ndjson',
    );
    let cancelledAt = 0;
    const onProgress = () => {
      cancelledAt ||= performance.now();
      controller.abort();
    };
    await expect(client.run(request([big]), { signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'job/cancelled',
    });
    expect(performance.now() - cancelledAt).toBeLessThan(1000);
    const options = { signal: new AbortController().signal, onProgress: () => undefined };
    await expect(client.run(request([fileOf('x', ab)]), options)).resolves.toMatchObject({ eventsAdded: 2 });
  });
});
