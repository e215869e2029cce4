import { createRoot } from 'solid-js';
import { beforeEach, expect, it, vi } from 'vitest';
import { wireApp } from '#app/wiring.ts';
import {
  createFakeAnalysis,
  createFakeIngest,
  createFakeStore,
  createMemoryStore,
  definition,
  project,
  report,
} from '#tests/ui/fakes/clients.ts';

const fakes = vi.hoisted(() => ({ current: {} as Record<'store' | 'ingest' | 'analysis' | 'local', unknown> }));
vi.mock('#data/workers/start-store.ts', () => ({ startStore: () => fakes.current.store }));
vi.mock('#data/workers/start-ingest.ts', () => ({ startIngest: () => undefined }));
vi.mock('#data/workers/start-analysis.ts', () => ({ startAnalysis: () => undefined }));
vi.mock('#data/workers/ingest-client.ts', () => ({ createIngestClient: () => fakes.current.ingest }));
vi.mock('#data/workers/analysis-client.ts', () => ({ createAnalysisClient: () => fakes.current.analysis }));
vi.mock('#data/browser/local-store.ts', () => ({ createLocalStore: () => fakes.current.local }));
vi.mock('#data/browser/import-presence.ts', () => ({
  createImportPresence: () => ({ announce: () => () => undefined, watch: () => () => undefined }),
}));

let ingest: ReturnType<typeof createFakeIngest>;
let analysis: ReturnType<typeof createFakeAnalysis>;
let local: ReturnType<typeof createMemoryStore>;

beforeEach(() => {
  ingest = createFakeIngest();
  analysis = createFakeAnalysis();
  local = createMemoryStore();
  const store = { ...createFakeStore([project()]), persist: () => new Promise<boolean>(() => undefined) };
  fakes.current = { store, ingest: ingest.client, analysis: analysis.client, local };
});

it('ends an import without waiting for the browser to say whether it keeps the data', async () => {
  const { state } = createRoot(() => wireApp(true));
  const target = { projectId: null, projectName: 'a', mode: 'add', source: 's' } as const;
  const outcome = state.imports.start([new File(['{}'], 'a.ndjson')], target);
  await vi.waitFor(() => expect(ingest.runs).toHaveLength(1));
  ingest.runs[0]?.succeed(report());
  await expect(outcome).resolves.toEqual(report());
});

it('stops the analysis of a project that is deleted, and keeps nothing of it', async () => {
  const { state } = createRoot(() => wireApp(true));
  await vi.waitFor(() => expect(state.scenarios.list()).toBeDefined());
  const asked = definition('Sign Up', 'View Recipe', { keepOutliers: true });
  const { id } = await state.scenarios.create(asked);
  state.scenarios.explore(id);
  await vi.waitFor(() => expect(analysis.runs.at(-1)?.arguments.definition).toEqual(asked));
  await state.projects.remove('p1');
  expect(analysis.runs.map(({ signal }) => signal.aborted)).not.toContain(false);
  expect(state.scenarios.byId(id)).toBeUndefined();
  expect(local.kept.size).toBe(0);
});
