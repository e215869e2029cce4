import { createEffect, createSignal, on, Show } from 'solid-js';
import type { InvitationPreview } from '#contract/team.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { Button } from '../kit/button.tsx';
import { Skeleton } from '../kit/skeleton.tsx';
import { AccountFrame } from './account-frame.tsx';
import { clearAddressHash, createAddressHash } from './address-hash.ts';
import { describeTeamError } from './describe-team-error.ts';
import { JoinChoices } from './join-choices.tsx';
import { useTeam } from './use-team.ts';

type Looked =
  | { readonly kind: 'looking' }
  | { readonly kind: 'open'; readonly preview: InvitationPreview }
  | { readonly kind: 'refused'; readonly error: PteroError };

const RETRY: ReadonlySet<unknown> = new Set(['backend/unreachable', 'backend/failed', 'account/too-often']);

/** Where an invitation leads: what it is for, then joining, with the account one has or a new one. */
export function JoinScreen() {
  const team = useTeam();
  const hash = createAddressHash();
  const [looked, setLooked] = createSignal<Looked>({ kind: 'looking' });
  const [code, setCode] = createSignal(team.workspaces.waitingCode());

  const forgetCode = () => {
    setCode(null);
    team.workspaces.keepCode(null);
  };
  const look = async (wanted: string) => {
    setLooked({ kind: 'looking' });
    try {
      setLooked({ kind: 'open', preview: await team.workspaces.preview(wanted) });
    } catch (cause) {
      const error = PteroError.from(cause);
      if (!RETRY.has(error.details['reason'])) forgetCode();
      setLooked({ kind: 'refused', error });
    }
  };
  createEffect(
    on(hash, (text) => {
      const fresh = text.replace(/^#/u, '');
      if (fresh !== '') {
        team.workspaces.keepCode(fresh);
        setCode(fresh);
        clearAddressHash();
      }
      const wanted = code();
      if (wanted) void look(wanted);
    }),
  );
  const open = () => {
    const state = looked();
    return state.kind === 'open' ? state.preview : undefined;
  };
  const refused = () => {
    const state = looked();
    return state.kind === 'refused' ? state.error : undefined;
  };

  return (
    <Show
      when={code() ?? refused()}
      fallback={
        <AccountFrame
          title="This invitation is not complete"
          lead="Open the link again from the mail, or ask who invited you to send it again."
          footer={<a href="/">Go to your scenarios</a>}
        />
      }
    >
      <Show
        when={refused()}
        fallback={
          <Show
            when={open()}
            fallback={
              <AccountFrame title="An invitation" busy>
                <Skeleton height="120px" />
              </AccountFrame>
            }
          >
            {(preview) => <JoinChoices preview={preview()} code={code() ?? ''} />}
          </Show>
        }
      >
        {(error) => (
          <AccountFrame title="This invitation cannot be used" footer={<a href="/">Go to your scenarios</a>}>
            <div class="account-form">
              <p class="fault" role="alert">
                {describeTeamError(error())}
              </p>
              <Show when={code()}>
                {(kept) => (
                  <div class="account-buttons">
                    <Button onClick={() => void look(kept())}>Try again</Button>
                  </div>
                )}
              </Show>
            </div>
          </AccountFrame>
        )}
      </Show>
    </Show>
  );
}
