import { Show } from 'solid-js';
import type { SharedFacts } from '#contract/shared.ts';
import { useApp } from '../kit/app-context.ts';
import { formatMoment } from '../kit/format.ts';
import { Avatar } from '../team/avatar.tsx';
import './team-dashboard.css';

const FORMER = 'A former member';

/** A teammate's name as a card says it: `You` for the reader. */
export function useNames() {
  const app = useApp();
  const person = (id: string | null) => app.team?.()?.shared?.teammate(id) ?? null;
  const nameOf = (id: string | null) => {
    const known = person(id);
    if (!known) return FORMER;
    return known.isSelf ? 'You' : known.name;
  };
  return { person, nameOf };
}

/** Who worked an answer out and when; that a change still waits for the network. */
export function TeamCardWhen(props: { shared: SharedFacts; now: number }) {
  const { nameOf } = useNames();
  return (
    <span class="team-when">
      <Show when={props.shared.summary}>
        {(summary) => (
          <>
            <bdi class="cut">{nameOf(props.shared.computedBy)}</bdi>
            <span class="quiet">{formatMoment(summary().computedAt, props.now)}</span>
          </>
        )}
      </Show>
      <Show when={props.shared.pending}>
        <span class="card-stale team-pending" title="Your change is kept here and sent as soon as there is a network">
          pending
        </span>
      </Show>
    </span>
  );
}

/** The picture of who pinned it. */
export function TeamCardPin(props: { shared: SharedFacts }) {
  const { person, nameOf } = useNames();
  return (
    <Show when={props.shared.pinnedBy}>
      {(by) => (
        <span
          class="team-pinned"
          role="img"
          aria-label={`Pinned by ${nameOf(by())}`}
          title={`Pinned by ${nameOf(by())}`}
        >
          <Avatar name={person(by())?.name ?? ''} email="" picture={person(by())?.picture ?? null} size={24} />
        </span>
      )}
    </Show>
  );
}
