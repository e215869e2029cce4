import { createMemo, For, Show } from 'solid-js';
import type { ResultRow } from '#core/predictor/result.ts';
import { formatCount, formatNoun } from '../../kit/format.ts';
import styles from '../result-body.module.css';
import { shelfAnchor, shelvesOf } from './shelf-groups.ts';

export interface NotRankedLineProps {
  rows: readonly ResultRow[];
  /** Goes to a shelf, by its title, and opens it. */
  onGo: (title: string) => void;
}

/** How many more were not ranked, and why, each count a way to its shelf. */
export function NotRankedLine(props: NotRankedLineProps) {
  const groups = createMemo(() => shelvesOf(props.rows).filter(({ rows }) => rows.length > 0));
  const all = () => groups().reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <Show when={all() > 0}>
      <p class={styles.notRanked}>
        {formatNoun(all(), 'more was', 'more were')} not ranked:{' '}
        <For each={groups()}>
          {({ group, rows }, index) => (
            <span>
              <a
                href={`#${shelfAnchor(group)}`}
                on:click={(event) => {
                  event.preventDefault();
                  props.onGo(group.title);
                }}
              >
                {formatCount(rows.length)} {group.heading(rows.length)}
              </a>
              {index() < groups().length - 1 ? ', ' : ''}
            </span>
          )}
        </For>
      </p>
    </Show>
  );
}
