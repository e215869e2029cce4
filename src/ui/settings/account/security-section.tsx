import { createSignal, Show } from 'solid-js';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useNavigation } from '../../kit/navigation.ts';
import { useScreenTitle } from '../../kit/screen-title.ts';
import { showToast } from '../../kit/toast.tsx';
import { createDeed } from '../../team/create-deed.tsx';
import { SignInFirst } from '../../team/sign-in-first.tsx';
import { NewPasswordField } from '../../team/new-password-field.tsx';
import { TextField } from '../../team/text-field.tsx';
import { createSignOut } from '../../team/create-sign-out.tsx';
import { useTeam } from '../../team/use-team.ts';
import { DeleteAccount } from './delete-account.tsx';

/** Password, sessions on other devices, and the end of the account. */
export function SecuritySection() {
  const team = useTeam();
  useScreenTitle(() => 'Security');
  return (
    <>
      <h1>Security</h1>
      <p class="small settings-lead">Your password, your devices, and your account.</p>
      <Show when={team.session.current()} fallback={<SignInFirst what="see this" />}>
        <PasswordForm />
        <Sessions />
        <Account />
      </Show>
    </>
  );
}

function PasswordForm() {
  const team = useTeam();
  const [current, setCurrent] = createSignal('');
  const [next, setNext] = createSignal('');
  const [saved, setSaved] = createSignal(false);
  const deed = createDeed();
  const change = async (event: SubmitEvent) => {
    event.preventDefault();
    setSaved(false);
    if (!(await deed.run(() => team.session.changePassword(next(), current())))) return;
    setCurrent('');
    setNext('');
    setSaved(true);
  };
  return (
    <section>
      <h2>Password</h2>
      <form class="settings-form" onSubmit={(event) => void change(event)}>
        <input type="text" autocomplete="username" hidden readOnly value={team.session.current()?.email ?? ''} />
        <TextField
          label="Current password"
          type="password"
          autocomplete="current-password"
          required
          value={current()}
          onInput={setCurrent}
        />
        <NewPasswordField label="New password" value={next()} onInput={setNext} />
        <deed.Fault />
        <div class="settings-buttons">
          <Button type="submit" disabled={deed.busy()}>
            Change password
          </Button>
          <span role="status" class="small done">
            <Show when={saved()}>
              <Icon name="check" /> Changed. Other devices are signed out.
            </Show>
          </span>
        </div>
        <p class="small">
          Forgotten it? <a href="/reset-password">Ask for a link to choose a new one</a>.
        </p>
      </form>
    </section>
  );
}

function Sessions() {
  const team = useTeam();
  const navigation = useNavigation();
  const deed = createDeed();
  const everywhere = createSignOut(async () => {
    if (!(await deed.run(() => team.session.signOut('everywhere')))) return;
    showToast('You are signed out on all devices.');
    navigation.go('/sign-in');
  });
  return (
    <section class="settings-line">
      <div>
        <h2>Devices</h2>
        <p class="small">Signs you out here and on every other device, within an hour at the latest.</p>
        <deed.Fault />
        <everywhere.Question />
      </div>
      <Button disabled={deed.busy()} onClick={() => everywhere.start()}>
        Sign out everywhere
      </Button>
    </section>
  );
}

function Account() {
  const [asking, setAsking] = createSignal(false);
  return (
    <section class="settings-line">
      <div>
        <h2>Delete the account</h2>
        <p class="small">Your profile goes, and workspaces in which nobody else is. Events in this browser stay.</p>
      </div>
      <Button kind="danger" onClick={() => setAsking(true)}>
        Delete account…
      </Button>
      <Show when={asking()}>
        <DeleteAccount onClose={() => setAsking(false)} />
      </Show>
    </section>
  );
}
