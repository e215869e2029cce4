import { batch, createSignal } from 'solid-js';
import type { SharedCache, SharedStore } from '#contract/shared.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import { compactChanges, queueChange } from '#core/sharing/compact-changes.ts';
import { type Overruling, settleChange } from '#core/sharing/settle-change.ts';
import { applyDeed, type SharedChange } from '#core/sharing/shared-change.ts';
import type { SharedScenario } from '#core/sharing/shared-scenario.ts';

/** Whose workspace is being looked at. */
export interface Place {
  readonly userId: string;
  readonly workspaceId: string;
}

export interface ChangeQueueDeps {
  readonly store: Pick<SharedStore, 'some' | 'deletedAmong'>;
  readonly cache: Pick<SharedCache, 'changes' | 'putChange' | 'dropChanges'>;
  readonly place: () => Place | null;
  readonly online: () => boolean;
  /** False when there is nothing to change. */
  send(workspaceId: string, change: SharedChange): Promise<boolean>;
  /** The scenario as it is after a change reached the server, or as the server said that it is; undefined: it is gone. */
  landed(scenarioId: string, found: SharedScenario | undefined): void;
  /** Runs when everything was sent. */
  sent(scenarioIds: readonly string[]): Promise<void>;
  failed(cause: unknown): PteroError;
  now(): number;
}

const LATER = new Set<unknown>(['backend/unreachable', 'account/signed-out', 'account/too-often']);

/** A refusal that sending again would not change. A fault of the server is tried a second time. */
const isFinal = (error: PteroError, change: SharedChange) => {
  const { reason } = error.details;
  return !LATER.has(reason) && (reason !== 'backend/failed' || change.tried);
};

/**
 * Changes of a workspace on their way to the server: shown at once, kept until the server has them, sent in order as soon
 * as there is a network, each against the newest state.
 */
export function createChangeQueue(deps: ChangeQueueDeps) {
  const { store, cache } = deps;
  const [waiting, setWaiting] = createSignal<readonly SharedChange[]>([]);
  const [told, setTold] = createSignal<readonly Overruling[]>([]);
  let flushing: Promise<void> | null = null;
  let again = false;

  const isHere = (place: Place) =>
    deps.place()?.workspaceId === place.workspaceId && deps.place()?.userId === place.userId;
  const without = (ids: readonly string[]) => (all: readonly SharedChange[]) =>
    all.filter(({ id }) => !ids.includes(id));
  const drop = async (ids: readonly string[]) => {
    setWaiting(without(ids));
    await cache.dropChanges(ids);
  };
  /** From now on the server may have it. What it covers goes on as this one change. */
  const markTried = async (place: Place, change: SharedChange, covers: readonly string[]) => {
    const tried = { ...change, tried: true };
    const others = covers.filter((id) => id !== change.id);
    setWaiting((all) => without(others)(all).map((one) => (one.id === change.id ? tried : one)));
    await cache.putChange(place.userId, place.workspaceId, tried);
    if (others.length > 0) await cache.dropChanges(others);
  };

  /** Whether the change is done with, and what there is to tell of it. Rejects where it has to wait. */
  const attempt = async (place: Place, change: SharedChange, covers: readonly string[]): Promise<Overruling | null> => {
    await markTried(place, change, covers);
    try {
      const isThere = await deps.send(place.workspaceId, change);
      return isThere || change.deed.kind === 'delete' ? null : { kind: 'deleted', change, by: null, found: null };
    } catch (cause) {
      const error = deps.failed(cause);
      if (isFinal(error, change)) return { kind: 'refused', change, by: null, found: null };
      throw error;
    }
  };

  const sendAll = async (place: Place) => {
    const { send, spent } = compactChanges(waiting());
    if (spent.length > 0) await drop(spent);
    if (send.length === 0) return;
    const ids = [...new Set(send.map(({ change }) => change.scenarioId))];
    const made = send.flatMap(({ change }) => (change.deed.kind === 'create' ? [change.scenarioId] : []));
    const [rows, deleted] = await Promise.all([
      store.some(place.workspaceId, ids),
      made.length > 0 ? store.deletedAmong(place.workspaceId, made) : new Set<string>(),
    ]);
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const { change, covers } of send) {
      if (!isHere(place)) return;
      const before = found.get(change.scenarioId);
      const settled = settleChange(before, deleted.has(change.scenarioId), change, place.userId);
      const refusal = settled.isSent ? await attempt(place, change, covers) : null;
      const verdict = refusal ?? settled.told;
      const isDone = settled.isSent && refusal === null;
      const after = isDone ? applyDeed(before, change.deed, place.userId, deps.now()) : before;
      if (after && refusal?.kind !== 'deleted') found.set(change.scenarioId, after);
      else found.delete(change.scenarioId);
      batch(() => {
        deps.landed(change.scenarioId, found.get(change.scenarioId));
        setWaiting(without(covers));
        if (verdict) setTold((all) => [...all, verdict]);
      });
      await cache.dropChanges(covers);
    }
    if (isHere(place)) await deps.sent(ids);
  };

  const flushAll = async () => {
    for (;;) {
      const place = deps.place();
      if (!place || waiting().length === 0 || !deps.online()) return;
      try {
        await sendAll(place);
      } catch (cause) {
        deps.failed(cause);
        return;
      }
    }
  };

  const flush = (): Promise<void> => {
    if (flushing) again = true;
    flushing ??= flushAll().finally(() => {
      flushing = null;
      if (again) void flush();
      again = false;
    });
    return flushing;
  };

  return {
    waiting,
    told,
    flush,
    dismissTold: () => setTold([]),
    /** Shows what waits in this browser for the workspace; nothing at all without one. */
    async load(place: Place | null): Promise<void> {
      if (!place) return void batch(() => [setWaiting([]), setTold([])]);
      const kept = await cache.changes(place.userId, place.workspaceId);
      if (isHere(place)) setWaiting(kept);
    },
    async add(change: SharedChange): Promise<void> {
      const place = deps.place();
      if (!place) return;
      const before = waiting();
      const after = queueChange(before, change);
      setWaiting(after);
      if (after.length > before.length) await cache.putChange(place.userId, place.workspaceId, change);
      else await cache.dropChanges(before.filter((one) => !after.includes(one)).map(({ id }) => id));
      void flush();
    },
  };
}
