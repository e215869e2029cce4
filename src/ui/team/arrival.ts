import { createSignal } from 'solid-js';
import type { TeamState } from '#state/team/team-state.ts';

const [address, setAddress] = createSignal('');

/** The address that the next form about an account begins with: typed in the one before, or invited. */
export const typedAddress = address;
export const rememberAddress = setAddress;

/** Where somebody who has just signed in goes: to the invitation that waits for them, to what they were about to do, else home. */
export function arrivalPath(team: TeamState): string {
  if (team.workspaces.waitingCode()) return '/join';
  return team.mixpanel?.isWanted() ? '/connect' : '/';
}
