import { createEffect, createMemo, on, onCleanup } from 'solid-js';
import type { AnalysisClient } from '#contract/clients.ts';
import type { LocalStore } from '#contract/saved.ts';
import type { SharedCache, SharedStore } from '#contract/shared.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { overrulingWords } from '#core/sharing/overruling-words.ts';
import type { EventNamesState, ProjectsState, ScenariosState } from '../app-state.ts';
import { createMoves } from './create-moves.ts';
import { createSharedHidden } from './create-shared-hidden.ts';
import { createSharedLinks } from './create-shared-links.ts';
import { createSharedRows } from './create-shared-rows.ts';
import { createSharedScenarios } from './create-shared-scenarios.ts';
import { createStoredAnswers } from './create-stored-answers.ts';
import { createRunCells } from '../scenarios/run-cells.ts';
import type { SharedState } from './shared-state.ts';
import { createRowViews } from './shared-to-saved.ts';
import type { SessionState, WorkspacesState } from '../team/team-state.ts';

/** What the app gives to what a team shares. */
export interface SharedAppDeps {
  readonly analysis: AnalysisClient;
  readonly local: LocalStore;
  readonly localScenarios: ScenariosState;
  readonly projects: Pick<ProjectsState, 'list' | 'current'>;
  readonly eventNames: Pick<EventNamesState, 'of' | 'hide' | 'unhide'>;
  readonly online: () => boolean;
}

export interface SharedDeps extends SharedAppDeps {
  readonly store: SharedStore;
  readonly cache: SharedCache;
  readonly session: Pick<SessionState, 'current' | 'onLeave'>;
  readonly workspaces: Pick<WorkspacesState, 'current' | 'members' | 'onChange' | 'onLost' | 'noteRefusal'>;
  /** Reactive. The plan of the workspace allows nothing new. */
  isReadOnly?(): boolean;
  readonly onReturn: (listener: () => void) => () => void;
  now(): number;
  newId(): string;
}

/** What a team shares in the workspace being looked at: scenarios, answers, pins; readable and changeable without a network. */
export function createShared(deps: SharedDeps): SharedState {
  const { store, cache, session, workspaces, projects, online, newId } = deps;
  const userId = () => session.current()?.userId ?? null;
  const workspaceId = () => workspaces.current()?.id ?? null;
  const cells = createRunCells();
  const { noteRefusal } = workspaces;

  const rows = createSharedRows({
    store,
    cache,
    userId,
    workspaceId,
    online,
    noteRefusal,
    onChange: workspaces.onChange,
    onReturn: deps.onReturn,
    sendAnswer: (workspace, id) => answers.send(workspace, id),
    now: deps.now,
  });
  const answers = createStoredAnswers({ store, cache, cells, place: rows.place, online, noteRefusal });
  const links = createSharedLinks({
    local: deps.local,
    store,
    workspaceId,
    shared: rows.projects,
    locals: () => projects.list() ?? [],
    made: rows.refresh,
    newId,
  });
  const views = createRowViews();
  const list = createMemo(() => {
    const [known, at] = [rows.rows(), rows.place()];
    if (!known || !at || !projects.list()) return undefined;
    const isAdmin = workspaces.current()?.role === 'admin';
    const byProject = new Map(
      rows.projects().map(({ id, name }) => [id, { projectName: name, localId: links.localOf(id) }]),
    );
    return views(known, ({ id, projectId }) => {
      const project = byProject.get(projectId) ?? { projectName: '', localId: null };
      return { ...at, ...project, isAdmin, pending: rows.isPending(id) };
    });
  });
  const assertWritable = () => {
    if (deps.isReadOnly?.())
      throw new PteroError({ code: 'team/refused', message: 'read-only', details: { reason: 'plan/read-only' } });
  };
  const scenarios = createSharedScenarios({
    rows,
    links,
    answers,
    cells,
    list,
    analysis: deps.analysis,
    projects: projects.list,
    currentProject: projects.current,
    eventNames: deps.eventNames.of,
    newId,
    assertWritable,
  });

  createSharedHidden({
    store,
    local: deps.local,
    eventNames: deps.eventNames,
    projects,
    place: rows.place,
    sharedOf: links.sharedOf,
    online,
    onChange: workspaces.onChange,
    failed: noteRefusal,
  });

  // What is open and was worked out anew by somebody is shown anew.
  createEffect(
    on(list, (known = []) => {
      for (const { id, shared } of known)
        if (shared?.summary && answers.isOpened(id) && (cells.result(id)?.computedAt ?? 0) < shared.summary.computedAt)
          void answers.open(id, shared.summary.computedAt);
    }),
  );
  onCleanup(
    session.onLeave(async () => {
      cells.forgetAll();
      await cache.wipe();
    }),
  );
  onCleanup(
    workspaces.onLost(async (lost) => {
      const person = userId();
      if (person) await cache.forget(person, lost);
    }),
  );
  createEffect(on(session.current, (current) => current === null && void cache.wipe()));

  const member = (id: string | null) => workspaces.members()?.find((one) => one.userId === id);
  return {
    workspaceName: () => workspaces.current()?.name ?? null,
    scenarios,
    unshared: deps.localScenarios.list,
    projects: rows.projects,
    localOf: links.localOf,
    link: links.link,
    async makeProject(project) {
      const workspace = workspaceId();
      if (workspace) await store.makeProject(workspace, project);
      await rows.refresh();
    },
    seenAt: rows.seenAt,
    error: rows.error,
    waiting: () => rows.queue.waiting().length,
    told: createMemo(() =>
      rows.queue
        .told()
        .map((one) => overrulingWords(one, (id) => (id === userId() ? 'You' : (member(id)?.name ?? null)))),
    ),
    dismissTold: rows.queue.dismissTold,
    isAll: rows.isAll,
    loadAll: rows.loadAll,
    teammate(id) {
      const found = member(id);
      return found ? { name: found.name || found.email, picture: found.picture, isSelf: id === userId() } : null;
    },
    move: createMoves({
      local: deps.local,
      localScenarios: deps.localScenarios,
      rows,
      links,
      keepAnswer: answers.keep,
      newId,
      assertPossible: () => {
        assertWritable();
        if (!online())
          throw new PteroError({
            code: 'team/refused',
            message: 'no network',
            details: { reason: 'backend/unreachable' },
          });
      },
    }),
  };
}
