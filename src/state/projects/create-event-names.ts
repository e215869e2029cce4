import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { StoreClient } from '#contract/clients.ts';
import type { LocalStore } from '#contract/saved.ts';
import type { EventSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import {
  type EventNames,
  hideEvents,
  mergeEvents,
  namesBehind,
  noEventNames,
  renameMerge,
  revertNames,
  shownNames,
  unhideEvents,
  unmergeEvents,
} from '#core/scenario/event-names.ts';
import { mergeProblem } from '#core/scenario/merge-problem.ts';
import type { EventNamesState, ListedEvent, ProjectsState } from '../app-state.ts';
import { listEvents } from './merged-catalogue.ts';

export interface EventNamesDeps {
  readonly store: Pick<StoreClient, 'mergedEvents'>;
  readonly local: Pick<LocalStore, 'setting' | 'putSetting' | 'onChange'>;
  /** With the catalogue as exported. */
  readonly projects: Pick<ProjectsState, 'list' | 'current' | 'catalogue'>;
  /** Runs after names of the current project are gone, so that what is saved under them can follow. */
  renamed(nameNow: (event: string) => string): Promise<void>;
}

/** The new list with those objects of the old one that are equal, so that a table redraws only what changed. */
function keepEqual(before: readonly ListedEvent[], after: readonly ListedEvent[]): readonly ListedEvent[] {
  const known = new Map(before.map((event) => [JSON.stringify(event), event]));
  return after.map((event) => known.get(JSON.stringify(event)) ?? event);
}

const settingOf = (projectId: string) => `event-names:${projectId}`;

/** Which events of each project are hidden or merged, and the catalogue of the current one as that makes it. */
export function createEventNames({ store, local, projects, renamed }: EventNamesDeps): EventNamesState {
  const [all, setAll] = createSignal<ReadonlyMap<string, EventNames>>(new Map());
  const [unions, setUnions] = createSignal<{ readonly key: string; readonly events: readonly EventSummary[] }>();
  const [error, setError] = createSignal<PteroError | null>(null);
  let writing = 0;

  const of = (projectId: string) => all().get(projectId);
  const set = (projectId: string, names: EventNames) => setAll((known) => new Map(known).set(projectId, names));
  const read = async (projectId: string) => {
    // Where nothing can be read nothing could be decided either; the scenarios say that the browser keeps nothing.
    const kept = await local.setting<EventNames>(settingOf(projectId)).catch(() => null);
    if (writing === 0) set(projectId, kept ?? noEventNames);
  };
  createEffect(
    on(projects.list, (list = []) => {
      for (const { id } of list) if (!of(id)) void read(id);
    }),
  );
  onCleanup(local.onChange(() => projects.list()?.forEach(({ id }) => void read(id))));

  const names = createMemo(() => of(projects.current()?.id ?? ''));
  const asked = createMemo(() => {
    const catalogue = projects.catalogue();
    const merged = names()?.merged;
    return catalogue && merged && JSON.stringify([catalogue.projectId, catalogue.fingerprint, merged]);
  });
  createEffect(
    on(asked, (key) => {
      const merged = names()?.merged ?? [];
      const projectId = projects.catalogue()?.projectId;
      if (key === undefined || projectId === undefined) return;
      const settle = (events: readonly EventSummary[]) => asked() === key && setUnions({ key, events });
      setError(null);
      if (merged.length === 0) settle([]);
      else store.mergedEvents(projectId, merged).then(settle, (cause: unknown) => setError(PteroError.from(cause)));
    }),
  );

  const listed = createMemo<{ readonly projectId: string; readonly events: readonly ListedEvent[] } | undefined>(
    (before) => {
      const catalogue = projects.catalogue();
      const now = names();
      const counted = unions();
      if (!catalogue || !now) return undefined;
      // The counts of a merge are on their way: what was there stays until they come.
      if (counted?.key !== asked()) return before?.projectId === catalogue.projectId ? before : undefined;
      const events = listEvents(catalogue, now, counted?.events ?? []);
      return { projectId: catalogue.projectId, events: keepEqual(before?.events ?? [], events) };
    },
  );
  const catalogue = createMemo(() => {
    const plain = projects.catalogue();
    const events = listed()?.events.filter(({ hidden }) => !hidden);
    return plain && events && { ...plain, events };
  });

  const write = async (projectId: string, next: EventNames) => {
    const before = of(projectId) ?? noEventNames;
    writing += 1;
    set(projectId, next);
    try {
      await local.putSetting(settingOf(projectId), next);
    } catch (cause) {
      set(projectId, before);
      throw PteroError.from(cause);
    } finally {
      writing -= 1;
    }
    await follow(before, next);
  };
  /** A name that only a merge had is gone with it: its most frequent member stands for it. */
  const follow = async (before: EventNames, after: EventNames) => {
    const plain = projects.catalogue()?.events.map(({ name }) => name) ?? [];
    const kept = new Set([...plain, ...after.merged.map(({ name }) => name)]);
    const gone = before.merged.filter(({ name }) => !kept.has(name));
    if (gone.length === 0) return;
    const shown = shownNames(after.merged);
    await renamed((event) => {
      const members = gone.find(({ name }) => name === event)?.events ?? [];
      return shown(plain.find((name) => members.includes(name)) ?? event);
    });
  };
  const change = async (make: (names: EventNames) => EventNames) => {
    const projectId = projects.current()?.id;
    if (projectId === undefined) throw new PteroError({ code: 'store/missing', message: 'There is no project.' });
    const before = of(projectId) ?? noEventNames;
    const after = make(before);
    await write(projectId, after);
    return () => write(projectId, revertNames(of(projectId) ?? noEventNames, before, after));
  };
  const problem = (name: string, events: readonly string[]) =>
    mergeProblem(names() ?? noEventNames, name, events, projects.catalogue()?.events.map((event) => event.name) ?? []);
  const checked = (name: string, events: readonly string[]) => {
    const found = problem(name, events);
    if (found) throw new PteroError({ code: 'input/invalid', message: found.words, details: { event: name } });
  };

  return {
    error,
    of,
    catalogue,
    listed: () => listed()?.events,
    problem,
    namesBehind: (event) => namesBehind(names()?.merged, event),
    hide: (events) => change((now) => hideEvents(now, events)),
    unhide: (events) => change((now) => unhideEvents(now, events)),
    async merge(name, events) {
      checked(name, events);
      return change((now) => mergeEvents(now, name, events));
    },
    unmerge: (name) => change((now) => unmergeEvents(now, name)),
    async rename(from, to) {
      checked(to, [from]);
      return change((now) => renameMerge(now, from, to));
    },
  };
}
