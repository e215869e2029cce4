import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { render } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { vi } from 'vitest';
import type { SavedScenario } from '#contract/saved.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { ResultDigest } from '#core/predictor/words/compare-results.ts';
import type { AppState, RunState, SampleTruth } from '#state/app-state.ts';
import type { WhoState } from '#state/scenarios/prospects-state.ts';
import { AppContext } from '#ui/kit/app-context.ts';
import { ToastRegion } from '#ui/kit/toast.tsx';
import { ScenarioScreen } from '#ui/scenario/scenario-screen.tsx';

export const idle = (result: ResultDocument | null, stale = false): RunState => ({ kind: 'idle', result, stale });

export interface ScenarioSetting {
  run: RunState;
  scenario?: Partial<SavedScenario>;
  truth?: SampleTruth;
  previous?: ResultDigest | null;
  who?: WhoState;
  /** Another id than the scenario's shows the page of an unknown one. */
  path?: string;
}

/** Renders the screen over a scenario of our own, with what it asks of the state recorded. */
export function renderScenario({
  run,
  scenario: extra,
  truth,
  previous = null,
  who = { kind: 'idle' },
  path = '/scenario/s1',
}: ScenarioSetting) {
  // The router scrolls to the top; this DOM cannot.
  vi.stubGlobal('scrollTo', () => undefined);
  const [state, setRun] = createSignal(run);
  const [whoState, setWho] = createSignal(who);
  const find = vi.fn<(id: string) => void>();
  const stopFinding = vi.fn<(id: string) => void>();
  const definition = run.result?.definition ?? {
    start: { event: 'Sign Up', filters: [] },
    target: { event: 'Start Plan', filters: [] },
    horizonMs: null,
    hiddenEvents: [],
    keepOutliers: false,
  };
  const [scenario, setScenario] = createSignal<SavedScenario>({
    id: 's1',
    projectId: 'p1',
    name: null,
    definition,
    colour: 'blue',
    pinned: false,
    createdAt: 0,
    openedAt: 0,
    suggestedBecause: null,
    ...extra,
  });
  const explore = vi.fn<(id: string) => void>();
  const cancel = vi.fn<(id: string) => void>();
  const update = vi.fn<AppState['scenarios']['update']>(async (_id, patch) => {
    setScenario((before) => ({ ...before, ...patch }));
  });
  const events = ['Sign Up', 'Start Plan', 'Invite Friend'].map((name) => ({ name, users: 1000, bookkeeping: false }));
  const app = {
    projects: { current: () => ({ id: 'p1', name: 'Recipe app' }), catalogue: () => ({ events, properties: [] }) },
    scenarios: {
      list: () => [scenario()],
      byId: (id: string) => (id === 's1' ? scenario() : undefined),
      run: state,
      previous: () => previous,
      effective: (id: string) => (id === 's1' ? scenario().definition : undefined),
      explore,
      cancel,
      update,
    },
    eventNames: { catalogue: () => ({ events, properties: [] }), listed: () => events, of: () => undefined },
    prospects: { of: whoState, find, cancel: stopFinding },
    truth: () => truth ?? null,
  } as unknown as AppState;
  const history = createMemoryHistory();
  history.set({ value: path });
  const view = render(() => (
    <AppContext.Provider value={app}>
      <MemoryRouter history={history}>
        <Route path="/scenario/:id" component={ScenarioScreen} />
      </MemoryRouter>
      <ToastRegion />
    </AppContext.Provider>
  ));
  return { ...view, setRun, setWho, scenario, explore, cancel, update, find, stopFinding };
}
