import { createSignal, Show } from 'solid-js';
import { Button } from '../kit/button.tsx';
import { AccountFrame } from './account-frame.tsx';
import { rememberAddress, typedAddress } from './arrival.ts';
import { CheckMail } from './check-mail.tsx';
import { createDeed } from './create-deed.tsx';
import { TextField } from './text-field.tsx';
import { useTeam } from './use-team.ts';

/** Asking for a link to choose a new password. */
export function ResetScreen() {
  const team = useTeam();
  const [mailed, setMailed] = createSignal(false);
  const deed = createDeed();
  const ask = () => team.session.mailReset(typedAddress().trim());
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await deed.run(ask)) setMailed(true);
  };
  return (
    <Show
      when={!mailed()}
      fallback={
        <CheckMail
          title="Look into your mail"
          address={typedAddress()}
          what="If there is an account with this address, a link to choose a new password is on its way to"
          again={ask}
          onBack={() => setMailed(false)}
        />
      }
    >
      <AccountFrame
        title="Choose a new password"
        lead="We mail you a link. It leads to where you choose the new one."
        footer={<a href="/sign-in">Back to signing in</a>}
      >
        <form class="account-form" onSubmit={(event) => void submit(event)}>
          <TextField
            label="E-mail"
            type="email"
            autocomplete="username"
            required
            value={typedAddress()}
            onInput={rememberAddress}
          />
          <deed.Fault />
          <Button type="submit" kind="first" large disabled={deed.busy()}>
            Mail me a link
          </Button>
        </form>
      </AccountFrame>
    </Show>
  );
}
