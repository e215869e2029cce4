import { createMemo, createSignal, onCleanup } from 'solid-js';
import type { AnalysisClient } from '#contract/clients.ts';
import type { LocalStore, SavedScenario } from '#contract/saved.ts';
import type { ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { METHOD } from '#core/predictor/input.ts';
import { RESULT_VERSION, type ResultDocument } from '#core/predictor/result.ts';
import { digestOf, type ResultDigest } from '#core/predictor/words/compare-results.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { effectiveDefinition } from '#core/scenario/effective-definition.ts';
import { type EventNames, noEventNames } from '#core/scenario/event-names.ts';
import { createAnalysisQueue } from './analysis-queue.ts';
import type { ScenariosState } from '../app-state.ts';
import { createRunCells } from './run-cells.ts';
import { runScenarioOf } from './run-scenario.ts';
import { definitionKey } from './definition-key.ts';

export interface ScenariosDeps {
  readonly local: LocalStore;
  readonly analysis: AnalysisClient;
  /** All projects; undefined while they load. */
  projects(): readonly ProjectSummary[] | undefined;
  currentProject(): ProjectSummary | null;
  /** What is hidden and merged in a project; undefined while it is read. */
  eventNames(projectId: string): EventNames | undefined;
  now(): number;
  newId(): string;
}

/** Scenarios of this browser, their results, and the line of analyses. */
export function createScenarios({
  local,
  analysis,
  projects,
  currentProject,
  eventNames,
  now,
  newId,
}: ScenariosDeps): ScenariosState {
  const [all, setAll] = createSignal<readonly SavedScenario[]>();
  const [error, setError] = createSignal<PteroError | null>(null);
  const cells = createRunCells();
  const find = (id: string) => all()?.find((scenario) => scenario.id === id);
  const effective = ({ projectId, definition }: Pick<SavedScenario, 'projectId' | 'definition'>) =>
    effectiveDefinition(definition, eventNames(projectId) ?? noEventNames);
  const shown = (scenario: SavedScenario): SavedScenario => {
    const { definition } = scenario;
    const { start, target } = effective(scenario);
    const isSame = start.event === definition.start.event && target.event === definition.target.event;
    return isSame ? scenario : { ...scenario, definition: { ...definition, start, target } };
  };

  const keep = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (cause) {
      setError(PteroError.from(cause));
    }
  };
  const put = (scenario: SavedScenario) => {
    setAll((known = []) => [...known.filter((other) => other.id !== scenario.id), scenario]);
    return keep(() => local.putScenario(scenario));
  };

  const restore = async (id: string, result: ResultDocument | null, previous: ResultDigest | null) => {
    if (!result) return;
    cells.load(id, result, previous);
    await keep(() => local.putResult({ scenarioId: id, result, previous }));
  };

  const queue = createAnalysisQueue({
    run: runScenarioOf({ analysis, find, effective }),
    onProgress: cells.progress,
    onResult(id, result) {
      if (!find(id)) return;
      const before = cells.result(id);
      const isSame = before !== null && definitionKey(before.definition) === definitionKey(result.definition);
      const previous = isSame ? digestOf(before) : null;
      cells.finish(id, result, previous);
      void keep(() => local.putResult({ scenarioId: id, result, previous }));
    },
    onFailure: cells.fail,
  });

  const load = () =>
    keep(async () => {
      const [scenarios, results] = await Promise.all([local.scenarios(), local.results()]);
      for (const { scenarioId, result, previous } of results) {
        // An earlier version kept another shape. The scenario stays, and asks to be worked out again.
        if (result.version === RESULT_VERSION) cells.load(scenarioId, result, previous ?? null);
        else cells.outgrow(scenarioId);
      }
      setAll(scenarios);
    });
  void load().then(() => setAll((known) => known ?? []));
  onCleanup(local.onChange(() => void load()));

  const list = createMemo(() => {
    const known = all();
    if (!known || !projects()) return undefined;
    const project = currentProject();
    if (project && !eventNames(project.id)) return undefined;
    return known
      .filter((scenario) => scenario.projectId === project?.id)
      .map(shown)
      .toSorted((a, b) => b.openedAt - a.openedAt);
  });

  const fresh = (projectId: string, definition: ScenarioDefinition): SavedScenario => {
    const at = now();
    const shape = { id: newId(), projectId, name: null, definition, colour: 'blue', pinned: false } as const;
    return { ...shape, createdAt: at, openedAt: at, suggestedBecause: null };
  };

  return {
    list,
    error,
    byId(id) {
      const scenario = find(id);
      return scenario && shown(scenario);
    },
    effective(id) {
      const scenario = find(id);
      return scenario && effective(scenario);
    },
    previous: cells.previous,
    run(id) {
      const scenario = find(id);
      const project = projects()?.find((one) => one.id === scenario?.projectId);
      return cells.read(id, (result) => {
        const moved = project !== undefined && project.fingerprint !== result.fingerprint;
        const outdated = result.model !== null && result.model.method !== METHOD;
        const asked = scenario ? effective(scenario) : result.definition;
        return moved || outdated || definitionKey(asked) !== definitionKey(result.definition);
      });
    },
    async create(definition, options = {}) {
      const project = currentProject();
      if (!project)
        throw new PteroError({ code: 'store/missing', message: 'There is no project to make a scenario in.' });
      const key = definitionKey(effective({ projectId: project.id, definition }));
      const equal = all()?.find((one) => one.projectId === project.id && definitionKey(effective(one)) === key);
      if (equal) return shown(equal);
      const made = {
        ...fresh(project.id, definition),
        colour: options.colour ?? 'blue',
        suggestedBecause: options.suggestedBecause ?? null,
      };
      await put(made);
      return made;
    },
    explore(id, options) {
      cells.begin(id);
      queue.add(id, options?.background ?? false);
    },
    cancel(id) {
      queue.drop(id);
      cells.rest(id);
    },
    async update(id, patch) {
      const scenario = find(id);
      if (!scenario) return;
      if (patch.definition && definitionKey(patch.definition) !== definitionKey(scenario.definition)) {
        queue.drop(id);
        cells.rest(id);
      }
      await put({ ...scenario, ...patch });
    },
    async duplicate(id) {
      const scenario = find(id);
      if (!scenario)
        throw new PteroError({ code: 'internal/unexpected', message: 'This scenario is no longer there.' });
      const copy = { ...scenario, ...fresh(scenario.projectId, scenario.definition), colour: scenario.colour };
      const named = { ...copy, name: scenario.name === null ? null : `${scenario.name} (copy)` };
      await put(named);
      await restore(named.id, cells.result(id), cells.previous(id));
      return named;
    },
    forgetProject(projectId) {
      const gone = (all() ?? []).filter((scenario) => scenario.projectId === projectId);
      setAll((known) => known?.filter((scenario) => scenario.projectId !== projectId));
      for (const { id } of gone) {
        queue.drop(id);
        cells.forget(id);
      }
    },
    async remove(id) {
      const scenario = find(id);
      const [result, previous] = [cells.result(id), cells.previous(id)];
      queue.drop(id);
      setAll((known) => known?.filter((other) => other.id !== id));
      cells.forget(id);
      await keep(() => local.removeScenario(id));
      return async () => {
        if (!scenario) return;
        await restore(id, result, previous);
        await put(scenario);
      };
    },
  };
}
