import { createMemo, For } from 'solid-js';
import type { ResultRow } from '#core/predictor/result.ts';
import { Shelf } from './shelf.tsx';
import { shelvesOf } from './shelf-groups.ts';
import styles from './shelves.module.css';

export interface ShelvesProps {
  rows: readonly ResultRow[];
  targetEvent: string;
  /** Undefined while nothing can be changed. */
  onUnhide?: (event: string) => void;
  /** The shelf that the reader asked for, by its title; a new object each time. */
  wanted: { readonly title: string } | null;
}

/** Everything that is not ranked, a shelf a reason. */
export function Shelves(props: ShelvesProps) {
  const groups = createMemo(() => shelvesOf(props.rows).filter(({ rows }, index) => index === 0 || rows.length > 0));
  return (
    <section class={styles.shelves}>
      <h2>Not ranked, and why</h2>
      <For each={groups()}>
        {({ group, rows }) => (
          <Shelf
            group={group}
            rows={rows}
            targetEvent={props.targetEvent}
            onUnhide={props.onUnhide}
            wanted={props.wanted?.title === group.title ? props.wanted : null}
          />
        )}
      </For>
    </section>
  );
}
