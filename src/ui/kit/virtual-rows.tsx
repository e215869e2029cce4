import './virtual-rows.css';
import { createVirtualizer } from '@tanstack/solid-virtual';
import { For, type JSX, Show } from 'solid-js';

export interface VirtualRowsProps<T> {
  /** Accessible name of the table. */
  label: string;
  rows: readonly T[];
  /** Height of a row, px. */
  rowHeight: number;
  /** `quiet`: the title is there for assistive technology only. */
  columns: readonly { readonly title: string; readonly class?: string; readonly quiet?: boolean }[];
  /** The cells of a row, each with `role="cell"`. */
  children: (row: T, index: number) => JSX.Element;
  class?: string;
}

const PLAIN_UP_TO = 24;

/** A table of any length. Up to two dozen rows are simply there; of more, those in sight are. */
export function VirtualRows<T>(props: VirtualRowsProps<T>) {
  const head = () => (
    <div role="rowgroup" class="rows-head" classList={{ long: props.rows.length > PLAIN_UP_TO }}>
      <div role="row" class="rows-row" aria-rowindex="1">
        <For each={props.columns}>
          {(column) => (
            <span role="columnheader" class={column.class}>
              <Show when={column.quiet} fallback={column.title}>
                <span class="visually-hidden">{column.title}</span>
              </Show>
            </span>
          )}
        </For>
      </div>
    </div>
  );
  return (
    <div
      role="table"
      aria-label={props.label}
      aria-rowcount={props.rows.length + 1}
      class={`rows ${props.class ?? ''}`}
    >
      {head()}
      <Show
        when={props.rows.length > PLAIN_UP_TO}
        fallback={
          <div role="rowgroup">
            <For each={props.rows}>
              {(row, index) => (
                <div role="row" class="rows-row" aria-rowindex={index() + 2}>
                  {props.children(row, index())}
                </div>
              )}
            </For>
          </div>
        }
      >
        <LongRows {...props} />
      </Show>
    </div>
  );
}

function LongRows<T>(props: VirtualRowsProps<T>) {
  let scroller: HTMLDivElement | undefined;
  const virtualizer = createVirtualizer({
    get count() {
      return props.rows.length;
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: () => props.rowHeight,
    overscan: 12,
    initialRect: { width: 800, height: 480 },
  });
  return (
    <div role="rowgroup" class="rows-scroll" tabIndex={0} aria-label={`${props.label}, rows`} ref={scroller}>
      <div role="presentation" class="rows-all" style={{ height: `${virtualizer.getTotalSize()}px` }}>
        <For each={virtualizer.getVirtualItems()}>
          {(item) => (
            <div
              role="row"
              class="rows-row placed"
              aria-rowindex={item.index + 2}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Show when={props.rows[item.index]} keyed>
                {(row) => props.children(row, item.index)}
              </Show>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
