import { Show } from 'solid-js';
import type { ListedEvent } from '#state/app-state.ts';
import { formatCount, formatDay } from '../kit/format.ts';

export interface EventRowProps {
  event: ListedEvent;
  selected: boolean;
  /** `through`: with all rows from the one selected before. */
  onSelect: (selected: boolean, through: boolean) => void;
}

/** The cells of one event: its name with what became of it, and its counts. */
export function EventRow(props: EventRowProps) {
  const isMerged = () => props.event.members.length > 0;
  const members = () => props.event.members.map((member) => member.name).join(' · ');
  return (
    <>
      <span role="cell" class="events-pick">
        <Show when={!props.event.bookkeeping}>
          <input
            type="checkbox"
            aria-label={`Select ${props.event.name}`}
            checked={props.selected}
            onClick={(event) => props.onSelect(event.currentTarget.checked, event.shiftKey)}
          />
        </Show>
      </span>
      <span role="cell" class="events-name" classList={{ away: props.event.hidden }}>
        <span class="events-line">
          <bdi class="cut" title={props.event.name}>
            {props.event.name}
          </bdi>
          <Show when={isMerged()}>
            <small class="tag many">{formatCount(props.event.members.length)} merged</small>
          </Show>
          <Show when={props.event.hidden}>
            <small class="tag">hidden</small>
          </Show>
          <Show when={props.event.bookkeeping}>
            <small class="tag">bookkeeping</small>
          </Show>
        </span>
        <Show when={isMerged()}>
          <bdi class="cut events-members" title={members()}>
            {members()}
          </bdi>
        </Show>
      </span>
      <span role="cell" class="end num">
        {formatCount(props.event.users)}
      </span>
      <span role="cell" class="end num">
        {formatCount(props.event.count)}
      </span>
      <span role="cell" class="end num small hide-s">
        {formatDay(props.event.firstTimeMs)}
      </span>
      <span role="cell" class="end num small hide-s">
        {formatDay(props.event.lastTimeMs)}
      </span>
    </>
  );
}
