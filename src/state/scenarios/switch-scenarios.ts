import type { Accessor } from 'solid-js';
import type { ScenariosState } from '../app-state.ts';
import type { TeamState } from '../team/team-state.ts';

/** Those of the chosen workspace; null while none is chosen. */
export const chosenScenarios = (team: TeamState | undefined): ScenariosState | null =>
  team?.shared && team.workspaces.current() ? team.shared.scenarios : null;

/**
 * One list of scenarios for all screens: the workspace's while one is chosen, else this browser's. What has an id is asked
 * of where it is, so that a link to the other kind goes on working.
 *
 * @param team - null while no workspace is chosen.
 */
export function switchScenarios(local: ScenariosState, team: Accessor<ScenariosState | null>): ScenariosState {
  const chosen = () => team() ?? local;
  const owner = (id: string) => (team()?.byId(id) ? chosen() : local);
  return {
    list: () => chosen().list(),
    error: () => chosen().error(),
    byId: (id) => owner(id).byId(id),
    effective: (id) => owner(id).effective(id),
    run: (id) => owner(id).run(id),
    previous: (id) => owner(id).previous(id),
    create: (definition, options) => chosen().create(definition, options),
    explore: (id, options) => owner(id).explore(id, options),
    cancel: (id) => owner(id).cancel(id),
    update: (id, patch) => owner(id).update(id, patch),
    duplicate: (id) => owner(id).duplicate(id),
    remove: (id) => owner(id).remove(id),
    forgetProject(projectId) {
      local.forgetProject(projectId);
      team()?.forgetProject(projectId);
    },
  };
}
