import { fc, test } from '@fast-check/vitest';
import { describe, expect, it, vi } from 'vitest';
import type { ImportReport } from '#contract/ingest.ts';
import { createCutFinder } from '#workers/ingest/parts/find-cut.ts';
import { createScanner, type ScannerApi } from '#workers/ingest/parts/scanner.ts';
import type { ScannerSource } from '#workers/ingest/parts/scanner-pool.ts';
import { gzip, joined, zip } from './archives.ts';
import { fileOf, importFiles, line, scannersOf } from './import-files.ts';
import { mutatedRecord, recordText } from './json-texts.ts';
import { bytesOf } from './line-reader.ts';
import type { MemoryStore } from './memory-store.ts';

type Imported = { report: ImportReport; store: MemoryStore };

/** All there is to know of an import but its time and where its batches end. */
function told({ report, store }: Imported) {
  const added = (kind: 'events' | 'users' | 'properties' | 'strings') =>
    store.batches.flatMap((batch) => batch.added[kind]);
  return {
    report: { ...report, elapsedMs: 0 },
    appended: store.appended(),
    events: store.events(),
    meta: { ...store.meta, at: 0 },
    dictionaries: [added('events'), added('users'), added('properties'), added('strings')],
  };
}

const halves = recordText.chain((text) => fc.nat(text.length).map((at) => `${text.slice(0, at)}\n${text.slice(at)}`));
const oneLine = fc.oneof(
  { weight: 4, arbitrary: recordText.map(bytesOf) },
  { weight: 2, arbitrary: halves.map(bytesOf) },
  { weight: 2, arbitrary: mutatedRecord.map((bytes) => bytes.map((byte) => byte || 1)) },
  fc.constantFrom('', ' ', '\r', '{', '{"a":"', '}', '"}', 'terminated early', '{",":"}"}', '"}"', '1').map(bytesOf),
);
const text = fc
  .tuple(fc.array(oneLine, { maxLength: 25 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, ends]) => {
    const good = [line('first'), ...lines.map(String)];
    const all = [bytesOf(good[0]!), ...lines].flatMap((bytes, i) => (i > 0 ? [bytesOf(end), bytes] : [bytes]));
    return joined(...all, bytesOf(ends ? end : ''));
  });

/** Finishes a part long after others have begun theirs. */
function lateScanner(): Pick<ScannerApi, 'scan'> {
  const scanner = createScanner();
  return {
    async scan(part, basis) {
      const scanned = await scanner.scan(part, basis);
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
      return scanned;
    },
  };
}

