import { createEffect, createMemo, createSignal, on } from 'solid-js';
import type { LocalStore } from '#contract/saved.ts';
import type { Catalogue } from '#contract/store.ts';
import type { ScenarioColour, ScenarioDefinition } from '#core/scenario/definition.ts';
import type { ProjectsState, ScenariosState, SuggestionsState } from '../app-state.ts';
import { definitionKey } from './definition-key.ts';

/** A scenario that Ptero proposes, with its reason in words. */
export interface Suggestion {
  readonly definition: ScenarioDefinition;
  readonly colour: ScenarioColour;
  readonly because: string;
}

export interface SuggestionsDeps {
  readonly projects: Pick<ProjectsState, 'catalogue'>;
  readonly scenarios: ScenariosState;
  readonly local: Pick<LocalStore, 'setting' | 'putSetting'>;
  /** Reactive. True while a project is being filled: too early to propose anything. */
  isFilling?(projectId: string): boolean;
  suggest(catalogue: Catalogue): readonly Suggestion[] | Promise<readonly Suggestion[]>;
}

/** The same for two scenarios between the same ends, whatever else is asked. */
const questionKey = (asked: ScenarioDefinition) =>
  definitionKey({ ...asked, horizonMs: null, hiddenEvents: [], mergedEvents: [], keepOutliers: false });

/** Another one for every state of every project's events. */
const dataKey = (catalogue: Catalogue | undefined) => catalogue && `${catalogue.projectId} ${catalogue.fingerprint}`;

/** After an import: make the scenarios that the data suggests, and answer them and stale ones in the background. */
export function createSuggestions({
  projects,
  scenarios,
  local,
  isFilling,
  suggest,
}: SuggestionsDeps): SuggestionsState {
  const [asked, setAsked] = createSignal<readonly string[]>([]);

  const propose = async (catalogue: Catalogue) => {
    const setting = `suggested:${catalogue.projectId}`;
    const source = `suggested-from:${catalogue.projectId}`;
    // What was proposed before and deleted by the user does not come back.
    const before = new Set(await local.setting<readonly string[]>(setting).catch(() => null));
    const isNew = (await local.setting<string>(source).catch(() => null)) !== catalogue.fingerprint;
    // The same events propose the same again: what works it out need not even be fetched.
    const proposed = isNew ? await suggest(catalogue) : [];
    const ids: string[] = [];
    const questions = new Set((scenarios.list() ?? []).map((one) => questionKey(one.definition)));
    for (const { definition, colour, because } of proposed) {
      if (dataKey(projects.catalogue()) !== dataKey(catalogue)) return;
      const key = definitionKey(definition);
      if (before.has(key) || questions.has(questionKey(definition))) continue;
      before.add(key);
      const scenario = await scenarios.create(definition, { colour, suggestedBecause: because });
      ids.push(scenario.id);
    }
    await local.putSetting(setting, [...before]).catch(() => undefined);
    await local.putSetting(source, catalogue.fingerprint).catch(() => undefined);
    const waiting = (scenarios.list() ?? []).filter((scenario) => {
      if (scenario.suggestedBecause === null) return false;
      const run = scenarios.run(scenario.id);
      return run.kind === 'idle' && (run.stale || (run.result === null && ids.includes(scenario.id)));
    });
    const order = [...ids, ...waiting.map((scenario) => scenario.id)];
    const inOrder = order.filter(
      (id, index) => order.indexOf(id) === index && waiting.some((scenario) => scenario.id === id),
    );
    setAsked((known) => [
      ...known.filter((id) => scenarios.run(id).kind === 'running' && !inOrder.includes(id)),
      ...inOrder,
    ]);
    for (const id of inOrder) scenarios.explore(id, { background: true });
  };

  const loaded = createMemo(() => scenarios.list() !== undefined);
  // Hiding and merging alone proposes nothing and answers nothing: only other events do.
  const data = createMemo(() => dataKey(projects.catalogue()));
  const filling = createMemo(() => isFilling?.(projects.catalogue()?.projectId ?? '') ?? false);
  createEffect(
    on([data, loaded, filling], () => {
      const catalogue = projects.catalogue();
      if (catalogue && loaded() && !filling()) void propose(catalogue).catch(() => setAsked([]));
    }),
  );

  return {
    progress: createMemo(() => {
      const total = asked().length;
      const done = asked().filter((id) => scenarios.run(id).kind !== 'running').length;
      return done < total ? { done, total } : null;
    }),
  };
}
