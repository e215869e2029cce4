import { For } from 'solid-js';
import type { ResultRow } from '#core/predictor/result.ts';
import { formatDuration } from '#core/scenario/format-duration.ts';
import { formatWholeShare } from '../charts/format-share.ts';
import { formatCount } from '../kit/format.ts';
import styles from './row-detail.module.css';

const share = (part: number, all: number) => (all > 0 ? ` (${formatWholeShare(part / all)})` : '');
const small = (value: number) => (value < 0.001 ? '< 0.001' : value.toFixed(3));

function facts(row: ResultRow, targetEvent: string): readonly (readonly [string, string])[] {
  const found: [string, string][] = [
    [
      'Did it',
      `${formatCount(row.usersWith)} people, ${formatCount(row.convertedWith)} went on to ${targetEvent}${share(row.convertedWith, row.usersWith)}`,
    ],
    [
      'Did not',
      `${formatCount(row.usersWithout)} people, ${formatCount(row.convertedWithout)} went on to ${targetEvent}${share(row.convertedWithout, row.usersWithout)}`,
    ],
  ];
  if (row.medianLeadMs !== null) found.push(['Half did it within', formatDuration(row.medianLeadMs)]);
  if (row.q !== null) found.push(['q, over everything tried', small(row.q)]);
  if (row.power !== null) found.push(['Adds to what is explained', formatWholeShare(row.power)]);
  return found;
}

/** Raw counts and the model's numbers of a finding. The raw shares are not corrected for time or activity. */
export function RowFacts(props: { row: ResultRow; targetEvent: string }) {
  return (
    <dl class={styles.facts}>
      <For each={facts(props.row, props.targetEvent)}>
        {([term, value]) => (
          <div>
            <dt>{term}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}