describe('an import in parts, scanned beside each other', () => {
  const packed = fc.constantFrom('plain', 'bom', 'gzip', 'zip');
  const pack = (bytes: Uint8Array<ArrayBuffer>, how: string) => {
    if (how === 'gzip') return gzip(bytes);
    if (how === 'zip') return zip({ a: bytes });
    return how === 'bom' ? joined(Uint8Array.of(0xef, 0xbb, 0xbf), bytes) : bytes;
  };

  test.prop(
    [
      fc.array(fc.tuple(text, packed), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 1, max: 900 }),
    ],
    {
      numRuns: 150,
    },
  )(
    'is the import that one scanner makes: events, codes, duplicates and report',
    async (contents, count, whileUnpacking, partBytes) => {
      const files = contents.map(([bytes, how], i) => fileOf(`f${i}`, pack(bytes, how)));
      const alone = await importFiles(files, {}, { wasm: null });
      const beside = await importFiles(files, {}, { scanners: scannersOf(count, partBytes, whileUnpacking) });
      expect(told(beside)).toEqual(told(alone));
    },
    60_000,
  );

  it('keeps its order when a later part is done first', async () => {
    const lines = Array.from({ length: 200 }, (_, i) =>
      line(`e${i % 7}`, { $insert_id: `${i % 150}`, n: i, s: `s${i}` }),
    );
    const files = [fileOf('x.ndjson', lines.join('\n'))];
    let started = 0;
    const source: ScannerSource = {
      ...scannersOf(3, 500),
      start: () => {
        const late = started++ === 0;
        return { api: late ? lateScanner() : createScanner(), failed: new Promise(() => {}), end: () => {} };
      },
    };
    const beside = await importFiles(files, {}, { scanners: source });
    expect(beside.store.batches.length).toBeGreaterThan(10);
    expect(told(beside)).toEqual(told(await importFiles(files)));
  });

  it('reads records that are all broken in two, where no cut is to be found', async () => {
    const broken = Array.from({ length: 300 }, (_, i) => {
      const whole = line('e', { $insert_id: `${i}`, note: 'broken in two' });
      return `${whole.slice(0, 30)}\n${whole.slice(30)}\n`;
    });
    for (const content of [bytesOf(`${line('a')}\n${broken.join('')}`), gzip(`${line('a')}\n${broken.join('')}`)]) {
      const { report } = await importFiles([fileOf('x', content)], {}, { scanners: scannersOf(2, 500) });
      expect(report).toMatchObject({ eventsAdded: 301, linesRefused: 0, lines: 301 });
    }
  });

  it('starts fewer scanners where one unpacks', async () => {
    let started = 0;
    const source: ScannerSource = {
      ...scannersOf(3, 500, 1),
      start: () => {
        started++;
        return { api: lateScanner(), failed: new Promise(() => {}), end: () => {} };
      },
    };
    const lines = Array.from({ length: 300 }, (_, i) => line('e', { $insert_id: `${i}` })).join('\n');
    await importFiles([fileOf('x', lines)], {}, { scanners: source });
    expect(started).toBeGreaterThan(1);
    started = 0;
    await importFiles([fileOf('x.gz', gzip(lines))], {}, { scanners: source });
    expect(started).toBe(1);
  });

  it('ends its scanners, on success and on failure', async () => {
    let running = 0;
    const source: ScannerSource = {
      ...scannersOf(2, 500),
      start: () => {
        running++;
        return { api: createScanner(), failed: new Promise(() => {}), end: () => void running-- };
      },
    };
    const lines = Array.from({ length: 500 }, (_, i) => line('e', { $insert_id: `${i}`, x: Math.sin(i) })).join('\n');
    await importFiles([fileOf('x', lines)], {}, { scanners: source });
    expect(running).toBe(0);
    await expect(
      importFiles([fileOf('cut.gz', gzip(lines).slice(0, -100))], {}, { scanners: source }),
    ).rejects.toMatchObject({ code: 'import/damaged' });
    expect(running).toBe(0);
  });

  it('fails when a scanner does, instead of waiting for it', async () => {
    const lines = Array.from({ length: 100 }, () => line('e')).join('\n');
    const source: ScannerSource = {
      ...scannersOf(2, 500),
      start: () => ({
        api: { scan: () => new Promise(() => {}) },
        failed: Promise.reject(new Error('the worker stopped')),
        end: () => {},
      }),
    };
    await expect(importFiles([fileOf('x', lines)], {}, { scanners: source })).rejects.toThrow('the worker stopped');
  });

  it('says so when the file changes while parts of it are read', async () => {
    const file = fileOf('moving.ndjson', Array.from({ length: 100 }, () => line('e')).join('\n'));
    vi.spyOn(file, 'slice').mockImplementation((from = 0, to = file.size) => {
      const part = new Blob(['x'.repeat(to - from)]);
      const changed = () => Promise.reject(new DOMException('changed', 'NotReadableError'));
      return from < 3000 ? File.prototype.slice.call(file, from, to) : Object.assign(part, { arrayBuffer: changed });
    });
    await expect(importFiles([file], {}, { scanners: scannersOf(2, 500) })).rejects.toMatchObject({
      code: 'import/unreadable',
      message: expect.stringContaining('“moving.ndjson”') as string,
    });
  });

  it('stops on a cancel though no scanner answers', async () => {
    const controller = new AbortController();
    const lines = Array.from({ length: 100 }, () => line('e')).join('\n');
    const source: ScannerSource = {
      ...scannersOf(2, 500),
      start: () => ({
        api: {
          scan: () => {
            controller.abort();
            return new Promise(() => {});
          },
        },
        failed: new Promise(() => {}),
        end: () => {},
      }),
    };
    await expect(
      importFiles([fileOf('x', lines)], {}, { scanners: source, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'job/cancelled' });
  });

  it('opens the project it belongs to with the same zone in every part', async () => {
    const lines = Array.from({ length: 100 }, (_, i) =>
      line('e', { $insert_id: `${i}`, time: 1_600_000_000 + i * 200_000 }),
    );
    const files = [fileOf('x', lines.join('\n'))];
    const zone = { timeBasis: { kind: 'wall-clock', zone: 'Europe/Berlin' } } as const;
    const beside = await importFiles(files, zone, { scanners: scannersOf(3, 400) });
    expect(told(beside)).toEqual(told(await importFiles(files, zone)));
  });
});

describe('a cut', () => {
  it('is made before a line that is an event by itself, never inside one', () => {
    const bytes = bytesOf(`${line('a')}\n\n{"half":\nnonsense\n${line('b')}\n${line('c')}\n`);
    const at = (name: string) => new TextDecoder().decode(bytes).indexOf(line(name));
    const { find } = createCutFinder();
    expect(find(bytes, 0)).toBe(0);
    for (let from = 1; from <= at('b'); from++) expect(find(bytes, from)).toBe(at('b'));
    expect(find(bytes, at('b') + 1)).toBe(at('c'));
    expect(find(bytes, at('c') + 1)).toBe(-1);
    expect(find(bytes.subarray(0, -1), at('b') + 1)).toBe(-1);
  });
});
