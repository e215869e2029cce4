import { createSignal, Show } from 'solid-js';
import { Button } from '../kit/button.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { showToast } from '../kit/toast.tsx';
import { AccountFrame } from './account-frame.tsx';
import { arrivalPath } from './arrival.ts';
import { createDeed } from './create-deed.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { useTeam } from './use-team.ts';

/** Choosing a new password, right after a reset link. */
export function NewPasswordScreen() {
  const team = useTeam();
  const navigation = useNavigation();
  const [password, setPassword] = createSignal('');
  const deed = createDeed();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(await deed.run(() => team.session.changePassword(password(), null)))) return;
    showToast('Your password is changed. You are signed in here, and signed out everywhere else.');
    navigation.go(arrivalPath(team));
  };
  return (
    <AccountFrame
      title="Choose a new password"
      lead={<Show when={team.session.current()}>{(session) => <>For {session().email}.</>}</Show>}
      footer={<a href="/reset-password">Ask for a new link</a>}
    >
      <Show
        when={team.session.current()}
        fallback={<p>This page works right after a link from your mail. Ask for one and open it here.</p>}
      >
        <form class="account-form" onSubmit={(event) => void submit(event)}>
          <NewPasswordField label="New password" value={password()} onInput={setPassword} />
          <deed.Fault />
          <Button type="submit" kind="first" large disabled={deed.busy()}>
            Save the new password
          </Button>
        </form>
      </Show>
    </AccountFrame>
  );
}
