import { createSignal, Show } from 'solid-js';
import { Button } from '../kit/button.tsx';
import { AccountFrame } from './account-frame.tsx';
import { AlreadySignedIn } from './already-signed-in.tsx';
import { rememberAddress, typedAddress } from './arrival.ts';
import { CheckMail } from './check-mail.tsx';
import { createDeed } from './create-deed.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { TextField } from './text-field.tsx';
import { useTeam } from './use-team.ts';

/** Making an account, up to the mail that confirms its address. */
export function SignUpScreen() {
  const team = useTeam();
  const [name, setName] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [mailed, setMailed] = createSignal(false);
  const deed = createDeed();
  const signUp = () => team.session.signUp({ name: name().trim(), email: typedAddress().trim(), password: password() });
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await deed.run(signUp)) setMailed(true);
  };
  return (
    <Show
      when={!mailed()}
      fallback={
        <CheckMail
          title="Confirm your address"
          address={typedAddress()}
          what="A link to confirm your address is on its way to"
          again={signUp}
          onBack={() => setMailed(false)}
        />
      }
    >
      <AccountFrame
        title="Create an account"
        lead="With an account you share scenarios and results with your team. Events stay in your browser."
        footer={
          <span>
            You have one? <a href="/sign-in">Sign in</a>
          </span>
        }
      >
        <form class="account-form" onSubmit={(event) => void submit(event)}>
          <AlreadySignedIn />
          <TextField label="Your name" autocomplete="name" required maxLength={80} value={name()} onInput={setName} />
          <TextField
            label="E-mail"
            type="email"
            autocomplete="username"
            required
            value={typedAddress()}
            onInput={rememberAddress}
          />
          <NewPasswordField label="Password" value={password()} onInput={setPassword} />
          <deed.Fault />
          <Button type="submit" kind="first" large disabled={deed.busy()}>
            Create account
          </Button>
        </form>
      </AccountFrame>
    </Show>
  );
}
