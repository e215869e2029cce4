import type { IngestApi } from '#contract/ingest.ts';
import type { JobId } from '#contract/reply.ts';
import { reply } from '../shared/reply.ts';
import { inspectionOf, openFile, type OpenOptions } from './source/open-file.ts';
import { refuseTooLarge } from './source/refuse-too-large.ts';
import { type ImportDeps, meantFiles, runImport } from './run-import.ts';
import type { ScannerSource } from './parts/scanner-pool.ts';

const lookOnly: OpenOptions = { onPosition: () => undefined, pause: async () => undefined };

export interface IngestDeps extends Omit<ImportDeps, 'scanners'> {
  /** Makes scanners of the page's way to start them. */
  readonly scannersFrom?: (start: () => Promise<MessagePort>) => ScannerSource;
  /** What follows an import, where anything does. */
  readonly settle?: (projectId: string) => Promise<void>;
}

/** Make what the ingest worker exposes. */
export function createIngest({ scannersFrom, settle, ...deps }: IngestDeps): IngestApi {
  const running = new Map<JobId, AbortController>();
  return {
    inspect: (files, oneIn = 1) =>
      reply(async () => {
        const opened = [];
        for (const file of meantFiles(files)) opened.push(await openFile(file, lookOnly));
        refuseTooLarge(opened, oneIn);
        return opened.map(inspectionOf);
      }),
    run: (request, onProgress, startScanner, mayCommit) =>
      reply(async () => {
        const controller = new AbortController();
        running.set(request.jobId, controller);
        try {
          const scanners = startScanner && scannersFrom?.(async () => startScanner());
          const all = {
            ...deps,
            ...(scanners && { scanners }),
            ...(mayCommit && { mayCommit: async () => mayCommit() }),
          };
          return await runImport(request, all, controller.signal, (progress) => onProgress?.(progress));
        } finally {
          running.delete(request.jobId);
        }
      }),
    async settle(projectId) {
      await Promise.allSettled([settle?.(projectId)]);
    },
    async cancel(jobId) {
      running.get(jobId)?.abort();
    },
  };
}
