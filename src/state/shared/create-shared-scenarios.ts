import { createMemo } from 'solid-js';
import type { AnalysisClient } from '#contract/clients.ts';
import type { SavedScenario } from '#contract/saved.ts';
import type { ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { METHOD } from '#core/predictor/input.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import { digestOf, type ResultDigest } from '#core/predictor/words/compare-results.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { effectiveDefinition } from '#core/scenario/effective-definition.ts';
import { type EventNames, noEventNames } from '#core/scenario/event-names.ts';
import { scenarioTitle } from '#core/scenario/scenario-title.ts';
import type { NewSharedScenario, SharedDeed } from '#core/sharing/shared-change.ts';
import { createAnalysisQueue } from '../scenarios/analysis-queue.ts';
import type { ScenariosState } from '../app-state.ts';
import type { createSharedLinks } from './create-shared-links.ts';
import type { createSharedRows } from './create-shared-rows.ts';
import type { createStoredAnswers } from './create-stored-answers.ts';
import { definitionKey } from '../scenarios/definition-key.ts';
import type { createRunCells } from '../scenarios/run-cells.ts';
import { runScenarioOf } from '../scenarios/run-scenario.ts';

export interface SharedScenariosDeps {
  readonly rows: ReturnType<typeof createSharedRows>;
  readonly links: ReturnType<typeof createSharedLinks>;
  readonly answers: ReturnType<typeof createStoredAnswers>;
  readonly cells: ReturnType<typeof createRunCells>;
  readonly analysis: AnalysisClient;
  /** The rows as screens know them; undefined while loading. */
  list(): readonly SavedScenario[] | undefined;
  /** Of this browser. */
  projects(): readonly ProjectSummary[] | undefined;
  currentProject(): ProjectSummary | null;
  eventNames(projectId: string): EventNames | undefined;
  newId(): string;
  /** Throws `plan/read-only` where the plan allows nothing new. */
  assertWritable(): void;
}

const gone = () => new PteroError({ code: 'internal/unexpected', message: 'This scenario is no longer there.' });
const notAllowed = () =>
  new PteroError({ code: 'team/refused', message: 'not theirs', details: { reason: 'team/not-allowed' } });

/** The scenarios of a workspace, for the same screens as this browser's own. Whoever has no events reads the stored answers. */
export function createSharedScenarios(deps: SharedScenariosDeps): ScenariosState {
  const { rows, links, answers, cells, analysis, list, newId, assertWritable } = deps;
  const byId = createMemo(() => new Map(list()?.map((scenario) => [scenario.id, scenario])));
  const find = (id: string) => byId().get(id);
  const effective = ({ projectId, definition }: Pick<SavedScenario, 'projectId' | 'definition'>) =>
    effectiveDefinition(definition, deps.eventNames(projectId) ?? noEventNames);
  const change = (scenario: Pick<SavedScenario, 'id' | 'name' | 'definition'>, deed: SharedDeed) => {
    const title = scenario.name ?? scenarioTitle(scenario.definition);
    return rows.change({ id: newId(), scenarioId: scenario.id, title, deed, tried: false });
  };
  const putAnswer = async (scenario: SavedScenario, result: ResultDocument, previous: ResultDigest | null) => {
    cells.finish(scenario.id, result, previous);
    await answers.keep(scenario.id, { result, previous });
    await change(scenario, { kind: 'answer', computedAt: result.computedAt });
  };

  const queue = createAnalysisQueue({
    run: runScenarioOf({ analysis, find, effective }),
    onProgress: cells.progress,
    onResult(id, result) {
      const scenario = find(id);
      if (!scenario) return;
      const before = cells.result(id);
      const isSame = before !== null && definitionKey(before.definition) === definitionKey(result.definition);
      void putAnswer(scenario, result, isSame ? digestOf(before) : null);
    },
    onFailure: cells.fail,
  });

  /** Events that came after the answer, another method, or another question. That others' events differ says nothing. */
  const isStale = (scenario: SavedScenario | undefined, result: ResultDocument) => {
    const project = deps.projects()?.find((one) => one.id === scenario?.projectId);
    if (!scenario || !project) return false;
    const isNewer = project.fingerprint !== result.fingerprint && (project.totals.lastTimeMs ?? 0) > result.dataToMs;
    const isOutdated = result.model !== null && result.model.method !== METHOD;
    const { start, target, horizonMs } = effective(scenario);
    const asked = { ...result.definition, start, target, horizonMs };
    return isNewer || isOutdated || definitionKey(asked) !== definitionKey(result.definition);
  };

  const create = async (
    projectId: string,
    made: Omit<NewSharedScenario, 'id' | 'projectId'> & { readonly id?: string },
  ): Promise<SavedScenario> => {
    const scenario = { ...made, id: made.id ?? newId(), projectId };
    await change(scenario, { kind: 'create', scenario, restores: false });
    const saved = find(scenario.id);
    if (!saved) throw gone();
    return saved;
  };

  return {
    list,
    // Said where the workspace is shown, in its own words.
    error: () => null,
    byId: find,
    effective(id) {
      const scenario = find(id);
      return scenario && effective(scenario);
    },
    previous: cells.previous,
    run(id) {
      const state = cells.read(id, (result) => isStale(find(id), result));
      return state.kind === 'idle' && state.result === null && answers.isLoading(id)
        ? { ...state, isLoading: true }
        : state;
    },
    async create(definition: ScenarioDefinition, options = {}) {
      const project = deps.currentProject();
      if (!project)
        throw new PteroError({ code: 'store/missing', message: 'There is no project to make a scenario in.' });
      const sharedId = await links.ensure(project.id);
      const key = definitionKey(effective({ projectId: project.id, definition }));
      const equal = list()?.find((one) => one.projectId === project.id && definitionKey(effective(one)) === key);
      if (equal) return equal;
      assertWritable();
      const { colour = 'blue', suggestedBecause = null } = options;
      return create(sharedId, { name: null, definition, colour, suggestedBecause });
    },
    explore(id, options) {
      const scenario = find(id);
      if (scenario?.shared?.hasEvents === false) {
        const details = { project: scenario.shared.projectName };
        cells.fail(id, new PteroError({ code: 'team/no-events', message: 'the events are elsewhere', details }));
        return;
      }
      try {
        assertWritable();
      } catch (cause) {
        if (!options?.background) cells.fail(id, PteroError.from(cause));
        return;
      }
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
      const { name, colour, pinned, definition, openedAt } = patch;
      const summary = scenario.shared?.summary;
      const isAnother = definition !== undefined && definitionKey(definition) !== definitionKey(scenario.definition);
      if (isAnother) assertWritable();
      if (openedAt !== undefined) answers.markOpened(id);
      if (openedAt !== undefined && summary) void answers.open(id, summary.computedAt);
      if (name !== undefined && name !== scenario.name)
        await change(scenario, { kind: 'rename', name, before: scenario.name });
      if (colour !== undefined && colour !== scenario.colour)
        await change(scenario, { kind: 'colour', colour, before: scenario.colour });
      if (pinned !== undefined && pinned !== scenario.pinned)
        await change(scenario, { kind: 'pin', pinned, before: scenario.pinned });
      if (definition !== undefined && isAnother) {
        queue.drop(id);
        cells.rest(id);
        await change(scenario, { kind: 'redefine', definition, before: scenario.definition });
      }
    },
    async duplicate(id) {
      assertWritable();
      const scenario = find(id);
      const row = rows.rows()?.find((one) => one.id === id);
      if (!scenario || !row) throw gone();
      await answers.open(id, scenario.shared?.summary?.computedAt ?? 0);
      const { definition, colour } = scenario;
      const name = scenario.name === null ? null : `${scenario.name} (copy)`;
      const copy = await create(row.projectId, { name, definition, colour, suggestedBecause: null });
      const result = cells.result(id);
      if (result) await putAnswer(copy, result, cells.previous(id));
      return copy;
    },
    forgetProject(projectId) {
      for (const { id, projectId: own } of list() ?? []) {
        if (own !== projectId) continue;
        queue.drop(id);
        cells.rest(id);
      }
    },
    async remove(id) {
      const scenario = find(id);
      const row = rows.rows()?.find((one) => one.id === id);
      if (!scenario || !row) return async () => undefined;
      if (!scenario.shared?.mayDelete) throw notAllowed();
      // It could not be put back.
      assertWritable();
      queue.drop(id);
      if (row.answer) await answers.open(id, row.answer.summary.computedAt);
      const [result, previous] = [cells.result(id), cells.previous(id)];
      await change(scenario, { kind: 'delete' });
      return async () => {
        const { projectId, name, definition, colour, suggestedBecause } = row;
        const restored = { id, projectId, name, definition, colour, suggestedBecause };
        await change(scenario, { kind: 'create', scenario: restored, restores: true });
        if (row.pin) await change(scenario, { kind: 'pin', pinned: true, before: false });
        if (result) await putAnswer(scenario, result, previous);
      };
    },
  };
}
