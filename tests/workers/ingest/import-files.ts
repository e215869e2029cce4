import type { ImportProgress, ImportReport, ImportRequest } from '#contract/ingest.ts';
import type { JobId } from '#contract/reply.ts';
import { createCutter } from '#workers/ingest/parts/cutter.ts';
import { runImport } from '#workers/ingest/run-import.ts';
import { createScanner } from '#workers/ingest/parts/scanner.ts';
import { compileWasm } from '#workers/ingest/simd/wasm-module.ts';
import type { ScannerSource } from '#workers/ingest/parts/scanner-pool.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

export type Content = string | Uint8Array<ArrayBuffer>;

/** A File of some content. */
export const fileOf = (name: string, content: Content | Blob): File => new File([content], name);

/** An import request with nothing special in it. */
export const requestOf = (files: readonly File[], special: Partial<ImportRequest> = {}): ImportRequest => ({
  jobId: 'job' as JobId,
  files,
  projectId: null,
  projectName: 'Project',
  timeBasis: { kind: 'utc' },
  mode: 'add',
  source: '',
  ...special,
});

/** Imports files, or one text, into a store in memory. */
export async function importFiles(
  files: readonly File[] | Content,
  special: Partial<ImportRequest> = {},
  {
    signal = new AbortController().signal,
    tell = () => {},
    scanners,
    wasm = compileWasm(),
  }: {
    signal?: AbortSignal;
    tell?: (progress: ImportProgress) => void;
    scanners?: ScannerSource;
    wasm?: WebAssembly.Module | null;
  } = {},
): Promise<{ report: ImportReport; store: MemoryStore }> {
  const store = createMemoryStore();
  const chosen = Array.isArray(files) ? (files as readonly File[]) : [fileOf('export.ndjson', files as Content)];
  const report = await runImport(
    requestOf(chosen, special),
    { openSession: store.openSession, now: () => Date.now(), wasm, ...(scanners && { scanners }) },
    signal,
    tell,
  );
  return { report, store };
}

/** A line of an export. */
export const line = (event: string, properties: Record<string, unknown> = {}): string =>
  JSON.stringify({ event, properties: { time: 1_700_000_000, distinct_id: 'ann', ...properties } });

/** Scanners in this thread, given parts of about so many bytes. */
export const scannersOf = (count: number, partBytes: number, countWhileUnpacking = count): ScannerSource => ({
  count,
  countWhileUnpacking,
  partBytes,
  start: () => ({ api: createScanner(compileWasm()), failed: new Promise(() => {}), end: () => {} }),
  startCutter: () => ({ api: createCutter(), failed: new Promise(() => {}), end: () => {} }),
});
