import { expose } from 'comlink';
import { createBatchBuilder } from '#workers/ingest/columns/batch-builder.ts';
import { blobSource } from '#workers/ingest/source/byte-source.ts';
import { createCollector } from '#workers/ingest/records/collect-records.ts';
import { createPropertyPaths } from '#workers/ingest/records/property-paths.ts';
import { runImport } from '#workers/ingest/run-import.ts';
import type { ScannerSource } from '#workers/ingest/parts/scanner-pool.ts';
import { portScanners } from '#workers/ingest/parts/port-scanners.ts';
import { createRecordScanner } from '#workers/ingest/records/scan-record.ts';
import { createTextReader } from '#workers/ingest/records/text-reader.ts';
import { createWasmEncoder } from '#workers/ingest/simd/wasm-encoder.ts';
import { compileWasm } from '#workers/ingest/simd/wasm-module.ts';
import type { Directory } from '#workers/store/directory.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openStoreRoot } from '#workers/store/opfs-directory.ts';
import { sortAll } from './sort-all.ts';

export interface Timed {
  readonly ms: number;
  /** Events that were found, so that the sides can be seen to have done the same. */
  readonly events: number;
  /** Of an import: when all had been read and appended, and what was left was deduplicating and counting. */
  readonly readMs?: number;
  /** Of an import: what follows it, after it is durable. */
  readonly sortMs?: number;
  /** Of an import: bytes of all its files in the store. */
  readonly storedBytes?: number;
}

const wasm = compileWasm();
const encode = wasm ? createWasmEncoder(wasm) : undefined;

const chunksOf = (file: File) => blobSource(file, file.name, () => undefined).chunks();

async function scanning(file: File, withColumns: boolean): Promise<Timed> {
  const startedAt = performance.now();
  const paths = createPropertyPaths();
  const scanner = createRecordScanner(paths);
  const builder = createBatchBuilder(scanner.record, paths, (ms) => ms);
  let events = 0;
  const reader = createTextReader('lines', scanner, {
    event(bytes) {
      events += 1;
      if (!withColumns) return;
      builder.accept(bytes);
      if (builder.isFull) builder.take();
    },
    refuse: () => undefined,
    incomplete: () => undefined,
  });
  for await (const chunk of chunksOf(file)) reader.push(chunk);
  reader.finish();
  return { ms: performance.now() - startedAt, events };
}

async function bytesIn(directory: Directory): Promise<number> {
  let sum = 0;
  for (const { name } of await directory.list()) sum += (await directory.open(name))?.bytes ?? 0;
  return sum;
}

/** The whole import as the app does it: durable in the private file system when it ends. */
async function importing(file: File, scanners: ScannerSource | null, onRead: () => void): Promise<Timed> {
  const startedAt = performance.now();
  let readMs = 0;
  const root = await openStoreRoot();
  const report = await runImport(
    {
      jobId: 'bench' as never,
      files: [file],
      projectId: null,
      projectName: 'Bench',
      timeBasis: { kind: 'utc' },
      mode: 'add',
      source: '',
    },
    {
      openSession: createOpenImportSession(root, undefined, undefined, encode),
      wasm,
      now: () => Date.now(),
      ...(scanners && { scanners }),
    },
    new AbortController().signal,
    ({ phase }) => {
      if (phase !== 'writing' || readMs > 0) return;
      readMs = performance.now() - startedAt;
      onRead();
    },
  );
  const ms = performance.now() - startedAt;
  await sortAll(report.projectId, encode);
  const sortMs = performance.now() - startedAt - ms;
  const storedBytes = await bytesIn((await root.find(report.projectId))!);
  await root.remove(report.projectId);
  return { ms, events: report.eventsAdded, readMs, sortMs, storedBytes };
}

const sides = {
  import: (file: File, startScanner: () => Promise<MessagePort>, onRead: () => void) =>
    importing(file, portScanners(startScanner, navigator.hardwareConcurrency), onRead),
  /** The same with one worker for everything. */
  alone: (file: File) => importing(file, null, () => {}),
  /** Finding and checking every value; nothing is kept. */
  scan: (file: File) => scanning(file, false),
  /** Scanning into columns, without the store. */
  columns: (file: File) => scanning(file, true),
  /** The same by the module. */
  async module(file: File): Promise<Timed> {
    const startedAt = performance.now();
    const collector = createCollector((ms) => ms, wasm);
    const text = collector.begin('lines', file.name);
    for await (const chunk of chunksOf(file)) {
      text.push(chunk);
      if (collector.isFull) collector.take();
    }
    text.finish();
    return { ms: performance.now() - startedAt, events: text.tally().appended };
  },
  /** Only the parsing that the obvious way would do: the objects are dropped at once, nothing is stored. */
  async parse(file: File): Promise<Timed> {
    const startedAt = performance.now();
    const decoder = new TextDecoder();
    let rest = '';
    let events = 0;
    const take = (line: string) => {
      if (line === '') return;
      const { event } = JSON.parse(line) as { event: unknown };
      if (typeof event === 'string') events += 1;
    };
    for await (const chunk of chunksOf(file)) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    }
    take(rest);
    return { ms: performance.now() - startedAt, events };
  },
};
export type IngestBench = typeof sides;

expose(sides);
