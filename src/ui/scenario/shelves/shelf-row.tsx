import { Show } from 'solid-js';
import type { ResultRow } from '#core/predictor/result.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { formatNoun } from '../../kit/format.ts';
import { RowName } from '../ranking/row-name.tsx';
import styles from './shelves.module.css';

/** One row of a shelf: its name, why it is there, and how many did it. */
export function ShelfRow(props: { row: ResultRow; onUnhide?: (event: string) => void }) {
  return (
    <li class={styles.row}>
      <b>
        <RowName row={props.row} />
        <Show when={props.row.shelf === 'prerequisite'}>
          <span class={styles.kind}>needed first</span>
        </Show>
      </b>
      <span class={styles.reason} dir="auto">
        <Show when={props.row.hazard} fallback={props.row.shelfReason}>
          {(hazard) =>
            `${formatRatio(hazard().ratio)}, 95% interval ${formatRatio(hazard().low)} to ${formatRatio(hazard().high)}`
          }
        </Show>
      </span>
      <span class={styles.count}>{formatNoun(props.row.usersWith, 'person', 'people')}</span>
      <Show when={props.row.shelf === 'hidden' && props.onUnhide && props.row.event}>
        {(event) => (
          <button type="button" class="link" aria-label={`Unhide ${event()}`} onClick={() => props.onUnhide?.(event())}>
            Unhide
          </button>
        )}
      </Show>
    </li>
  );
}
