import { createSignal, createUniqueId, Show } from 'solid-js';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { createDeed } from '../../team/create-deed.tsx';
import { Switch } from '../../team/switch.tsx';
import { useTeam } from '../../team/use-team.ts';

/** Inviting somebody by mail, as a member or as an admin. */
export function InviteForm(props: { isAdmin: boolean }) {
  const team = useTeam();
  const id = createUniqueId();
  const [email, setEmail] = createSignal('');
  const [asAdmin, setAsAdmin] = createSignal(false);
  const [invited, setInvited] = createSignal<string | null>(null);
  const deed = createDeed();
  const invite = async (event: SubmitEvent) => {
    event.preventDefault();
    setInvited(null);
    const to = email().trim();
    if (!(await deed.run(() => team.workspaces.invite(to, asAdmin() ? 'admin' : 'member')))) return;
    setInvited(to);
    setEmail('');
    setAsAdmin(false);
  };
  return (
    <form class="invite" onSubmit={(event) => void invite(event)}>
      <div class="field">
        <label for={id}>Invite by e-mail</label>
        <div class="invite-line">
          <input
            id={id}
            class="input"
            type="email"
            dir="ltr"
            required
            autocomplete="off"
            placeholder="name@example.com"
            value={email()}
            aria-invalid={deed.error() ? 'true' : undefined}
            aria-describedby={`${id}-note`}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
          <Switch
            label="Invite as an admin"
            visibleLabel="Admin"
            checked={asAdmin()}
            onChange={setAsAdmin}
            reason={props.isAdmin ? null : 'Only admins can invite admins.'}
          />
          <Button type="submit" kind="first" disabled={deed.busy()}>
            Invite
          </Button>
        </div>
      </div>
      <deed.Fault id={`${id}-note`} />
      <Show when={!props.isAdmin && !deed.error()}>
        <p class="small quiet">You can invite members. Only admins can invite admins.</p>
      </Show>
      <div role="status">
        <Show when={invited()}>
          {(to) => (
            <p class="small done">
              <Icon name="check" />{' '}
              <span>
                An invitation is on its way to <b dir="ltr">{to()}</b>.
              </span>
            </p>
          )}
        </Show>
      </div>
    </form>
  );
}
