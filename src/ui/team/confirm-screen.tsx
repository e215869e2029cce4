import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from 'solid-js';
import type { LinkOutcome, MailedLinkKind } from '#contract/team.ts';
import { Button } from '../kit/button.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { AccountFrame } from './account-frame.tsx';
import { clearAddressHash, createAddressHash } from './address-hash.ts';
import { arrivalPath } from './arrival.ts';
import { createDeed } from './create-deed.tsx';
import { readMailedLink } from './read-mailed-link.ts';
import { useTeam } from './use-team.ts';

interface Words {
  readonly title: string;
  readonly lead: string;
  readonly button: string;
  /** Where a new link can be asked for. */
  readonly again: string;
  readonly againWords: string;
}

const words: Record<MailedLinkKind, Words> = {
  signup: {
    title: 'Confirm your address',
    lead: 'One press, and your account is ready.',
    button: 'Confirm my address',
    again: '/sign-up',
    againWords: 'Sign up again for a new link',
  },
  magiclink: {
    title: 'Sign in',
    lead: 'The link from your mail signs you in on this device.',
    button: 'Sign in here',
    again: '/sign-in',
    againWords: 'Ask for a new link',
  },
  recovery: {
    title: 'Choose a new password',
    lead: 'The link from your mail signs you in, so that you can choose a new password.',
    button: 'Go on',
    again: '/reset-password',
    againWords: 'Ask for a new link',
  },
  email_change: {
    title: 'Change your address',
    lead: 'Confirm that this address belongs to your account.',
    button: 'Confirm the change',
    again: '/settings/profile',
    againWords: 'Change it again in your profile',
  },
};

/** Where the links of Auth's mails lead. Nothing happens before a press: mail scanners open links. */
export function ConfirmScreen() {
  const team = useTeam();
  const navigation = useNavigation();
  const hash = createAddressHash();
  const link = createMemo(() => readMailedLink(hash()));
  const deed = createDeed();
  const [outcome, setOutcome] = createSignal<LinkOutcome | null>(null);
  // The next link opened in the same tab changes only what stands behind `#`.
  createEffect(
    on(link, () => {
      setOutcome(null);
      deed.clear();
    }),
  );
  const kindWords = () => words[link()?.kind ?? 'signup'];

  const use = async () => {
    const wanted = link();
    if (!wanted) return;
    let came: LinkOutcome | null = null;
    const worked = await deed.run(async () => {
      came = await team.session.useLink(wanted);
    });
    if (!worked) return;
    setOutcome(came);
    clearAddressHash();
    if (came === 'signed-in') navigation.go(arrivalPath(team));
    if (came === 'choose-password') navigation.go('/new-password');
  };

  return (
    <Switch
      fallback={
        <AccountFrame
          title="This link is not complete"
          footer={<a href="/sign-in">Go to signing in</a>}
          lead="Some mail programs break long links. Open it again from the mail, or copy all of it into the address line."
        />
      }
    >
      <Match when={outcome() === 'half-changed'}>
        <AccountFrame
          title="Confirmed here"
          lead="A link went to your other address, too. When both are confirmed, your address is changed."
          footer={<a href="/">Go to your scenarios</a>}
        />
      </Match>
      <Match when={outcome() === 'email-changed'}>
        <AccountFrame
          title="Your address is changed"
          lead={<>You sign in with {team.session.current()?.email ?? 'the new one'} from now on.</>}
          footer={<a href="/settings/profile">Go to your profile</a>}
        />
      </Match>
      <Match when={link()}>
        <AccountFrame title={kindWords().title} lead={kindWords().lead}>
          <div class="account-form">
            <Show
              when={deed.error()}
              fallback={
                <Button kind="first" large disabled={deed.busy()} onClick={() => void use()}>
                  {kindWords().button}
                </Button>
              }
            >
              <deed.Fault />
              <div class="account-buttons">
                <a class="button" href={kindWords().again}>
                  {kindWords().againWords}
                </a>
                <Button kind="plain" disabled={deed.busy()} onClick={() => void use()}>
                  Try again
                </Button>
              </div>
            </Show>
          </div>
        </AccountFrame>
      </Match>
    </Switch>
  );
}
