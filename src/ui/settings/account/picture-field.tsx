import { Show } from 'solid-js';
import { Button } from '../../kit/button.tsx';
import { Avatar } from '../../team/avatar.tsx';
import { createDeed } from '../../team/create-deed.tsx';
import { useTeam } from '../../team/use-team.ts';

/** One's picture: choose another or take it away. It is made small in the browser before it is sent. */
export function PictureField() {
  const team = useTeam();
  const deed = createDeed();
  const profile = () => team.session.profile();
  const choose = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    input.value = '';
    if (file) void deed.run(() => team.session.savePicture(file));
  };
  return (
    <div class="picture-field">
      <Avatar
        size={72}
        name={profile()?.name ?? ''}
        email={team.session.current()?.email ?? ''}
        picture={profile()?.picture ?? null}
      />
      <div>
        <div class="account-buttons">
          <label class="button file-button">
            Change picture
            <input
              type="file"
              class="visually-hidden"
              accept="image/*"
              disabled={deed.busy()}
              onChange={(event) => choose(event.currentTarget)}
            />
          </label>
          <Show when={profile()?.picture}>
            <Button
              kind="plain"
              disabled={deed.busy()}
              onClick={() => void deed.run(() => team.session.savePicture(null))}
            >
              Remove picture
            </Button>
          </Show>
        </div>
        <p class="small quiet">The middle of it, 96 pixels wide. Without one, your initials are shown.</p>
        <deed.Fault />
      </div>
    </div>
  );
}
