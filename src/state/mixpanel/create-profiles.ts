import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { StoreClient } from '#contract/clients.ts';
import type { Connection, MixpanelClient } from '#contract/mixpanel.ts';
import type { ProfilesClient, ProfilesNews, PullWait } from '#contract/pull.ts';
import type { StoredProfiles } from '#contract/profiles.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ProjectsState } from '../app-state.ts';
import type { MixpanelState } from './mixpanel-state.ts';
import type { ProfilesState, ProjectProfiles } from './profiles-state.ts';
import type { PullState } from './pull-state.ts';
import type { SharedState } from '../shared/shared-state.ts';

export interface ProfilesDeps {
  readonly client: ProfilesClient;
  readonly server: Pick<MixpanelClient, 'lookAtProfiles' | 'chooseProfiles'>;
  readonly store: Pick<StoreClient, 'putProfiles' | 'removeProfiles'>;
  readonly mixpanel: Pick<MixpanelState, 'connections' | 'refresh'>;
  readonly pull: Pick<PullState, 'of'>;
  readonly projects: Pick<ProjectsState, 'list' | 'refresh'>;
  readonly shared: Pick<SharedState, 'localOf'>;
  /** Reactive. The plan allows no pull. */
  isReadOnly(): boolean;
  token(): Promise<string | null>;
  /** Calls back when it may be time to refresh. */
  onDue(listener: () => void): () => void;
  noteRefusal(cause: unknown): PteroError;
  /** Other properties are here than before: answers of this browser's project know nothing of them. */
  changed(localId: string): void;
  now(): number;
}

const DAY_MS = 86_400_000;
/** After a failure they are not asked for by themselves, ms. */
const REST_MS = 3_600_000;

interface Run {
  readonly projectId: string;
  readonly controller: AbortController;
  readonly progress: ProjectProfiles['progress'];
  readonly wait: PullWait | null;
}
type Ending = { readonly at: number } & (
  | { readonly kind: 'failed'; readonly error: PteroError }
  | { readonly kind: 'elsewhere' | 'stopped' }
  | { readonly kind: 'done'; readonly properties: readonly string[] }
);

