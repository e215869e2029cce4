import { Show } from 'solid-js';
import type { SharedFacts } from '#contract/shared.ts';
import { formatMoment } from '../kit/format.ts';
import { describeDays } from '../scenario/question/describe-conditions.ts';
import { useNames } from './team-card.tsx';

/** Below a team's question: who worked the answer out, when, on which data; and what is missing to do it again here. */
export function TeamLine(props: { shared: SharedFacts }) {
  const { nameOf } = useNames();
  return (
    <div class="team-line small">
      <Show when={props.shared.summary}>
        {(summary) => (
          <p>
            Worked out by <bdi>{nameOf(props.shared.computedBy)}</bdi>, {formatMoment(summary().computedAt, Date.now())}
            , on <bdi>{props.shared.projectName}</bdi>, {describeDays(summary().dataFromMs, summary().dataToMs)}.
          </p>
        )}
      </Show>
      <Show when={!props.shared.hasEvents}>
        <p>
          {props.shared.summary ? 'You can read it here' : 'Nobody has worked it out yet'}. To{' '}
          {props.shared.summary ? 'refresh it' : 'explore it'} in this browser, import the events of{' '}
          <bdi>{props.shared.projectName}</bdi> and choose that project on the dashboard.
        </p>
      </Show>
      <Show when={props.shared.pending}>
        <p role="status">Your last change waits for the network.</p>
      </Show>
    </div>
  );
}
