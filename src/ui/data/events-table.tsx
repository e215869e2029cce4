import { createEffect, createMemo, createSignal, onMount, Show } from 'solid-js';
import type { ListedEvent } from '#state/app-state.ts';
import { useApp } from '../kit/app-context.ts';
import { EmptyState } from '../kit/empty-state.tsx';
import { formatCount } from '../kit/format.ts';
import { later } from '../kit/later.tsx';
import { Segmented } from '../kit/segmented.tsx';
import { VirtualRows } from '../kit/virtual-rows.tsx';
import { createEventChanges } from './create-event-changes.ts';
import { createSelection } from './create-selection.ts';
import { EventRow } from './event-row.tsx';
import { EventsBar } from './events-bar.tsx';
import { TableSearch } from './table-search.tsx';
import './events.css';

const MergeDialog = later(() => import('./merge-dialog.tsx').then((module) => module.MergeDialog));

const columns = [
  { title: 'Select', quiet: true },
  { title: 'Event' },
  { title: 'Users', class: 'end' },
  { title: 'Events', class: 'end' },
  { title: 'First seen', class: 'end hide-s' },
  { title: 'Last seen', class: 'end hide-s' },
] as const;

type View = 'all' | 'merged' | 'hidden';
const inView: Readonly<Record<View, (event: ListedEvent) => boolean>> = {
  all: () => true,
  merged: ({ members }) => members.length > 0,
  hidden: ({ hidden }) => hidden,
};

/** Every event name with its counts, and what can be done to names: hide them, merge them. */
export function EventsTable(props: { events: readonly ListedEvent[] }) {
  const changes = createEventChanges(useApp());
  const [typed, setTyped] = createSignal('');
  const [view, setView] = createSignal<View>('all');
  const [bookkeeping, setBookkeeping] = createSignal(true);
  const [naming, setNaming] = createSignal(false);
  let section: HTMLElement | undefined;

  const count = (wanted: View) => props.events.filter(inView[wanted]).length;
  const rows = createMemo(() => {
    const wanted = typed().toLocaleLowerCase();
    const found = ({ name, members }: ListedEvent) =>
      [name, ...members.map((member) => member.name)].some((one) => one.toLocaleLowerCase().includes(wanted));
    return props.events
      .filter((event) => inView[view()](event) && found(event) && (bookkeeping() || !event.bookkeeping))
      .toSorted((a, b) => b.users - a.users || b.count - a.count);
  });
  const selection = createSelection(() => rows().filter((event) => !event.bookkeeping));
  createEffect(() => {
    if (view() !== 'all' && count(view()) === 0) setView('all');
  });

  /** Acts on what is selected and lets go of it. The buttons go with it, so the focus is taken to the table. */
  const act = (deed: (names: readonly string[]) => Promise<void>) => {
    const names = selection.events().map((event) => event.name);
    selection.clear();
    section?.focus();
    void deed(names);
  };
  const hide = () =>
    act((names) => changes.hide(names.filter((name) => props.events.some((one) => one.name === name && !one.hidden))));
  const name = (wanted: string) => {
    setNaming(false);
    act((names) =>
      names.length > 1
        ? changes.merge(wanted, names)
        : names[0] === wanted
          ? Promise.resolve()
          : changes.rename(names[0] ?? '', wanted),
    );
  };
  const onKey = (event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if (typing || naming() || event.ctrlKey || event.metaKey || event.altKey || selection.events().length === 0) return;
    const key = event.key.toLowerCase();
    if (key === 'escape') selection.clear();
    else if (key === 'h' && selection.events().some((one) => !one.hidden)) hide();
    else if (key === 'm' && selection.events().length > 1) setNaming(true);
    else return;
    event.preventDefault();
  };

  onMount(() => section?.addEventListener('keydown', onKey));

  return (
    <section aria-labelledby="events-title" class="events-section" tabIndex={-1} ref={section}>
      <div class="section">
        <h2 id="events-title">Events</h2>
        <span class="small num quiet">{formatCount(props.events.length)}</span>
        <Show when={count('merged') + count('hidden') > 0}>
          <Segmented<View>
            label="Events shown"
            value={view()}
            onChange={setView}
            options={[
              { value: 'all', label: 'All' },
              ...(['merged', 'hidden'] as const)
                .filter((one) => count(one) > 0)
                .map((one) => ({
                  value: one,
                  label: `${one === 'merged' ? 'Merged' : 'Hidden'} ${formatCount(count(one))}`,
                })),
            ]}
          />
        </Show>
        <Show when={props.events.length > 10}>
          <TableSearch label="Search events" onInput={setTyped} />
        </Show>
      </div>
      <EventsBar
        selected={selection.events()}
        onHide={hide}
        onUnhide={() => act(changes.unhide)}
        onMerge={() => setNaming(true)}
        onUnmerge={() => act(([one = '']) => changes.unmerge(one))}
        onClear={selection.clear}
        end={
          <Show when={props.events.some((event) => event.bookkeeping)}>
            <label class="events-check small" title="Mixpanel’s own bookkeeping is never ranked.">
              <input
                type="checkbox"
                checked={bookkeeping()}
                onChange={(event) => setBookkeeping(event.currentTarget.checked)}
              />
              Show bookkeeping events
            </label>
          </Show>
        }
      />
      <Show
        when={rows().length > 0}
        fallback={<EmptyState title="No event matches">Search for a part of its name.</EmptyState>}
      >
        <VirtualRows label="Events" rows={rows()} rowHeight={45} columns={columns} class="events">
          {(event) => (
            <EventRow
              event={event}
              selected={selection.has(event.name)}
              onSelect={(on, to) => selection.set(event.name, on, to)}
            />
          )}
        </VirtualRows>
      </Show>
      <Show when={naming() && selection.events().length > 0}>
        <MergeDialog events={selection.events()} onName={name} onClose={() => setNaming(false)} />
      </Show>
    </section>
  );
}
