import type { AnalysisProgress } from '#contract/analysis.ts';
import type { AnalysisClient, AnalysisOptions, IngestClient, StoreClient } from '#contract/clients.ts';
import type { FileInspection, ImportProgress, ImportReport } from '#contract/ingest.ts';
import type { LocalStore, SavedResult, SavedScenario } from '#contract/saved.ts';
import type { Catalogue, EventSummary, ProjectSummary, PropertySummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import type { Prospects } from '#core/predictor/who/prospects.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';

const DAY = 86_400_000;
export const NOON = Date.UTC(2026, 10, 20, 12);

export const event = (name: string, users: number, extra: Partial<EventSummary> = {}): EventSummary => ({
  name,
  count: users * 3,
  users,
  firstForUsers: 0,
  lastForUsers: 0,
  firstTimeMs: NOON - 100 * DAY,
  lastTimeMs: NOON,
  bookkeeping: false,
  ...extra,
});

export const property = (name: string, cells: number): PropertySummary => ({
  name,
  cells,
  kinds: { string: cells, number: 0, boolean: 0, null: 0, json: 0 },
  distinct: 12,
});

export const project = (extra: Partial<ProjectSummary> = {}): ProjectSummary => ({
  id: 'p1',
  name: 'Recipe app',
  totals: { events: 37_812, users: 3350, eventNames: 14, days: 1234, firstTimeMs: NOON - 100 * DAY, lastTimeMs: NOON },
  createdAt: NOON,
  updatedAt: NOON,
  fingerprint: 'f1',
  bytes: 1_234_567,
  source: 'Mixpanel export file',
  timeBasis: { kind: 'utc' },
  imports: [
    {
      at: NOON,
      files: ['export.ndjson.gz'],
      eventsAdded: 37_812,
      duplicatesDropped: 0,
      linesRefused: 0,
      incomplete: false,
    },
  ],
  health: 'sound',
  damage: null,
  ...extra,
});

export const definition = (
  start: string,
  target: string,
  extra: Partial<ScenarioDefinition> = {},
): ScenarioDefinition => ({
  start: { event: start, filters: [] },
  target: { event: target, filters: [] },
  horizonMs: null,
  hiddenEvents: [],
  keepOutliers: false,
  ...extra,
});

const row = (name: string, ratio: number, rank: number): ResultRow => ({
  id: name,
  kind: 'behaviour',
  event: name,
  property: null,
  value: null,
  minCount: 1,
  shelf: 'ranked',
  shelfReason: '',
  direction: ratio > 1 ? 'to' : 'away',
  rank,
  usersWith: 100,
  usersWithout: 900,
  convertedWith: 30,
  convertedWithout: 90,
  hazard: { ratio, low: ratio * 0.8, high: ratio * 1.2 },
  p: 0.001,
  q: 0.01,
  power: 1 / (rank + 1),
  tier: 'strong',
  rateWith: 0.3,
  rateWithout: 0.1,
  plainOddsRatio: 2,
  plainRank: 3,
  medianLeadMs: DAY,
  twins: [],
  byCount: [],
  byMonth: [],
  replicated: true,
  shrunken: null,
  rankInterval: null,
  secondOpinion: null,
  competing: '',
  words: [],
});

export const result = (asked: ScenarioDefinition, extra: Partial<ResultDocument> = {}): ResultDocument => ({
  version: 2,
  stage: 'complete',
  definition: asked,
  projectId: 'p1',
  fingerprint: 'f1',
  seed: 1,
  computedAt: NOON,
  dataFromMs: NOON - 100 * DAY,
  dataToMs: NOON,
  claim: { kind: 'ranked' },
  horizonMs: 30 * DAY,
  horizonFrom: 'data',
  flow: { entrants: 18_245, setAside: [], analysed: 18_204, converted: 2461, stillOpen: 1010, notConverted: 14_733 },
  conversion: { share: 0.143, low: 0.138, high: 0.148 },
  quarterMs: DAY / 3,
  medianMs: 3 * DAY,
  curve: { timeMs: [0, DAY], share: [0, 0.1], low: [0, 0.09], high: [0, 0.11], atRisk: [18_204, 16_000] },
  verdict: [],
  rows: [
    row('Invite Friend', 3, 1),
    row('Share Recipe', 2.9, 2),
    row('Hit Import Error', 0.44, 3),
    row('Import Contacts', 2.4, 4),
  ],
  model: null,
  quality: null,
  ...extra,
});

/** A LocalStore in memory. `change()` plays another tab. */
export function createMemoryStore(): LocalStore & {
  change(): void;
  readonly kept: ReadonlyMap<string, SavedScenario>;
} {
  const scenarios = new Map<string, SavedScenario>();
  const results = new Map<string, SavedResult>();
  const settings = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  return {
    kept: scenarios,
    change: () => listeners.forEach((listener) => listener()),
    scenarios: async () => [...scenarios.values()],
    putScenario: async (scenario) => void scenarios.set(scenario.id, scenario),
    removeScenario: async (id) => {
      scenarios.delete(id);
      results.delete(id);
    },
    result: async (id) => results.get(id)?.result ?? null,
    results: async () => [...results.values()],
    putResult: async (saved) => void results.set(saved.scenarioId, saved),
    setting: async <T>(key: string) => (settings.get(key) ?? null) as T | null,
    putSetting: async (key, value) => void settings.set(key, value),
    removeSetting: async (key) => void settings.delete(key),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const catalogueOf = (projectId: string, fingerprint: string): Catalogue => ({
  projectId,
  fingerprint,
  events: [
    event('Sign Up', 18_204),
    event('Start Plan', 2461),
    event('View Recipe', 17_000),
    event('$identify', 900, { bookkeeping: true }),
  ],
  properties: [property('$os', 30_000), property('plan', 2000)],
});

const none = new Float64Array(0);
const nobody = { ptero: none, mixpanel: none, candu: none, chameleon: none };

/** A store client over a list of projects that a test may change. */
export function createFakeStore(projects: ProjectSummary[], catalogue: Partial<Catalogue> = {}): StoreClient {
  const find = (id: string) => {
    const found = projects.find((one) => one.id === id);
    if (!found) throw new PteroError({ code: 'store/missing', message: 'no such project' });
    return found;
  };
  let persisted = false;
  return {
    projects: async () => [...projects],
    rename: async (id, name) => {
      projects[projects.indexOf(find(id))] = { ...find(id), name };
    },
    remove: async (id) => void projects.splice(projects.indexOf(find(id)), 1),
    storage: async () => ({ usedBytes: 1_234_567, quotaBytes: 10_000_000_000, persisted }),
    verify: async (id) => find(id),
    catalogue: async (id) => ({ ...catalogueOf(id, find(id).fingerprint), ...catalogue }),
    mergedEvents: async (id, merged) => {
      const known = catalogue.events ?? catalogueOf(id, find(id).fingerprint).events;
      // Nobody is in two of them here, so that a test can add up.
      return merged.map(({ name, events }) => {
        const members = known.filter((one) => events.includes(one.name));
        const sum = (of: (one: EventSummary) => number) => members.reduce((all, one) => all + of(one), 0);
        return event(
          name,
          sum(({ users }) => users),
          { count: sum(({ count }) => count) },
        );
      });
    },
    propertyValues: async () => [{ text: 'iOS', kind: 'string', count: 900, users: 300 }],
    propertiesOf: async () => [{ name: '$os', cells: 10 }],
    days: async () => [
      { day: '2026-10-30', events: 10, users: 5 },
      { day: '2026-11-02', events: 30, users: 9 },
    ],
    matchRows: async () => ({ fingerprint: 'f1', rows: Uint32Array.of(1, 2) }),
    usage: async () => ({ firstDay: 1, lastDay: 0, all: nobody, byProject: [] }),
    putProfiles: async () => undefined,
    removeProfiles: async () => undefined,
    rise: async () => {
      throw new PteroError({ code: 'store/missing', message: 'nobody counts here' });
    },
    idsOn: async () => [],
    renamedDays: async () => [],
    persist: async () => (persisted = true),
  };
}

export const report = (extra: Partial<ImportReport> = {}): ImportReport => ({
  projectId: 'p1',
  projectName: 'Recipe app',
  files: [{ name: 'export.ndjson.gz', bytes: 1000, format: 'gzip', lines: 37_812 }],
  lines: 37_812,
  eventsAdded: 37_812,
  duplicatesDropped: 0,
  eventsWithoutUser: 0,
  linesRefused: 0,
  refusals: [],
  incomplete: false,
  eventsReplaced: 0,
  elapsedMs: 1200,
  project: project().totals,
  ...extra,
});

export const inspection = (extra: Partial<FileInspection> = {}): FileInspection => ({
  name: 'export.ndjson.gz',
  bytes: 1000,
  format: 'gzip',
  wallClockOffsetMinutes: null,
  firstTimeMs: NOON,
  ...extra,
});

/** A call that a test lets end as it likes. */
export interface Held<Arguments, Value, Progress> {
  readonly arguments: Arguments;
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
  succeed(value: Value): void;
  fail(error: PteroError): void;
}

const cancelled = () => new PteroError({ code: 'job/cancelled', message: 'cancelled' });

/** An ingest client whose runs end when the test says so. */
export function createFakeIngest(inspections: readonly FileInspection[] = [inspection()]) {
  const runs: Held<Parameters<IngestClient['run']>[0], ImportReport, ImportProgress>[] = [];
  const client: IngestClient = {
    inspect: async () => inspections,
    run: (request, { signal, onProgress }) =>
      new Promise((succeed, fail) => {
        signal.addEventListener('abort', () => fail(cancelled()));
        runs.push({ arguments: request, signal, progress: onProgress, succeed, fail });
      }),
  };
  return { client, runs };
}

/** An analysis client whose runs end when the test says so. */
export function createFakeAnalysis() {
  type Asked = { readonly projectId: string; readonly definition: ScenarioDefinition };
  type HeldJob<T> = Held<Asked, T, AnalysisProgress>;
  const holding =
    <T>(held: HeldJob<T>[]) =>
    (projectId: string, asked: ScenarioDefinition, { signal, onProgress }: AnalysisOptions): Promise<T> =>
      new Promise((succeed, fail) => {
        signal.addEventListener('abort', () => fail(cancelled()));
        held.push({ arguments: { projectId, definition: asked }, signal, progress: onProgress, succeed, fail });
      });
  const runs: HeldJob<ResultDocument>[] = [];
  const searches: HeldJob<Prospects>[] = [];
  const client: AnalysisClient = { run: holding(runs), who: holding(searches) };
  return { client, runs, searches };
}
