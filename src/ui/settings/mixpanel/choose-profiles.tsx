import { createMemo, createSignal, For, onMount, Show, untrack } from 'solid-js';
import type { ProfileOffer } from '#contract/mixpanel.ts';
import type { OfferedProperty } from '#core/mixpanel/profile-page.ts';
import { MOST_PROFILE_PROPERTIES, profileKind } from '#core/mixpanel/profile-properties.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { formatCount, formatNoun, formatShare } from '../../kit/format.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { createDeed } from '../../team/create-deed.tsx';
import { useTeam } from '../../team/use-team.ts';
import { TableSearch } from '../../data/table-search.tsx';
import { LEAK } from './profile-words.ts';

/** Of more than this the rest is found by searching. */
const MOST_SHOWN = 200;

export interface ChooseProfilesProps {
  projectId: string;
  name: string;
  chosen: readonly string[];
  onClose: () => void;
}

/** Which properties of user profiles are fetched: what looks fixed first, the rest with the reason why it may mislead. */
export function ChooseProfiles(props: ChooseProfilesProps) {
  const team = useTeam();
  const looking = createDeed();
  const saving = createDeed();
  const [offer, setOffer] = createSignal<ProfileOffer>();
  const [typed, setTyped] = createSignal('');
  const [picked, setPicked] = createSignal<ReadonlySet<string>>(new Set(untrack(() => props.chosen)));
  const look = () => void looking.run(async () => void setOffer(await team.profiles?.look(props.projectId)));
  onMount(look);
  const all = createMemo((): readonly OfferedProperty[] => {
    const found = offer()?.properties ?? [];
    const names = new Set(found.map(({ name }) => name));
    const gone = props.chosen.filter((name) => !names.has(name));
    return [...gone.map((name) => ({ name, kind: profileKind(name), carriers: 0, values: [] })), ...found];
  });
  const shown = createMemo(() => {
    const wanted = typed().toLocaleLowerCase();
    return all().filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  });
  const of = (kind: OfferedProperty['kind']) =>
    shown()
      .slice(0, MOST_SHOWN)
      .filter((one) => one.kind === kind);
  const isFull = () => picked().size >= MOST_PROFILE_PROPERTIES;
  const isSame = () => picked().size === props.chosen.length && props.chosen.every((name) => picked().has(name));
  const pick = (name: string, isPicked: boolean) =>
    setPicked((known) => {
      const next = new Set(known);
      if (isPicked) next.add(name);
      else next.delete(name);
      return next;
    });
  const save = async () => {
    const done = await saving.run(async () => team.profiles?.choose(props.projectId, [...picked()].toSorted()));
    if (done) props.onClose();
  };
  const Group = (own: { kind: OfferedProperty['kind']; title: string; about: string }) => (
    <Show when={of(own.kind).length > 0}>
      <fieldset class={`profiles-group ${own.kind}`}>
        <legend>{own.title}</legend>
        <p class="small">{own.about}</p>
        <ul>
          <For each={of(own.kind)}>
            {(one) => (
              <li>
                <label>
                  <input
                    type="checkbox"
                    checked={picked().has(one.name)}
                    disabled={isFull() && !picked().has(one.name)}
                    onChange={(event) => pick(one.name, event.currentTarget.checked)}
                  />
                  <bdi title={one.name}>{one.name}</bdi>
                </label>
                <span class="small quiet cut">
                  <For each={one.values}>
                    {(value, at) => (
                      <>
                        {at() > 0 ? ', ' : ''}
                        <bdi>{value === '' ? 'empty text' : value}</bdi>
                      </>
                    )}
                  </For>
                </span>
                <span class="small num">
                  {one.carriers > 0 ? formatShare(one.carriers / Math.max(1, offer()?.seen ?? 0)) : 'not seen'}
                </span>
              </li>
            )}
          </For>
        </ul>
      </fieldset>
    </Show>
  );
  return (
    <Dialog
      open
      wide
      onClose={() => props.onClose()}
      title={
        <>
          User profiles of <bdi>{props.name}</bdi>
        </>
      }
      footer={
        <>
          <span class="small num profiles-count">
            {isFull() ? `${MOST_PROFILE_PROPERTIES} chosen, which is the most` : `${formatCount(picked().size)} chosen`}
          </span>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button kind="first" disabled={saving.busy() || isSame()} onClick={() => void save()}>
            {picked().size === 0 && props.chosen.length > 0 ? 'Take away' : 'Fetch these'}
          </Button>
        </>
      }
    >
      <p class="small">
        Profiles may hold names and e-mail addresses. What you choose comes into the browser of every member, and
        nowhere else; results that use it are shared with the workspace.
      </p>
      <Show when={looking.error()}>
        <looking.Fault />
        <div>
          <Button onClick={look}>Try again</Button>
        </div>
      </Show>
      <Show when={looking.busy()}>
        <div aria-busy="true" aria-label="Looking at the first profiles">
          <Skeleton height="200px" />
        </div>
      </Show>
      <Show when={offer()}>
        {(known) => (
          <Show
            when={all().length > 0}
            fallback={
              <EmptyState title="No profiles">
                {known().total === 0
                  ? 'This Mixpanel project has no user profiles.'
                  : 'Its first profiles have no properties.'}
              </EmptyState>
            }
          >
            <div class="profiles-look">
              <span class="small quiet num">
                By the first {formatCount(known().seen)} of {formatNoun(known().total, 'profile')}
              </span>
              <Show when={all().length > 10}>
                <TableSearch label="Search properties" onInput={setTyped} />
              </Show>
            </div>
            <div class="profiles-offer">
              <Group
                kind="fixed"
                title="Look as if they never change"
                about="By their names. They say who somebody was from the start on."
              />
              <Group kind="changing" title="May have changed since" about={LEAK} />
              <Show when={shown().length === 0}>
                <p class="small">No property matches.</p>
              </Show>
              <Show when={shown().length > MOST_SHOWN}>
                <p class="small">
                  {formatNoun(shown().length - MOST_SHOWN, 'further property', 'further properties')}: search for a part
                  of the name.
                </p>
              </Show>
            </div>
          </Show>
        )}
      </Show>
      <saving.Fault />
    </Dialog>
  );
}
