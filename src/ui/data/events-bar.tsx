import { type JSX, Show } from 'solid-js';
import type { ListedEvent } from '#state/app-state.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { formatCount } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';

export interface EventsBarProps {
  selected: readonly ListedEvent[];
  onHide: () => void;
  onUnhide: () => void;
  onMerge: () => void;
  onUnmerge: () => void;
  onClear: () => void;
  /** What stands at the end while nothing is selected. */
  end?: JSX.Element;
}

/** The line over the events: what to do with those selected, or how to begin. Always as high, so nothing moves. */
export function EventsBar(props: EventsBarProps) {
  const only = () => (props.selected.length === 1 ? props.selected[0] : undefined);
  const isMerged = () => (only()?.members.length ?? 0) > 0;
  return (
    <div class="events-bar" role="group" aria-label="Selected events" classList={{ active: props.selected.length > 0 }}>
      <p class="small" role="status">
        <Show
          when={props.selected.length > 0}
          fallback={<span class="quiet">Select events to hide them, or to merge names that mean the same.</span>}
        >
          <b class="num">{formatCount(props.selected.length)}</b> selected
        </Show>
      </p>
      <Show when={props.selected.length > 0} fallback={props.end}>
        <div class="events-actions">
          <Show when={props.selected.length > 1}>
            <Button aria-keyshortcuts="m" onClick={() => props.onMerge()}>
              Merge… <kbd aria-hidden="true">M</kbd>
            </Button>
          </Show>
          <Show when={isMerged()}>
            <Button onClick={() => props.onMerge()}>Rename…</Button>
            <Button onClick={() => props.onUnmerge()}>Un-merge</Button>
          </Show>
          <Show when={props.selected.some((event) => !event.hidden)}>
            <Button aria-keyshortcuts="h" onClick={() => props.onHide()}>
              Hide <kbd aria-hidden="true">H</kbd>
            </Button>
          </Show>
          <Show when={props.selected.some((event) => event.hidden)}>
            <Button onClick={() => props.onUnhide()}>Unhide</Button>
          </Show>
          <IconButton label="Clear the selection" onClick={() => props.onClear()}>
            <Icon name="close" size={14} />
          </IconButton>
        </div>
      </Show>
    </div>
  );
}
