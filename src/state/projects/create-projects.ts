import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { StoreClient } from '#contract/clients.ts';
import type { LocalStore } from '#contract/saved.ts';
import type { Catalogue, ProjectSummary, StorageState } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ProjectsState } from '../app-state.ts';

export interface ProjectsDeps {
  readonly store: StoreClient;
  readonly local: Pick<LocalStore, 'scenarios' | 'removeScenario' | 'setting' | 'putSetting' | 'removeSetting'>;
  /** What other tabs import into. */
  readonly presence: { watch(listener: (projectIds: ReadonlySet<string>) => void): () => void };
  /** Runs once a project's events are removed, before its scenarios are. */
  removed(projectId: string): void;
  readonly hints: { set(key: string, value: string): void };
}

/** Projects of this browser, the current one, its catalogue and the storage used. */
export function createProjects({ store, local, presence, hints, removed }: ProjectsDeps): ProjectsState {
  const [list, setList] = createSignal<readonly ProjectSummary[]>();
  const [chosen, setChosen] = createSignal<string | null>(null);
  const [catalogue, setCatalogue] = createSignal<Catalogue>();
  const [storage, setStorage] = createSignal<StorageState>();
  const [error, setError] = createSignal<PteroError | null>(null);
  const [busyElsewhere, setBusyElsewhere] = createSignal<ReadonlySet<string>>(new Set());

  const current = createMemo(() => {
    const all = list() ?? [];
    return (
      all.find((project) => project.id === chosen()) ?? all.toSorted((a, b) => b.updatedAt - a.updatedAt)[0] ?? null
    );
  });

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
      setError(null);
    } catch (cause) {
      setError(PteroError.from(cause));
    }
  };
  const lookAtStorage = () => attempt(async () => void setStorage(await store.storage()));
  const refresh = () =>
    attempt(async () => {
      const projects = await store.projects();
      setList(projects);
      hints.set('ptero-projects', String(projects.length));
      await lookAtStorage();
    });
  const restore = async () => {
    // A lost choice only means that the newest project is shown.
    const kept = await local.setting<string>('current-project').catch(() => null);
    if (chosen() === null) setChosen(kept);
    await refresh();
    if (!list()) setList([]);
  };

  createEffect(
    on(
      () => {
        const project = current();
        return project?.health === 'sound' ? `${project.id} ${project.fingerprint} ${project.updatedAt}` : null;
      },
      (key) => {
        const id = current()?.id;
        if (catalogue()?.projectId !== id) setCatalogue(undefined);
        if (key === null || id === undefined) return;
        void attempt(async () => {
          const loaded = await store.catalogue(id);
          if (current()?.id === id) setCatalogue(loaded);
        });
      },
    ),
  );

  let othersBusy = false;
  onCleanup(
    presence.watch((ids) => {
      setBusyElsewhere(ids);
      if (othersBusy && ids.size === 0) void refresh();
      othersBusy = ids.size > 0;
    }),
  );
  void restore();

  return {
    list,
    current,
    catalogue,
    storage,
    error,
    busyElsewhere,
    refresh,
    select(projectId) {
      setChosen(projectId);
      local.putSetting('current-project', projectId).catch((cause: unknown) => setError(PteroError.from(cause)));
    },
    async rename(projectId, name) {
      await store.rename(projectId, name);
      await refresh();
    },
    async remove(projectId) {
      await store.remove(projectId);
      removed(projectId);
      const scenarios = await local.scenarios();
      const own = scenarios.filter((one) => one.projectId === projectId);
      await Promise.all([
        ...own.map((one) => local.removeScenario(one.id)),
        ...['event-names', 'suggested'].map((kind) => local.removeSetting(`${kind}:${projectId}`)),
      ]);
      await refresh();
    },
    async persist() {
      const granted = await store.persist();
      await lookAtStorage();
      return granted;
    },
  };
}
