import { createMemo, For, Show } from 'solid-js';
import type { ResultRow } from '#core/predictor/result.ts';
import { byPower } from '#core/predictor/words/findings.ts';
import { createMonthScale, MonthAxis, MonthStrip } from '../charts/month-strip.tsx';
import { heldWords } from './ranking/detail-sentences.ts';
import styles from './over-time.module.css';
import { RowName } from './ranking/row-name.tsx';

const MOST = 8;

/** How many findings held in every month, in a sentence. */
export function heldSentence(rows: readonly ResultRow[]): string {
  const held = rows.filter((row) => heldWords(row)?.startsWith('held in all')).length;
  if (rows.length === 1)
    return held === 1
      ? 'It points the same way for the people of every month.'
      : 'It does not point the same way for the people of every month.';
  const first = rows.length === MOST ? `Of the ${MOST} rows that tell most` : `Of the ${rows.length} rows`;
  return `${first}, ${held === rows.length ? 'all point' : `${held} point${held === 1 ? 's' : ''}`} the same way for the people of every month.`;
}

/** How the effect of each of the first rows moved by the month in which people started. */
export function OverTime(props: { rows: readonly ResultRow[] }) {
  const shown = createMemo(() =>
    byPower(props.rows)
      .filter((row) => row.byMonth.length > 1)
      .slice(0, MOST),
  );
  const scale = createMemo(() => createMonthScale(shown()));
  return (
    <Show
      when={shown().length > 0}
      fallback={
        <p class={styles.words}>
          There is nothing to tell month by month: all people started in one month, or the months hold too few
          conversions.
        </p>
      }
    >
      <p class={styles.words}>{heldSentence(shown())} The line is 1×, no difference.</p>
      <table class={styles.table} aria-label="Effect by month of start">
        <thead>
          <tr>
            <th scope="col">Behaviour or attribute</th>
            <th scope="col" class={styles.months}>
              <span class="visually-hidden">Effect by month</span>
              <MonthAxis scale={scale()} />
            </th>
            <th scope="col" class={styles.held}>
              Direction
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={shown()}>
            {(row) => (
              <tr>
                <th scope="row">
                  <span>
                    <RowName row={row} />
                  </span>
                </th>
                <td class={styles.months}>
                  <MonthStrip months={row.byMonth} direction={row.direction ?? 'to'} scale={scale()} />
                </td>
                <td class={styles.held}>{heldWords(row)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Show>
  );
}
