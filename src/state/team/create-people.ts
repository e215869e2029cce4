import { createSignal } from 'solid-js';
import type { Invitation, Member, TeamCache, WorkspaceClient } from '#contract/team.ts';

export interface PeopleDeps {
  readonly client: Pick<WorkspaceClient, 'members' | 'invitations'>;
  readonly cache: TeamCache;
  /** The workspace being looked at. */
  readonly workspaceId: () => string | null;
}

/** Members and open invitations of the workspace being looked at. */
export function createPeople({ client, cache, workspaceId }: PeopleDeps) {
  const [members, setMembers] = createSignal<readonly Member[]>();
  const [invitations, setInvitations] = createSignal<readonly Invitation[]>();
  let reads = 0;

  return {
    members,
    invitations,
    clear() {
      reads += 1;
      setMembers(undefined);
      setInvitations(undefined);
    },
    /**
     * Reads both; of two readings at once the later one counts. Shows what was last seen until then.
     *
     * @returns false when the reader is not among the members: who was removed is shown an empty list, not a refusal.
     */
    async read(userId: string): Promise<boolean> {
      const id = workspaceId();
      if (!id) return true;
      reads += 1;
      const read = reads;
      const isLatest = () => read === reads && workspaceId() === id;
      if (members() === undefined) {
        const seen = await cache.get<readonly Member[]>(userId, `${id}/members`);
        if (seen && isLatest() && members() === undefined) setMembers(seen);
      }
      const [people, waiting] = await Promise.all([client.members(id), client.invitations(id)]);
      if (!isLatest()) return true;
      if (!people.some((member) => member.userId === userId)) return false;
      setMembers(people);
      setInvitations(waiting);
      await cache.put(userId, `${id}/members`, people);
      return true;
    },
  };
}
