import { createSignal } from 'solid-js';
import type { Catalogue, ProjectSummary } from '#contract/store.ts';
import type { FileInspection } from '#contract/ingest.ts';
import { createAppearance } from '#state/create-appearance.ts';
import { createEventNames } from '#state/projects/create-event-names.ts';
import { createImports } from '#state/projects/create-imports.ts';
import { createProjects } from '#state/projects/create-projects.ts';
import { createProspects } from '#state/scenarios/create-prospects.ts';
import { createSamples } from '#state/projects/create-samples.ts';
import { createScenarios } from '#state/scenarios/create-scenarios.ts';
import { createSuggestions, type Suggestion } from '#state/scenarios/create-suggestions.ts';
import { createEventQuestions } from '#state/projects/event-questions.ts';
import { followEventNames } from '#state/projects/follow-event-names.ts';
import type { SourcesState } from '#state/projects/sources-state.ts';
import type { AppState } from '#state/app-state.ts';
import {
  createFakeAnalysis,
  createFakeIngest,
  createFakeStore,
  createMemoryStore,
  definition,
  NOON,
  project,
} from './clients.ts';

export interface FakeAppOptions {
  projects?: ProjectSummary[];
  catalogue?: Partial<Catalogue>;
  suggestions?: readonly Suggestion[];
  inspections?: readonly FileInspection[];
  path?: string;
  /** Where projects may be on servers. */
  sources?: SourcesState;
  /** What an earlier window kept. */
  local?: ReturnType<typeof createMemoryStore>;
  /** A project is being filled from Mixpanel. */
  isFilling?(projectId: string): boolean;
}

/** The real state over fake clients. Call inside a Solid root. */
export function createFakeApp({
  projects = [project()],
  catalogue,
  suggestions = [],
  inspections,
  local = createMemoryStore(),
  isFilling,
  sources,
}: FakeAppOptions = {}) {
  const ingest = createFakeIngest(inspections);
  const analysis = createFakeAnalysis();
  const store = createFakeStore(projects, catalogue);
  const hints = new Map<string, string>();
  const hintStore = {
    get: (key: string) => hints.get(key) ?? null,
    set: (key: string, value: string) => void hints.set(key, value),
  };
  const presence = {
    announce: () => () => undefined,
    watch: () => () => undefined,
  };
  let id = 0;
  const state = createProjects({
    store,
    local,
    presence,
    hints: hintStore,
    removed: (projectId) => scenarios.forgetProject(projectId),
  });
  const eventNames = createEventNames({
    store,
    local,
    projects: state,
    renamed: (nameNow) => followEventNames(scenarios, nameNow),
  });
  const shown = { ...state, catalogue: eventNames.catalogue };
  const imports = createImports({
    ingest: ingest.client,
    presence,
    zonesFor: () => ['Europe/Berlin', 'Europe/Paris'],
    imported: async (done) => {
      state.select(done.projectId);
      await state.refresh();
    },
  });
  const scenarios = createScenarios({
    local,
    analysis: analysis.client,
    projects: state.list,
    currentProject: state.current,
    eventNames: eventNames.of,
    now: () => NOON,
    newId: () => `s${++id}`,
  });
  const [online, setOnline] = createSignal(true);
  const app: AppState = {
    ...(sources && { sources }),
    projects: shown,
    eventNames,
    imports,
    scenarios,
    prospects: createProspects({ analysis: analysis.client, scenarios }),
    store: createEventQuestions(store, eventNames),
    online,
    appearance: createAppearance({
      local,
      hints: hintStore,
      apply: (theme) => document.documentElement.setAttribute('data-theme', theme),
    }),
    suggestions: createSuggestions({ projects: shown, scenarios, local, isFilling, suggest: () => suggestions }),
    samples: createSamples({
      projects: state,
      imports,
      scenarios,
      load: async () => ({
        file: new File(['{}'], 'saas.ndjson'),
        projectName: 'Sample',
        source: 'sample',
        definition: definition('Sign Up', 'Start Plan'),
      }),
    }),
  };
  return { app, local, ingest, analysis, store, setOnline, projects };
}
