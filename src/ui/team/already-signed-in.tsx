import { Show } from 'solid-js';
import { useTeam } from './use-team.ts';

/** A word to who opens such a page while signed in: another account takes this one's place. */
export function AlreadySignedIn() {
  const team = useTeam();
  const before = team.session.current()?.email;
  return (
    <Show when={before && team.session.current()?.email === before}>
      <div class="notice">
        <p>
          You are signed in as <b dir="ltr">{before}</b>. Another account takes its place in this browser.{' '}
          <a href="/">Go to your scenarios</a>
        </p>
      </div>
    </Show>
  );
}
