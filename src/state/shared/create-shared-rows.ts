import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { SeenWorkspace, SharedCache, SharedStore } from '#contract/shared.ts';
import type { WorkspaceChange } from '#contract/team.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import { type SharedChange, withChanges } from '#core/sharing/shared-change.ts';
import type { SharedScenario } from '#core/sharing/shared-scenario.ts';
import { createChangeQueue, type Place } from './create-change-queue.ts';

export interface SharedRowsDeps {
  readonly store: SharedStore;
  readonly cache: SharedCache;
  readonly userId: () => string | null;
  readonly workspaceId: () => string | null;
  readonly online: () => boolean;
  readonly onChange: (listener: (change: WorkspaceChange | 'missed') => void) => () => void;
  /** Calls back when the reader comes back to the page or the network does. Returns the way to stop. */
  readonly onReturn: (listener: () => void) => () => void;
  readonly noteRefusal: (cause: unknown) => PteroError;
  /** Sends an answer that was worked out; false when its scenario is gone. */
  sendAnswer(workspaceId: string, scenarioId: string): Promise<boolean>;
  now(): number;
}

/** So many of a workspace are kept for reading without a network, and all pinned ones. */
const KEPT = 500;
const ABOUT_SCENARIOS = new Set(['scenarios', 'results', 'pins']);
const newestFirst = (a: SharedScenario, b: SharedScenario) => b.updatedAt - a.updatedAt;

/** The scenarios of the workspace being looked at: the last seen ones, then the newest, with what waits to be sent. */
export function createSharedRows(deps: SharedRowsDeps) {
  const { store, cache } = deps;
  const [server, setServer] = createSignal<SeenWorkspace>();
  const [isFresh, setFresh] = createSignal(false);
  const [error, setError] = createSignal<PteroError | null>(null);
  const place = createMemo<Place | null>(
    () => {
      const [userId, workspaceId] = [deps.userId(), deps.workspaceId()];
      return userId && workspaceId ? { userId, workspaceId } : null;
    },
    null,
    { equals: (a, b) => a?.userId === b?.userId && a?.workspaceId === b?.workspaceId },
  );
  const isHere = (at: Place) => place() === at;
  let wantsAll = false;
  let reads = 0;

  const keep = async (at: Place) => {
    const seen = server();
    if (!seen) return;
    const scenarios = seen.scenarios.filter((one, index) => index < KEPT || one.pin !== null);
    const isAll = seen.isAll && scenarios.length === seen.scenarios.length;
    await cache.putSeen(at.userId, at.workspaceId, { ...seen, scenarios, isAll });
  };
  const integrate = (ids: readonly string[], found: readonly SharedScenario[]) =>
    setServer((seen) => {
      if (!seen) return seen;
      const others = seen.scenarios.filter(({ id }) => !ids.includes(id));
      return { ...seen, scenarios: [...found, ...others].toSorted(newestFirst), seenAt: deps.now() };
    });
  const failed = (cause: unknown): PteroError => {
    const refusal = deps.noteRefusal(cause);
    setFresh(false);
    if (refusal.details['reason'] !== 'backend/unreachable') setError(refusal);
    return refusal;
  };

  const dirty = new Set<string>();
  /** Read by themselves since the last reading of all began, which may be of an earlier moment. */
  const touched = new Set<string>();
  const refresh = async () => {
    const at = place();
    if (!at) return;
    reads += 1;
    const read = reads;
    touched.clear();
    try {
      const page = await store.newest(at.workspaceId, at.userId);
      const scenarios = wantsAll && !page.isAll ? await store.all(at.workspaceId) : page.scenarios;
      if (!isHere(at) || read !== reads) return;
      setServer({ scenarios, projects: page.projects, isAll: page.isAll || wantsAll, seenAt: deps.now() });
      setFresh(true);
      setError(null);
      if (touched.size > 0) void reread([...touched]);
      await keep(at);
    } catch (cause) {
      if (!isHere(at)) return;
      failed(cause);
      // Nothing was seen here before: an empty list and the error say so.
      setServer((seen) => seen ?? { scenarios: [], projects: [], isAll: true, seenAt: 0 });
    }
  };

  let isReading = false;
  const readDirty = async (): Promise<void> => {
    const at = place();
    if (isReading || !at) return;
    isReading = true;
    try {
      while (dirty.size > 0 && isHere(at)) {
        const ids = [...dirty];
        dirty.clear();
        const found = await store.some(at.workspaceId, ids);
        if (isHere(at)) integrate(ids, found);
      }
      if (isHere(at)) await keep(at);
    } catch (cause) {
      if (isHere(at)) failed(cause);
      return;
    } finally {
      isReading = false;
    }
    // What changed while the last was being kept.
    if (dirty.size > 0) await readDirty();
  };
  const reread = (ids: readonly string[]) => {
    for (const id of ids) {
      dirty.add(id);
      touched.add(id);
    }
    return readDirty();
  };

  const queue = createChangeQueue({
    store,
    cache,
    place,
    online: deps.online,
    send: (workspaceId, change) =>
      change.deed.kind === 'answer' ? deps.sendAnswer(workspaceId, change.scenarioId) : store.send(workspaceId, change),
    landed: (id, found) => integrate([id], found ? [found] : []),
    sent: reread,
    failed,
    now: deps.now,
  });
  const catchUp = async () => {
    await queue.flush();
    await refresh();
  };

  createEffect(
    on(place, (at) => {
      wantsAll = false;
      dirty.clear();
      setServer(undefined);
      setFresh(false);
      setError(null);
      const start = async () => {
        await queue.load(at);
        if (!at) return;
        const seen = await cache.seen(at.userId, at.workspaceId);
        if (seen && isHere(at)) setServer((known) => known ?? seen);
        await catchUp();
      };
      void untrack(start);
    }),
  );
  createEffect(on(deps.online, (online) => void (online ? untrack(catchUp) : setFresh(false)), { defer: true }));
  onCleanup(deps.onReturn(() => void catchUp()));
  onCleanup(cache.onChange(() => void queue.load(place()).then(queue.flush)));
  onCleanup(
    deps.onChange((change) => {
      if (change === 'missed' || change.entity === 'projects') return void refresh();
      if (ABOUT_SCENARIOS.has(change.entity)) void reread([change.rowId]);
    }),
  );

  const pendingIds = createMemo(() => new Set(queue.waiting().map(({ scenarioId }) => scenarioId)));
  const rows: Accessor<readonly SharedScenario[] | undefined> = createMemo(() => {
    const seen = server();
    const waiting = queue.waiting();
    if (!seen || waiting.length === 0) return seen?.scenarios;
    return withChanges(seen.scenarios, waiting, place()?.userId ?? '', deps.now()).toSorted(newestFirst);
  });
  return {
    place,
    rows,
    queue,
    error,
    refresh,
    isPending: (id: string) => pendingIds().has(id),
    projects: () => server()?.projects ?? [],
    isAll: () => server()?.isAll ?? true,
    seenAt: () => (isFresh() ? null : (server()?.seenAt ?? 0) || null),
    change: (change: SharedChange) => queue.add(change),
    async loadAll() {
      if (server()?.isAll !== false) return;
      wantsAll = true;
      await refresh();
    },
  };
}
