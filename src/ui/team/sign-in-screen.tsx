import { createSignal, Show } from 'solid-js';
import { Button } from '../kit/button.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { AccountFrame } from './account-frame.tsx';
import { AlreadySignedIn } from './already-signed-in.tsx';
import { arrivalPath, rememberAddress, typedAddress } from './arrival.ts';
import { CheckMail } from './check-mail.tsx';
import { createDeed } from './create-deed.tsx';
import { TextField } from './text-field.tsx';
import { useTeam } from './use-team.ts';

/** Signing in by password, or by a link that comes by mail. */
export function SignInScreen() {
  const team = useTeam();
  const navigation = useNavigation();
  const [password, setPassword] = createSignal('');
  const [mailed, setMailed] = createSignal(false);
  const byPassword = createDeed();
  const byLink = createDeed();

  const signIn = async (event: SubmitEvent) => {
    event.preventDefault();
    byLink.clear();
    const worked = await byPassword.run(() => team.session.signIn(typedAddress().trim(), password()));
    if (worked) navigation.go(arrivalPath(team));
  };
  const mailLink = async () => {
    byPassword.clear();
    if (await byLink.run(() => team.session.mailSignInLink(typedAddress().trim()))) setMailed(true);
  };

  return (
    <Show
      when={!mailed()}
      fallback={
        <CheckMail
          title="Look into your mail"
          address={typedAddress()}
          what="If there is an account with this address, a link to sign in is on its way to"
          again={() => team.session.mailSignInLink(typedAddress().trim())}
          onBack={() => setMailed(false)}
        />
      }
    >
      <AccountFrame
        title="Sign in"
        lead="Your team’s scenarios and results are in its workspace. Events stay in your browser."
        footer={
          <>
            <span>
              New here? <a href="/sign-up">Create an account</a>
            </span>
            <a href="/reset-password">Forgotten the password?</a>
          </>
        }
      >
        <form class="account-form" onSubmit={(event) => void signIn(event)}>
          <AlreadySignedIn />
          <TextField
            label="E-mail"
            type="email"
            autocomplete="username"
            required
            value={typedAddress()}
            onInput={rememberAddress}
          />
          <TextField
            label="Password"
            type="password"
            autocomplete="current-password"
            required
            value={password()}
            onInput={setPassword}
          />
          <byPassword.Fault />
          <byLink.Fault />
          <Button type="submit" kind="first" large disabled={byPassword.busy()}>
            Sign in
          </Button>
          <Button disabled={typedAddress().trim() === '' || byLink.busy()} onClick={() => void mailLink()}>
            Mail me a link instead
          </Button>
        </form>
      </AccountFrame>
    </Show>
  );
}
