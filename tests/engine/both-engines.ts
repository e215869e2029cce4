import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Engine } from '#contract/engine.ts';
import { analyse } from '#core/predictor/analyse.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { fileOf, requestOf } from '#tests/workers/ingest/import-files.ts';
import { createLocalEngine } from '#workers/engine/local-engine.ts';
import { runImport } from '#workers/ingest/run-import.ts';
import { memoryDirectory, memoryLocks } from '#workers/memory/memory-directory.ts';
import { createProjectData } from '#workers/predictor/project-data.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { answered } from './answered.ts';

/** A question with nothing special in it. */
export const question = (
  start: string,
  target: string,
  special: Partial<ScenarioDefinition> = {},
): ScenarioDefinition => ({
  start: { event: start, filters: [] },
  target: { event: target, filters: [] },
  horizonMs: null,
  hiddenEvents: [],
  keepOutliers: false,
  ...special,
});

/** An export as a file of plain lines, for the engine to load. */
export function plainFile(name: string, content: string | { readonly gzip: string }): string {
  const path = join(tmpdir(), `ptero-engine-${process.pid}-${name}.ndjson`);
  writeFileSync(path, typeof content === 'string' ? content : gunzipSync(readFileSync(content.gzip)));
  return path;
}

/** The same lines imported as the page imports them, behind the port. */
export async function localEngineOf(file: string): Promise<Engine> {
  const root = memoryDirectory();
  const openSession = createOpenImportSession(root, memoryLocks());
  const lines = fileOf('export.ndjson', new Blob([readFileSync(file)]));
  const deps = { openSession, now: () => 1 };
  const report = await runImport(requestOf([lines]), deps, new AbortController().signal, () => undefined);
  const data = createProjectData((projectId) => openProject(root, projectId));
  return createLocalEngine({
    reader: await openProject(root, report.projectId),
    data: () => data(report.projectId),
    startRows: null,
    targetRows: null,
  });
}

/** What the predictor makes of what an engine answers. Only the fingerprints of engines differ, so it is left out. */
export async function resultOf(
  engine: Engine,
  definition: ScenarioDefinition,
  most = 1_000_000,
): Promise<ResultDocument> {
  const study = await engine.study(definition, most, calmly());
  return answered(
    analyse({ ...study, definition, projectId: 'project', fingerprint: 'either', seed: 1, computedAt: 0 }),
  );
}

/** Options of a call that nobody cancels. */
export const calmly = (): { signal: AbortSignal } => ({ signal: new AbortController().signal });
