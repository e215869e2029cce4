import type { Json } from '#contract/database.ts';
import type { SharedStore } from '#contract/shared.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { ResultDigest } from '#core/predictor/words/compare-results.ts';
import type { SharedChange } from '#core/sharing/shared-change.ts';
import type { SharedScenario } from '#core/sharing/shared-scenario.ts';
import { accepted } from './account-client.ts';
import { readScenario, scenarioColumns, type ScenarioRow } from './shared-rows.ts';
import type { Backend } from './supabase-client.ts';
import { refused } from './team-refusal.ts';

const AT_FIRST = 200;
const AT_ONCE = 1000;
/** Ids stand in the address of a request, which servers cut at 8 kB or so. */
const IDS_AT_ONCE = 100;
/** Postgres: what it belongs to is not there. */
const NO_PARENT = '23503';

const json = (value: unknown) => value as NonNullable<Json>;
const newestFirst = (scenarios: readonly SharedScenario[]) => scenarios.toSorted((a, b) => b.updatedAt - a.updatedAt);
const chunks = <T>(list: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / IDS_AT_ONCE) }, (_, at) =>
    list.slice(at * IDS_AT_ONCE, (at + 1) * IDS_AT_ONCE),
  );

/** Scenarios, answers and pins of workspaces over PostgREST. */
export function createSharedStore(backend: Backend): SharedStore {
  const scenarios = (workspaceId: string, columns: string = scenarioColumns) =>
    backend.from('scenarios').select(columns).eq('workspace_id', workspaceId);
  // The columns are made up at run time, so supabase-js cannot tell their types.
  const read = async (asked: PromiseLike<{ readonly data: unknown; readonly error: unknown }>) =>
    ((accepted(await asked).data ?? []) as readonly ScenarioRow[]).map(readScenario);
  const newestOf = (workspaceId: string, columns?: string) =>
    scenarios(workspaceId, columns).order('updated_at', { ascending: false }).limit(AT_FIRST);
  const some: SharedStore['some'] = async (workspaceId, ids) => {
    const parts = await Promise.all(chunks(ids).map((part) => read(scenarios(workspaceId).in('id', part))));
    return parts.flat();
  };

  const patch = async (
    id: string,
    columns: { name?: string | null; colour?: string; definition?: NonNullable<Json> },
  ) => (accepted(await backend.from('scenarios').update(columns).eq('id', id).select('id')).data ?? []).length > 0;
  const create = async (
    workspace_id: string,
    scenario: Extract<SharedChange['deed'], { kind: 'create' }>['scenario'],
  ) => {
    const { id, projectId: project_id, name, definition, colour, suggestedBecause: suggested_because } = scenario;
    const row = { id, workspace_id, project_id, name, definition: json(definition), colour, suggested_because };
    const { error } = await backend.from('scenarios').upsert(row, { onConflict: 'id', ignoreDuplicates: true });
    if (error?.code === NO_PARENT) return false;
    accepted({ error });
    return true;
  };
  const pin = async (workspace_id: string, scenario_id: string) => {
    const row = { workspace_id, scenario_id };
    const { error } = await backend.from('pins').upsert(row, { onConflict: 'scenario_id', ignoreDuplicates: true });
    if (error?.code === NO_PARENT) return false;
    accepted({ error });
    return true;
  };
  const remove = async (workspaceId: string, id: string) => {
    const { data } = accepted(await backend.from('scenarios').delete().eq('id', id).select('id'));
    if ((data ?? []).length > 0) return true;
    // What one may see and not delete is no error to the server, only no row.
    if ((await some(workspaceId, [id])).length > 0) throw refused('team/not-allowed');
    return false;
  };

  return {
    some,
    async newest(workspaceId, userId) {
      const [first, projects] = await Promise.all([
        read(newestOf(workspaceId)),
        backend.from('projects').select('id, name').eq('workspace_id', workspaceId).order('name'),
      ]);
      const isAll = first.length < AT_FIRST;
      const more = isAll
        ? []
        : await Promise.all([
            read(newestOf(workspaceId, scenarioColumns.replace('pins(', 'pins!inner('))),
            read(newestOf(workspaceId).eq('created_by', userId)),
          ]);
      const known = new Map([...more.flat(), ...first].map((scenario) => [scenario.id, scenario]));
      return { scenarios: newestFirst([...known.values()]), projects: accepted(projects).data ?? [], isAll };
    },
    async all(workspaceId) {
      const found: SharedScenario[] = [];
      for (;;) {
        const last = found.at(-1)?.id;
        const page = scenarios(workspaceId).order('id').limit(AT_ONCE);
        const part = await read(last === undefined ? page : page.gt('id', last));
        found.push(...part);
        if (part.length < AT_ONCE) return newestFirst(found);
      }
    },
    async deletedAmong(workspaceId, ids) {
      const asked = (part: readonly string[]) =>
        backend
          .from('changes')
          .select('row_id')
          .eq('workspace_id', workspaceId)
          .eq('entity', 'scenarios')
          .eq('operation', 'delete')
          .in('row_id', part);
      const parts = await Promise.all(chunks(ids).map(async (part) => accepted(await asked(part)).data ?? []));
      return new Set(parts.flat().map(({ row_id }) => row_id));
    },
    async send(workspaceId, { scenarioId, deed }) {
      switch (deed.kind) {
        case 'create':
          return create(workspaceId, deed.scenario);
        case 'delete':
          return remove(workspaceId, scenarioId);
        case 'rename':
          return patch(scenarioId, { name: deed.name });
        case 'colour':
          return patch(scenarioId, { colour: deed.colour });
        case 'redefine':
          return patch(scenarioId, { definition: json(deed.definition) });
        case 'pin':
          return deed.pinned ? pin(workspaceId, scenarioId) : unpin(backend, scenarioId);
        case 'answer':
          throw new PteroError({ code: 'internal/unexpected', message: 'an answer is put, not sent' });
      }
    },
    async answer(scenarioId) {
      const { data } = accepted(
        await backend.from('results').select('document, previous').eq('scenario_id', scenarioId).maybeSingle(),
      );
      return (
        data && {
          result: data.document as unknown as ResultDocument,
          previous: data.previous as unknown as ResultDigest | null,
        }
      );
    },
    async putAnswer(workspace_id, scenario_id, { result, previous }) {
      const row = { scenario_id, workspace_id, document: json(result), previous: previous && json(previous) };
      const { error } = await backend.from('results').upsert(row, { onConflict: 'scenario_id' });
      if (error?.code === NO_PARENT) return false;
      accepted({ error });
      return true;
    },
    async makeProject(workspace_id, { id, name }) {
      accepted(
        await backend.from('projects').upsert({ id, workspace_id, name }, { onConflict: 'id', ignoreDuplicates: true }),
      );
    },
    async hiddenEvents(projectId) {
      const { data } = accepted(await backend.from('hidden_events').select('event').eq('project_id', projectId));
      return (data ?? []).map(({ event }) => event);
    },
    async hideEvents(workspace_id, project_id, events) {
      const rows = events.map((event) => ({ workspace_id, project_id, event }));
      accepted(
        await backend.from('hidden_events').upsert(rows, { onConflict: 'project_id,event', ignoreDuplicates: true }),
      );
    },
    async unhideEvents(projectId, events) {
      for (const event of events)
        accepted(await backend.from('hidden_events').delete().eq('project_id', projectId).eq('event', event));
    },
  };
}

/** Unpinning what is not pinned, or gone, is done already. */
async function unpin(backend: Backend, scenarioId: string): Promise<boolean> {
  accepted(await backend.from('pins').delete().eq('scenario_id', scenarioId));
  return true;
}
