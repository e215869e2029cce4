import { type Accessor, createEffect, createSignal } from 'solid-js';
import type { WorkspacesState } from '#state/team/team-state.ts';

const NAMED = 'workspace';

/**
 * Goes to the workspace that the address names, as Stripe's pages lead back with: another may be looked at by now.
 *
 * @returns the workspace still to be gone to; null where there is none.
 */
export function createReturn(workspaces: Pick<WorkspacesState, 'list' | 'choose'>): Accessor<string | null> {
  const [named, setNamed] = createSignal(new URLSearchParams(location.search).get(NAMED));
  createEffect(() => {
    const id = named();
    if (id === null || !workspaces.list()?.some((one) => one.id === id)) return;
    workspaces.choose(id);
    const address = new URL(location.href);
    address.searchParams.delete(NAMED);
    history.replaceState(history.state, '', `${address.pathname}${address.search}`);
    setNamed(null);
  });
  return named;
}
