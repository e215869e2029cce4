import { createEffect, createSignal, on, Show } from 'solid-js';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useScreenTitle } from '../../kit/screen-title.ts';
import { createDeed } from '../../team/create-deed.tsx';
import { SignInFirst } from '../../team/sign-in-first.tsx';
import { TextField } from '../../team/text-field.tsx';
import { useTeam } from '../../team/use-team.ts';
import { PictureField } from './picture-field.tsx';

/** One's own name, address and picture, as teammates see them. */
export function ProfileSection() {
  const team = useTeam();
  useScreenTitle(() => 'Profile');
  return (
    <>
      <h1>Profile</h1>
      <p class="small settings-lead">How your teammates see you.</p>
      <Show when={team.session.current()} fallback={<SignInFirst what="have a profile" />}>
        <PictureField />
        <ProfileForm />
      </Show>
    </>
  );
}

function ProfileForm() {
  const team = useTeam();
  const session = () => team.session.current();
  const [name, setName] = createSignal(team.session.profile()?.name ?? '');
  const [email, setEmail] = createSignal(session()?.email ?? '');
  const [saved, setSaved] = createSignal(false);
  const deed = createDeed();
  createEffect(
    on(
      () => team.session.profile()?.name,
      (fresh, before) => {
        if (fresh !== undefined && (name() === '' || name() === before)) setName(fresh);
      },
    ),
  );
  createEffect(
    on(
      () => session()?.email,
      (fresh) => fresh && setEmail(fresh),
      { defer: true },
    ),
  );

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setSaved(false);
    const worked = await deed.run(async () => {
      if (name().trim() !== team.session.profile()?.name) await team.session.saveName(name());
      const wanted = email().trim();
      if (wanted.toLowerCase() !== session()?.email.toLowerCase()) await team.session.changeEmail(wanted);
    });
    setSaved(worked);
  };
  return (
    <form class="settings-form" onSubmit={(event) => void save(event)}>
      <TextField label="Name" autocomplete="name" required maxLength={80} value={name()} onInput={setName} />
      <TextField
        label="E-mail"
        type="email"
        autocomplete="email"
        required
        hint="A new address counts once you have confirmed it from the old one and the new one."
        value={email()}
        onInput={setEmail}
      />
      <Show when={session()?.pendingEmail}>
        {(pending) => (
          <div class="notice">
            <p>
              A link went to <b dir="ltr">{session()?.email}</b> and to <b dir="ltr">{pending()}</b>. Open both; until
              then you sign in with the old address.
            </p>
          </div>
        )}
      </Show>
      <deed.Fault />
      <div class="settings-buttons">
        <Button type="submit" kind="first" disabled={deed.busy()}>
          Save profile
        </Button>
        <span role="status" class="small done">
          <Show when={saved()}>
            <Icon name="check" /> Saved
          </Show>
        </span>
      </div>
    </form>
  );
}
