import { createUniqueId, Show } from 'solid-js';
import type { Member } from '#contract/team.ts';
import { Button } from '../../kit/button.tsx';
import { Avatar } from '../../team/avatar.tsx';
import { createDeed } from '../../team/create-deed.tsx';
import { Switch } from '../../team/switch.tsx';
import { useTeam } from '../../team/use-team.ts';

export interface MemberRowProps {
  member: Member;
  isSelf: boolean;
  /** Whether the reader is an admin. */
  isAdmin: boolean;
  /** Whether this member is the workspace's only admin. */
  isOnlyAdmin: boolean;
  onRemove: () => void;
}

/** One member: who it is, whether an admin, and the way out. */
export function MemberRow(props: MemberRowProps) {
  const team = useTeam();
  const deed = createDeed();
  const reasonId = createUniqueId();
  const shown = () => props.member.name || props.member.email;
  const lastAdmin = () => 'A workspace needs an admin, and this is the only one. Make somebody else an admin first.';
  const reason = () => {
    if (props.isOnlyAdmin) return lastAdmin();
    return props.isAdmin ? null : 'Only admins can change this.';
  };
  const removeReason = () => {
    if (props.isOnlyAdmin) return lastAdmin();
    return props.isAdmin || props.isSelf ? null : 'Only admins can remove members.';
  };
  return (
    <li class="person">
      <Avatar size={36} name={props.member.name} email={props.member.email} picture={props.member.picture} />
      <div class="person-words">
        <p class="cut">
          <b dir="auto">{shown()}</b>
          <Show when={props.isSelf}>
            <span class="tag">You</span>
          </Show>
        </p>
        <p class="small cut" dir="ltr">
          {props.member.email}
        </p>
      </div>
      <Switch
        label={`Admin: ${shown()}`}
        visibleLabel="Admin"
        checked={props.member.role === 'admin'}
        busy={deed.busy()}
        reason={reason()}
        onChange={(admin) =>
          void deed.run(() => team.workspaces.setRole(props.member.userId, admin ? 'admin' : 'member'))
        }
      />
      <Button
        class="person-button"
        aria-label={props.isSelf ? 'Leave the workspace' : `Remove ${shown()}`}
        aria-disabled={removeReason() ? 'true' : undefined}
        aria-describedby={removeReason() ? reasonId : undefined}
        title={removeReason() ?? undefined}
        onClick={() => !removeReason() && props.onRemove()}
      >
        {props.isSelf ? 'Leave' : 'Remove'}
      </Button>
      <span id={reasonId} hidden>
        {removeReason()}
      </span>
      <Show when={props.isOnlyAdmin && props.isSelf}>
        <p class="small quiet person-note">
          You are the only admin. Make somebody else an admin before you step down or leave.
        </p>
      </Show>
      <div class="person-note">
        <deed.Fault />
      </div>
    </li>
  );
}
