import { createEffect, on, onCleanup, untrack } from 'solid-js';
import type { LocalStore } from '#contract/saved.ts';
import type { SharedStore } from '#contract/shared.ts';
import type { WorkspaceChange } from '#contract/team.ts';
import { mergeHidden } from '#core/sharing/merge-hidden.ts';
import type { EventNamesState, ProjectsState } from '../app-state.ts';
import type { Place } from './create-change-queue.ts';

export interface SharedHiddenDeps {
  readonly store: Pick<SharedStore, 'hiddenEvents' | 'hideEvents' | 'unhideEvents'>;
  readonly local: Pick<LocalStore, 'setting' | 'putSetting'>;
  readonly eventNames: Pick<EventNamesState, 'of' | 'hide' | 'unhide'>;
  readonly projects: Pick<ProjectsState, 'current'>;
  readonly place: () => Place | null;
  /** The workspace's project that this browser's holds the events of; null when there is none. */
  sharedOf(localId: string): string | null;
  readonly online: () => boolean;
  readonly onChange: (listener: (change: WorkspaceChange | 'missed') => void) => () => void;
  failed(cause: unknown): void;
}

const minus = (all: readonly string[], taken: readonly string[]) => all.filter((one) => !taken.includes(one));

/** Keeps the events that the current project hides the same in this browser and in the workspace. */
export function createSharedHidden(deps: SharedHiddenDeps): void {
  const { store, local, eventNames } = deps;
  let running = false;
  let again = false;

  const here = () => {
    const at = deps.place();
    const localId = deps.projects.current()?.id;
    const sharedId = localId === undefined ? null : deps.sharedOf(localId);
    const hidden = localId === undefined ? undefined : eventNames.of(localId)?.hidden;
    return at && localId !== undefined && sharedId !== null && hidden && deps.online()
      ? { at, localId, sharedId, hidden }
      : null;
  };
  const settle = async () => {
    const now = untrack(here);
    if (!now) return;
    const { at, localId, sharedId } = now;
    const key = `shared-hidden:${sharedId}`;
    const [base, theirs] = await Promise.all([local.setting<readonly string[]>(key), store.hiddenEvents(sharedId)]);
    const latest = untrack(here);
    if (latest?.sharedId !== sharedId) return;
    const mine = latest.hidden;
    const agreed = mergeHidden(base, mine, theirs);
    const [toHide, toShow] = [minus(agreed, theirs), minus(theirs, agreed)];
    if (toHide.length > 0) await store.hideEvents(at.workspaceId, sharedId, toHide);
    if (toShow.length > 0) await store.unhideEvents(sharedId, toShow);
    await local.putSetting(key, agreed);
    // The names of a project are changed while it is the current one only.
    if (deps.projects.current()?.id !== localId) return;
    if (minus(agreed, mine).length > 0) await eventNames.hide(minus(agreed, mine));
    if (minus(mine, agreed).length > 0) await eventNames.unhide(minus(mine, agreed));
  };
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await settle();
      } while (again);
    } catch (cause) {
      deps.failed(cause);
    } finally {
      running = false;
    }
  };

  createEffect(
    on(
      () => JSON.stringify(here()),
      () => void run(),
    ),
  );
  onCleanup(
    deps.onChange((change) => {
      if (change === 'missed' || change.entity === 'hidden_events') void run();
    }),
  );
}
