import { createEffect, createMemo, createSignal, Match, on, Switch } from 'solid-js';
import { Button } from '../kit/button.tsx';
import { AccountFrame } from './account-frame.tsx';
import { clearAddressHash, createAddressHash } from './address-hash.ts';
import { createDeed } from './create-deed.tsx';
import { readStopLink } from './read-stop-link.ts';
import { useTeam } from './use-team.ts';

/** Where the way out of a mail leads. Nothing happens before a press: mail scanners open links. */
export function UnsubscribeScreen() {
  const team = useTeam();
  const hash = createAddressHash();
  const link = createMemo(() => readStopLink(hash()));
  const deed = createDeed();
  const [stoppedFor, setStoppedFor] = createSignal<string | null>(null);
  // The next link opened in the same tab changes only what stands behind `#`.
  createEffect(
    on(link, () => {
      setStoppedFor(null);
      deed.clear();
    }),
  );

  const stop = async () => {
    const wanted = link();
    const { billing } = team;
    if (!wanted || !billing) return;
    if (!(await deed.run(() => billing.stopMails(wanted)))) return;
    setStoppedFor(wanted.email);
    clearAddressHash();
  };

  return (
    <Switch
      fallback={
        <AccountFrame
          title="This link is not complete"
          lead="Some mail programs break long links. Open it again from the mail, or copy all of it into the address line."
          footer={<a href="/">Go to your scenarios</a>}
        />
      }
    >
      <Match when={stoppedFor()}>
        {(email) => (
          <AccountFrame
            title="You get no more of these mails"
            lead={
              <>
                <bdi>{email()}</bdi> is off the list for this workspace. Bills, and what takes access away, are still
                mailed.
              </>
            }
            footer={<a href="/">Go to your scenarios</a>}
          />
        )}
      </Match>
      <Match when={link()}>
        {(wanted) => (
          <AccountFrame
            title="Stop these mails?"
            lead={
              <>
                Mails about the trial and about usage will no longer go to <bdi>{wanted().email}</bdi>. Bills, and what
                takes access away, are still mailed.
              </>
            }
          >
            <div class="account-form">
              <deed.Fault />
              <Button kind="first" large disabled={deed.busy()} onClick={() => void stop()}>
                Stop these mails
              </Button>
            </div>
          </AccountFrame>
        )}
      </Match>
    </Switch>
  );
}
