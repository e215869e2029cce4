import { createSignal, type JSX, Show } from 'solid-js';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { formatNoun } from '../kit/format.ts';
import { useTeam } from './use-team.ts';

/** A way to sign out that asks first where changes made without a network would be lost. */
export interface SignOut {
  start(): void;
  /** The question; to be placed once. */
  Question(): JSX.Element;
}

/** @param leave - signs out, and says what came of it. */
export function createSignOut(leave: () => Promise<void>): SignOut {
  const team = useTeam();
  const [asks, setAsks] = createSignal(false);
  const waiting = () => team.shared?.waiting() ?? 0;
  const close = () => setAsks(false);
  return {
    start: () => {
      if (waiting() > 0) setAsks(true);
      else void leave();
    },
    Question: () => (
      <Show when={asks()}>
        <Dialog
          open
          onClose={close}
          title="Sign out and lose changes?"
          footer={
            <>
              <Button onClick={close}>Stay signed in</Button>
              <Button
                kind="danger"
                onClick={() => {
                  close();
                  void leave();
                }}
              >
                Sign out
              </Button>
            </>
          }
        >
          <p>
            {formatNoun(waiting(), 'change')} made without a network did not reach your team yet. Signing out drops{' '}
            {waiting() === 1 ? 'it' : 'them'}. To keep {waiting() === 1 ? 'it' : 'them'}, stay until you are online
            again.
          </p>
        </Dialog>
      </Show>
    ),
  };
}
