import { createMemo, For } from 'solid-js';
import type { ResultRow } from '#core/predictor/result.ts';
import { Shelf } from './shelf.tsx';
import { rowsOf, shelfGroups } from './shelf-groups.ts';
import styles from './shelves.module.css';

export interface ShelvesProps {
  rows: readonly ResultRow[];
  targetEvent: string;
  /** Undefined while nothing can be changed. */
  onUnhide?: (event: string) => void;
}

/** Everything that is not ranked, a shelf a reason. */
export function Shelves(props: ShelvesProps) {
  const groups = createMemo(() =>
    shelfGroups
      .map((group) => ({ group, rows: rowsOf(group, props.rows) }))
      .filter(({ rows }, index) => index === 0 || rows.length > 0),
  );
  return (
    <section class={styles.shelves}>
      <h2>Not ranked, and why</h2>
      <For each={groups()}>
        {({ group, rows }) => (
          <Shelf group={group} rows={rows} targetEvent={props.targetEvent} onUnhide={props.onUnhide} />
        )}
      </For>
    </section>
  );
}
