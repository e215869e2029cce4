import { useTeam } from '../team/use-team.ts';
import { namesOf } from './plan-words.ts';

/** Whether the reader is an admin, and who else to ask. */
export function useAdmins() {
  const team = useTeam();
  return {
    isAdmin: () => team.workspaces.current()?.role === 'admin',
    names: () =>
      namesOf(
        (team.workspaces.members() ?? [])
          .filter(({ role }) => role === 'admin')
          .map(({ name, email }) => name || email),
      ),
  };
}
