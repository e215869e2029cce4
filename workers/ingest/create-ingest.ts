import type { IngestApi } from '#contract/ingest.ts';
import type { JobId } from '#contract/reply.ts';
import { reply } from '../shared/reply.ts';
import { inspectionOf, openFile, type OpenOptions } from './open-file.ts';
import { type ImportDeps, meantFiles, runImport } from './run-import.ts';

const lookOnly: OpenOptions = { onPosition: () => undefined, pause: async () => undefined };

/** Make what the ingest worker exposes. */
export function createIngest(deps: ImportDeps): IngestApi {
  const running = new Map<JobId, AbortController>();
  return {
    inspect: (files) =>
      reply(async () => {
        const inspections = [];
        for (const file of meantFiles(files)) inspections.push(inspectionOf(await openFile(file, lookOnly)));
        return inspections;
      }),
    run: (request, onProgress) =>
      reply(async () => {
        const controller = new AbortController();
        running.set(request.jobId, controller);
        try {
          return await runImport(request, deps, controller.signal, (progress) => onProgress?.(progress));
        } finally {
          running.delete(request.jobId);
        }
      }),
    async cancel(jobId) {
      running.get(jobId)?.abort();
    },
  };
}
