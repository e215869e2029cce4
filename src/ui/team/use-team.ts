import { createContext, useContext } from 'solid-js';
import type { TeamState } from '#state/team/team-state.ts';

/** Hands accounts and workspaces to what is shown only with a backend. */
export const TeamContext = createContext<TeamState>();

/** Accounts and workspaces. Throws where no provider stands above. */
export function useTeam(): TeamState {
  const team = useContext(TeamContext);
  if (!team) throw new Error('useTeam needs a TeamContext.Provider above it');
  return team;
}
