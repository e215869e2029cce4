import { createMemo, For, Show } from 'solid-js';
import type { Invitation } from '#contract/team.ts';
import { Button } from '../../kit/button.tsx';
import { formatNoun } from '../../kit/format.ts';
import { showToast } from '../../kit/toast.tsx';
import { createDeed } from '../../team/create-deed.tsx';
import { useTeam } from '../../team/use-team.ts';

const DAY_MS = 86_400_000;

/** How long an invitation still works, as one would say it. */
export function invitationEnd({ expiresAt, sentAt }: Invitation, now: number): string {
  if (expiresAt <= now) return 'Expired';
  if (sentAt === null) return 'Mail not sent';
  const days = (expiresAt - now) / DAY_MS;
  return days < 1 ? 'Ends within a day' : `Ends in ${formatNoun(Math.round(days), 'day')}`;
}

/** Invitations that wait for an answer: send again, revoke. */
export function PendingInvitations(props: { isAdmin: boolean }) {
  const team = useTeam();
  const list = () => team.workspaces.invitations() ?? [];
  // The list is read anew at every change; rows keep their place, and their focus, by the invitation.
  const byId = createMemo(() => new Map(list().map((invitation) => [invitation.id, invitation])));
  return (
    <Show when={list().length > 0}>
      <section aria-label="Pending invitations">
        <h2>Pending invitations</h2>
        <ul class="people">
          <For each={[...byId().keys()]}>
            {(id) => (
              <Show when={byId().get(id)}>
                {(invitation) => <InvitationRow invitation={invitation()} isAdmin={props.isAdmin} />}
              </Show>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

function InvitationRow(props: { invitation: Invitation; isAdmin: boolean }) {
  const team = useTeam();
  const deed = createDeed();
  const own = () => props.invitation.invitedById === team.session.current()?.userId;
  const resendReason = () =>
    props.isAdmin || props.invitation.role === 'member' ? null : 'Only admins can send this one again.';
  const revokeReason = () =>
    props.isAdmin || (own() && props.invitation.role === 'member')
      ? null
      : 'Only admins and who sent it can revoke an invitation.';
  const resend = async () => {
    const { id, email } = props.invitation;
    if (await deed.run(() => team.workspaces.resend(id)))
      showToast(`Sent again to ${email}. The link before stops working.`);
  };
  const revoke = async () => {
    const { id, email } = props.invitation;
    if (await deed.run(() => team.workspaces.revoke(id))) showToast(`The invitation to ${email} is revoked`);
  };
  const expired = () => props.invitation.expiresAt <= Date.now();
  return (
    <li class="person invited">
      <div class="person-words">
        <p class="cut">
          <span dir="ltr">{props.invitation.email}</span>
          <Show when={props.invitation.role === 'admin'}>
            <span class="tag">Admin</span>
          </Show>
        </p>
        <p class="small cut" classList={{ expired: expired() }} dir="auto">
          {invitationEnd(props.invitation, Date.now())}
          <Show when={props.invitation.invitedBy}> · invited by {props.invitation.invitedBy}</Show>
        </p>
      </div>
      <Button
        class="person-button"
        aria-label={`Send again to ${props.invitation.email}`}
        aria-disabled={resendReason() ? 'true' : undefined}
        title={resendReason() ?? undefined}
        disabled={deed.busy()}
        onClick={() => !resendReason() && void resend()}
      >
        Resend
      </Button>
      <Button
        class="person-button"
        aria-label={`Revoke the invitation to ${props.invitation.email}`}
        aria-disabled={revokeReason() ? 'true' : undefined}
        title={revokeReason() ?? undefined}
        disabled={deed.busy()}
        onClick={() => !revokeReason() && void revoke()}
      >
        Revoke
      </Button>
      <div class="person-note">
        <deed.Fault />
      </div>
    </li>
  );
}