/** Fetches user profiles after a project's events are here, at most once a day by itself, and takes away what is not chosen any more. */
export function createProfiles(deps: ProfilesDeps): ProfilesState {
  const { client, server, store, mixpanel, projects, shared, now } = deps;
  const [run, setRun] = createSignal<Run | null>(null);
  const [line, setLine] = createSignal<readonly string[]>([]);
  const [endings, setEndings] = createSignal<ReadonlyMap<string, Ending>>(new Map());
  const removing = new Set<string>();
  const connectionOf = (projectId: string) => mixpanel.connections()?.find((one) => one.projectId === projectId);
  // What an earlier version kept for reading offline says nothing of them.
  const chosenOf = ({ profileProperties }: Connection): readonly string[] => profileProperties ?? [];
  const localOf = (projectId: string): string | null => {
    const localId = shared.localOf(projectId);
    return projects.list()?.some(({ id }) => id === localId) ? localId : null;
  };
  const storedOf = (projectId: string): StoredProfiles | null =>
    projects.list()?.find(({ id }) => id === localOf(projectId))?.profiles ?? null;
  const end = (projectId: string, ending: Ending | null) =>
    setEndings((known) => {
      const next = new Map(known);
      if (ending) next.set(projectId, ending);
      else next.delete(projectId);
      return next;
    });
  const mayPull = (projectId: string): boolean =>
    !deps.isReadOnly() && localOf(projectId) !== null && deps.pull.of(projectId)?.kind === 'rest';

  const onNews = (own: AbortController, news: ProfilesNews): void =>
    void setRun((known) => {
      if (known?.controller !== own) return known;
      if (news.kind === 'page') return { ...known, wait: null, progress: news };
      return { ...known, wait: news.kind === 'waiting' ? news.wait : null };
    });

  const pull = async (projectId: string, controller: AbortController): Promise<void> => {
    const [connection, localId] = [connectionOf(projectId), localOf(projectId)];
    const properties = connection ? chosenOf(connection) : [];
    if (localId === null || properties.length === 0) return;
    const before = storedOf(projectId);
    await client.run(
      { projectId, properties },
      {
        token: deps.token,
        async take(set) {
          try {
            controller.signal.throwIfAborted();
            await store.putProfiles(localId, set);
            return { ok: true, value: undefined };
          } catch (cause) {
            return { ok: false, error: PteroError.from(cause).toData() };
          }
        },
        tell: (news) => onNews(controller, news),
      },
      controller.signal,
    );
    // Before the list is read again, which may fail: then it does not know of them.
    end(projectId, { kind: 'done', at: now(), properties });
    await projects.refresh();
    if (!same(before?.properties ?? [], properties)) deps.changed(localId);
  };

  const noteEnding = (projectId: string, cause: unknown): void => {
    const error = PteroError.from(cause);
    const isElsewhere = error.code === 'mixpanel/refused' && error.details['reason'] === 'elsewhere';
    end(projectId, isElsewhere ? { kind: 'elsewhere', at: now() } : { kind: 'failed', error, at: now() });
  };

  /** Pages of profiles do not lie about where nobody waits for them; a set that was just stored is seen. */
  const forget = async (projectId: string): Promise<void> => {
    await client.forget(projectId).catch((cause: unknown) => noteEnding(projectId, cause));
    await projects.refresh();
  };

  const next = async (): Promise<void> => {
    const [projectId, ...rest] = line();
    if (run() !== null || projectId === undefined) return;
    setLine(rest);
    const controller = new AbortController();
    setRun({ projectId, controller, progress: null, wait: null });
    end(projectId, null);
    try {
      await pull(projectId, controller);
    } catch (cause) {
      if (!controller.signal.aborted) noteEnding(projectId, cause);
      else await forget(projectId);
    } finally {
      setRun(null);
    }
    void next();
  };
  const enqueue = (projectId: string): void => {
    if (run()?.projectId === projectId || line().includes(projectId)) return;
    setLine((known) => [...known, projectId]);
    void next();
  };
  const stop = (projectId: string): void => {
    setLine((known) => known.filter((one) => one !== projectId));
    if (run()?.projectId === projectId) run()?.controller.abort();
  };

  const takeAway = async (projectId: string, localId: string): Promise<void> => {
    if (removing.has(projectId)) return;
    removing.add(projectId);
    try {
      stop(projectId);
      await store.removeProfiles(localId);
      await client.forget(projectId);
      await projects.refresh();
      deps.changed(localId);
    } catch (cause) {
      noteEnding(projectId, cause);
    } finally {
      removing.delete(projectId);
    }
  };

  const isDue = (projectId: string, chosen: readonly string[]): boolean => {
    const ending = endings().get(projectId);
    const isOther = ending?.kind === 'done' && !same(ending.properties, chosen);
    if (!mayPull(projectId) || (ending && !isOther && now() - ending.at < REST_MS)) return false;
    const stored = storedOf(projectId);
    return stored === null || !same(stored.properties, chosen) || now() - stored.at >= DAY_MS;
  };
  const lookAround = (): void => {
    for (const connection of mixpanel.connections() ?? []) {
      const { projectId } = connection;
      const [chosen, localId] = [chosenOf(connection), localOf(projectId)];
      if (chosen.length === 0 && localId !== null && storedOf(projectId)) {
        const ending = endings().get(projectId);
        const isResting = ending?.kind === 'failed' && now() - ending.at < REST_MS;
        if (!isResting) void untrack(() => takeAway(projectId, localId));
      } else if (chosen.length > 0 && isDue(projectId, chosen)) untrack(() => enqueue(projectId));
    }
  };
  createEffect(lookAround);
  onCleanup(deps.onDue(() => untrack(lookAround)));
  // Left for another workspace: nobody waits for them any more.
  const ids = createMemo(() => (mixpanel.connections() ?? []).map(({ projectId }) => projectId));
  createEffect(
    on(ids, (known) => {
      const running = run();
      if (running && !known.includes(running.projectId)) stop(running.projectId);
    }),
  );
  onCleanup(() => run()?.controller.abort());

  const kindOf = (projectId: string, chosen: readonly string[]): ProjectProfiles['kind'] => {
    if (run()?.projectId === projectId) return 'pulling';
    if (line().includes(projectId)) return 'queued';
    const ending = endings().get(projectId);
    if (ending?.kind === 'failed' || ending?.kind === 'elsewhere') return ending.kind;
    if (chosen.length === 0) return 'off';
    if (localOf(projectId) === null) return 'no-events';
    return storedOf(projectId) === null || !mayPull(projectId) ? 'waiting' : 'rest';
  };
  const telling = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw deps.noteRefusal(cause);
    }
  };

  return {
    of(projectId) {
      const connection = connectionOf(projectId);
      if (!connection) return undefined;
      const chosen = chosenOf(connection);
      const [own, ending] = [run()?.projectId === projectId ? run() : null, endings().get(projectId)];
      return {
        kind: kindOf(projectId, chosen),
        chosen,
        stored: storedOf(projectId),
        progress: own?.progress ?? null,
        wait: own?.wait ?? null,
        error: ending?.kind === 'failed' ? ending.error : null,
      };
    },
    look: (projectId) => telling(() => server.lookAtProfiles(projectId)),
    async choose(projectId, properties) {
      await telling(() => server.chooseProfiles(projectId, properties));
      stop(projectId);
      end(projectId, null);
      await mixpanel.refresh();
    },
    pull(projectId) {
      end(projectId, null);
      enqueue(projectId);
    },
    stop(projectId) {
      end(projectId, { kind: 'stopped', at: now() });
      stop(projectId);
    },
  };
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);
