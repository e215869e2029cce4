import { Show } from 'solid-js';
import type { InvitationPreview } from '#contract/team.ts';
import { Button } from '../kit/button.tsx';
import { formatDay } from '../kit/format.ts';
import { useNavigation } from '../kit/navigation.ts';
import { showToast } from '../kit/toast.tsx';
import { AccountFrame } from './account-frame.tsx';
import { rememberAddress } from './arrival.ts';
import { createDeed } from './create-deed.tsx';
import { createSignOut } from './create-sign-out.tsx';
import { useTeam } from './use-team.ts';

/** What can be done with an open invitation: by who is signed in, by somebody else, by nobody yet. */
export function JoinChoices(props: { preview: InvitationPreview; code: string }) {
  const team = useTeam();
  const navigation = useNavigation();
  const deed = createDeed();
  const session = () => team.session.current();
  const isOther = () => session() && session()?.email.toLowerCase() !== props.preview.email.toLowerCase();

  const join = async () => {
    const { workspace } = props.preview;
    if (!(await deed.run(() => team.workspaces.accept(props.code)))) return;
    showToast(`You joined ${workspace}`);
    navigation.go('/');
  };
  const goSigned = (path: string) => {
    rememberAddress(props.preview.email);
    navigation.go(path);
  };
  const switchAccount = createSignOut(async () => {
    await deed.run(async () => {
      const { code } = props;
      await team.session.signOut('here');
      // Signing out forgets everything, and this is still wanted.
      team.workspaces.keepCode(code);
      goSigned('/sign-in');
    });
  });

  return (
    <AccountFrame
      title={`Join ${props.preview.workspace}`}
      lead={
        <>
          {props.preview.invitedBy ?? 'Somebody'} invites you
          {props.preview.role === 'admin' ? ' as an admin' : ''}. The invitation ends on{' '}
          {formatDay(props.preview.expiresAt)}.
        </>
      }
    >
      <switchAccount.Question />
      <div class="account-form">
        <Show
          when={session()}
          fallback={
            <>
              <p>
                It went to <b dir="ltr">{props.preview.email}</b>. To join, create an account or sign in.
              </p>
              <Button kind="first" large onClick={() => goSigned('/sign-up')}>
                Create an account
              </Button>
              <Button onClick={() => goSigned('/sign-in')}>I have an account</Button>
            </>
          }
        >
          {(signedIn) => (
            <Show
              when={isOther()}
              fallback={
                <>
                  <p>
                    You are signed in as <b dir="ltr">{signedIn().email}</b>.
                  </p>
                  <Button kind="first" large disabled={deed.busy()} onClick={() => void join()}>
                    Join
                  </Button>
                </>
              }
            >
              <div class="notice warn">
                <p>
                  The invitation went to <b dir="ltr">{props.preview.email}</b>, and you are signed in as{' '}
                  <b dir="ltr">{signedIn().email}</b>.
                </p>
              </div>
              <Button kind="first" large disabled={deed.busy()} onClick={() => switchAccount.start()}>
                Sign in as the other
              </Button>
              <Button disabled={deed.busy()} onClick={() => void join()}>
                Join as who I am
              </Button>
            </Show>
          )}
        </Show>
        <deed.Fault />
      </div>
    </AccountFrame>
  );
}
