import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Member } from '#contract/team.ts';
import { Button } from '../../kit/button.tsx';
import { formatCount } from '../../kit/format.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { useTeam } from '../../team/use-team.ts';
import { MemberRow } from './member-row.tsx';
import { RemoveMember } from './remove-member.tsx';

const SEARCH_FROM = 10;
/** So many are shown at first, so that what stands below is not out of sight. */
const FEW = 25;

/** The active members with what can be done about each. */
export function MembersList(props: { isAdmin: boolean }) {
  const team = useTeam();
  const [typed, setTyped] = createSignal('');
  const [all, setAll] = createSignal(false);
  const [removing, setRemoving] = createSignal<Member | null>(null);
  const members = () => team.workspaces.members();
  const onlyAdmin = createMemo(() => {
    const admins = (members() ?? []).filter(({ role }) => role === 'admin');
    return admins.length === 1 ? (admins[0]?.userId ?? null) : null;
  });
  // The list is read anew at every change; rows keep their place, and their focus, by the person.
  const ids = createMemo(
    () => {
      const wanted = typed().trim().toLocaleLowerCase();
      return (members() ?? [])
        .filter(({ name, email }) => `${name} ${email}`.toLocaleLowerCase().includes(wanted))
        .map(({ userId }) => userId);
    },
    undefined,
    { equals: (a, b) => a.join() === b.join() },
  );
  const shown = () => (all() || ids().length <= FEW + 5 ? ids() : ids().slice(0, FEW));
  const byId = createMemo(() => new Map((members() ?? []).map((member) => [member.userId, member])));

  return (
    <section aria-label="Active members">
      <div class="settings-head">
        <h2>Active members</h2>
        <Show when={(members()?.length ?? 0) >= SEARCH_FROM}>
          <input
            class="input"
            type="search"
            aria-label="Find a member"
            placeholder="Find a member"
            value={typed()}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </Show>
      </div>
      <Show when={!props.isAdmin}>
        <p class="small quiet people-reason">Only admins can change who is an admin and remove members.</p>
      </Show>
      <Show
        when={members()}
        fallback={
          <div aria-busy="true" class="people">
            <For each={[0, 1, 2]}>
              {() => (
                <div class="person">
                  <Skeleton width="36px" height="36px" />
                  <Skeleton width="40%" height="16px" />
                </div>
              )}
            </For>
          </div>
        }
      >
        <ul class="people">
          <For each={shown()} fallback={<li class="small people-none">Nobody of that name or address is here.</li>}>
            {(id) => (
              <Show when={byId().get(id)}>
                {(member) => (
                  <MemberRow
                    member={member()}
                    isSelf={id === team.session.current()?.userId}
                    isAdmin={props.isAdmin}
                    isOnlyAdmin={id === onlyAdmin()}
                    onRemove={() => setRemoving(member())}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
        <Show when={shown().length < ids().length}>
          <Button class="people-more" onClick={() => setAll(true)}>
            Show all {formatCount(ids().length)}
          </Button>
        </Show>
      </Show>
      <Show when={removing()}>{(member) => <RemoveMember member={member()} onClose={() => setRemoving(null)} />}</Show>
    </section>
  );
}
