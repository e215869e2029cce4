import { createAnalysisClient } from '#data/workers/analysis-client.ts';
import { backendSettings } from '#data/backend/backend-settings.ts';
import { createBrowserHints } from '#data/browser/browser-hints.ts';
import { createClickHouseProjects } from '#data/workers/clickhouse-projects.ts';
import { createEngineClient } from '#data/workers/engine-client.ts';
import { createImportPresence } from '#data/browser/import-presence.ts';
import { createIngestClient } from '#data/workers/ingest-client.ts';
import { createLocalStore } from '#data/browser/local-store.ts';
import { loadSample, loadTruth, sampleFacts } from '#data/browser/samples.ts';
import { startAnalysis } from '#data/workers/start-analysis.ts';
import { startEngine } from '#data/workers/start-engine.ts';
import { startIngest } from '#data/workers/start-ingest.ts';
import { workersInMemory } from '#data/workers/start-in-memory.ts';
import { startStore } from '#data/workers/start-store.ts';
import { withServers } from '#data/workers/with-servers.ts';
import { createUnkeptLocalStore } from '#data/browser/unkept-local-store.ts';
import type { AppState, SampleTruth } from '#state/app-state.ts';
import { createAppearance } from '#state/create-appearance.ts';
import { createEventNames } from '#state/projects/create-event-names.ts';
import { createImports } from '#state/projects/create-imports.ts';
import { createOnline } from '#state/create-online.ts';
import { createProjects } from '#state/projects/create-projects.ts';
import { createProspects } from '#state/scenarios/create-prospects.ts';
import { createSamples } from '#state/projects/create-samples.ts';
import { createScenarios } from '#state/scenarios/create-scenarios.ts';
import { createSources } from '#state/projects/create-sources.ts';
import { createSuggestions } from '#state/scenarios/create-suggestions.ts';
import { createTruth } from '#state/projects/create-truth.ts';
import { createEventQuestions } from '#state/projects/event-questions.ts';
import { followEventNames } from '#state/projects/follow-event-names.ts';
import { chosenScenarios, switchScenarios } from '#state/scenarios/switch-scenarios.ts';
import { zonesForOffset } from '#state/projects/zones-for-offset.ts';
import { loadTeam } from './load-team.ts';

export interface Wired {
  readonly state: AppState;
  readonly expectsProjects: boolean;
  /** A workspace was being looked at the last time, and the code for workspaces is still on the way. */
  readonly expectsTeam: () => boolean;
}

/**
 * The app's state over the real workers and the real browser. Call once, inside a Solid root.
 *
 * @param keeps - false in a window that can keep no files: then everything is in memory.
 */
export function wireApp(keeps: boolean): Wired {
  const workers = keeps ? { startStore, startIngest, startAnalysis } : workersInMemory();
  const local = keeps ? createLocalStore() : createUnkeptLocalStore();
  const hints = createBrowserHints();
  const presence = createImportPresence();
  const engine = createEngineClient(startEngine);
  const servers = createClickHouseProjects({
    local,
    engine,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
  });
  const store = withServers(workers.startStore(), servers, engine);
  const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

  // Read before the projects are, and corrected by them: it only decides what is drawn while they load.
  const expectsProjects = (hints.get('ptero-projects') ?? '0') !== '0';
  const appearance = createAppearance({
    local,
    hints,
    apply: (theme) => {
      document.documentElement.dataset['theme'] = theme;
    },
  });
  const projects = createProjects({
    store,
    local,
    presence,
    hints,
    removed: (projectId) => scenarios.forgetProject(projectId),
  });
  const eventNames = createEventNames({
    store,
    local,
    projects,
    renamed: (nameNow) => followEventNames(scenarios, nameNow),
  });
  const shownProjects = { ...projects, catalogue: eventNames.catalogue };
  const ingest = createIngestClient(workers.startIngest);
  const imports = createImports({
    ingest,
    presence,
    zonesFor: (offset, at) => zonesForOffset(offset, at, ownZone),
    imported: async (report) => {
      projects.select(report.projectId);
      await projects.refresh();
      // Some browsers ask the reader first; the import is done whatever the answer.
      void projects.persist().catch(() => false);
    },
  });
  const analysis = createAnalysisClient({
    start: workers.startAnalysis,
    store,
    remoteOf: servers.remoteOf,
    now: () => Date.now(),
  });
  const localScenarios = createScenarios({
    local,
    analysis,
    projects: projects.list,
    currentProject: projects.current,
    eventNames: eventNames.of,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
  });
  const online = createOnline(window, () => navigator.onLine);
  // Asked here in so many words, so that a build without a backend leaves out all that is only for one.
  const loading = import.meta.env.VITE_SUPABASE_URL
    ? loadTeam(
        backendSettings(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_PUBLISHABLE_KEY),
        hints,
        {
          analysis,
          local,
          localScenarios,
          projects,
          eventNames,
          online,
          store,
          ingest,
          presence,
          proposing: () => suggestions.progress(),
        },
      )
    : null;
  const team = loading?.team;
  const expectsTeam = (hints.get('ptero-workspace') ?? '') !== '';
  const scenarios = team ? switchScenarios(localScenarios, () => chosenScenarios(team())) : localScenarios;
  const prospects = createProspects({ analysis, scenarios });
  const suggestions = createSuggestions({
    projects: shownProjects,
    // What Ptero proposes by itself is nobody's word to a team.
    scenarios: localScenarios,
    local,
    isFilling: (projectId) => team?.()?.pull?.isFilling(projectId) ?? false,
    suggest: async (catalogue) => (await import('#core/scenario/suggest-scenarios.ts')).suggestScenarios(catalogue),
  });
  const samples = createSamples({ projects, imports, scenarios: localScenarios, load: loadSample });

  const truth = createTruth({ projects, source: sampleFacts.saas.source, load: () => loadTruth<SampleTruth>() });
  return {
    state: {
      projects: shownProjects,
      eventNames,
      imports,
      scenarios,
      prospects,
      appearance,
      suggestions,
      samples,
      store: createEventQuestions(store, eventNames),
      online,
      truth,
      sources: createSources({ servers, projects }),
      ...(team && { team }),
      keeps,
    },
    expectsProjects,
    expectsTeam: () => expectsTeam && loading?.isComing() === true,
  };
}
