import { For } from 'solid-js';
import type { ResultRow } from '#core/predictor/result.ts';
import { formatDuration } from '#core/scenario/format-duration.ts';
import { formatWholeShare } from '../../charts/format-share.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { formatCount } from '../../kit/format.ts';
import { placeWords } from './detail-sentences.ts';
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
  const place = placeWords(row);
  if (place !== undefined) found.push(['Place by power, in 95 of 100 samples', place]);
  if (row.shrunken !== null) found.push(['Drawn toward 1× for its uncertainty', formatRatio(row.shrunken)]);
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
