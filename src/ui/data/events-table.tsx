import { createMemo, createSignal, Show } from 'solid-js';
import type { EventSummary } from '#contract/store.ts';
import { EmptyState } from '../kit/empty-state.tsx';
import { formatCount, formatDay } from '../kit/format.ts';
import { VirtualRows } from '../kit/virtual-rows.tsx';
import { TableSearch } from './table-search.tsx';

const columns = [
  { title: 'Event' },
  { title: 'Users', class: 'end' },
  { title: 'Events', class: 'end' },
  { title: 'First seen', class: 'end hide-s' },
  { title: 'Last seen', class: 'end hide-s' },
] as const;

/** Every event name with its counts. */
export function EventsTable(props: { events: readonly EventSummary[] }) {
  const [typed, setTyped] = createSignal('');
  const [bookkeeping, setBookkeeping] = createSignal(true);
  const anyBookkeeping = () => props.events.some((event) => event.bookkeeping);
  const rows = createMemo(() => {
    const wanted = typed().toLocaleLowerCase();
    return props.events
      .filter((event) => event.name.toLocaleLowerCase().includes(wanted) && (bookkeeping() || !event.bookkeeping))
      .toSorted((a, b) => b.users - a.users || b.count - a.count);
  });
  return (
    <section aria-labelledby="events-title">
      <div class="section">
        <h2 id="events-title">Events</h2>
        <span class="small num quiet">{formatCount(props.events.length)}</span>
        <Show when={props.events.length > 10}>
          <TableSearch label="Search events" onInput={setTyped} />
        </Show>
      </div>
      <Show when={anyBookkeeping()}>
        <label class="data-check small">
          <input
            type="checkbox"
            checked={bookkeeping()}
            onChange={(event) => setBookkeeping(event.currentTarget.checked)}
          />
          Show Mixpanel’s own bookkeeping events. They are never ranked.
        </label>
      </Show>
      <Show
        when={rows().length > 0}
        fallback={<EmptyState title="No event matches">Search for a part of its name.</EmptyState>}
      >
        <VirtualRows label="Events" rows={rows()} rowHeight={41} columns={columns} class="events">
          {(event) => (
            <>
              <span role="cell" class="name">
                <bdi class="cut">{event.name}</bdi>
                <Show when={event.bookkeeping}>
                  <small class="tag">bookkeeping</small>
                </Show>
              </span>
              <span role="cell" class="end num">
                {formatCount(event.users)}
              </span>
              <span role="cell" class="end num">
                {formatCount(event.count)}
              </span>
              <span role="cell" class="end num small hide-s">
                {formatDay(event.firstTimeMs)}
              </span>
              <span role="cell" class="end num small hide-s">
                {formatDay(event.lastTimeMs)}
              </span>
            </>
          )}
        </VirtualRows>
      </Show>
    </section>
  );
}
