import { createSignal, Show } from 'solid-js';
import { Button } from '../kit/button.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { AccountFrame } from './account-frame.tsx';
import { createDeed } from './create-deed.tsx';
import { SignInFirst } from './sign-in-first.tsx';
import { TextField } from './text-field.tsx';
import { useTeam } from './use-team.ts';

/** Making a workspace; its maker is its first admin. */
export function NewWorkspaceScreen() {
  const team = useTeam();
  const navigation = useNavigation();
  const [name, setName] = createSignal('');
  const deed = createDeed();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name().trim() === '') return;
    if (await deed.run(() => team.workspaces.create(name())))
      navigation.go(team.mixpanel?.isWanted() ? '/connect' : '/settings/team');
  };
  return (
    <AccountFrame
      title="Create a workspace"
      lead="A workspace holds what a team shares: scenarios, results, pins and colours. Events never leave your browser."
    >
      <Show when={team.session.current()} fallback={<SignInFirst what="create a workspace" />}>
        <form class="account-form" onSubmit={(event) => void submit(event)}>
          <TextField
            label="Name"
            required
            maxLength={80}
            hint="Your team’s or product’s name. It can be changed later."
            value={name()}
            onInput={setName}
          />
          <deed.Fault />
          <Button type="submit" kind="first" large disabled={deed.busy()}>
            Create workspace
          </Button>
        </form>
      </Show>
    </AccountFrame>
  );
}
