import type { ResultRow } from '#core/predictor/result.ts';
import { timesOrMore } from '#core/predictor/words/describe-row.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { formatCount } from '../kit/format.ts';

/** `1st`, `2nd`, `41st`. */
export function ordinal(value: number): string {
  const teens = value % 100 >= 11 && value % 100 <= 13;
  const ending = teens ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[value % 10] ?? 'th');
  return `${formatCount(value)}${ending}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What the curve over n says, and that the choice of n was honest. */
export function countSentence(row: ResultRow): string {
  const chosen = row.minCount ?? 1;
  if (chosen === 1)
    return 'The row stands for once or more, the larger dot. More often is claimed only where both halves of the people agree.';
  return `${capital(timesOrMore(chosen))} tells most. Each half of the people, by itself, finds it clearer than once.`;
}

/** What stands in place of the curve over n. */
export function onceSentence(row: ResultRow, start: string): string {
  if (row.kind === 'attribute') return `It is read as of ${start}. A later value does not count.`;
  if (row.kind === 'event_property') return 'Events with a value are tried as once or more only.';
  return 'Too few people did it more often to say.';
}

/** What stands in place of the monthly effects. */
export const noMonthsSentence = (row: ResultRow): string =>
  row.kind === 'attribute'
    ? 'Months are worked out for what people do, not for attributes.'
    : 'Too little to tell month by month.';

/** In how many months of entry the effect pointed the same way. */
export function monthSentence(row: ResultRow): string {
  const halves =
    row.replicated === null
      ? ''
      : row.replicated
        ? ' The early and the late half of the people agree.'
        : ' The early and the late half of the people disagree.';
  if (row.byMonth.length < 2 || !row.hazard) return halves.trim();
  const up = row.hazard.ratio >= 1;
  const same = row.byMonth.filter((month) => month.ratio >= 1 === up).length;
  const all = row.byMonth.length;
  return (
    (same === all
      ? `Same direction in all ${all} months of entry.`
      : `Same direction in ${same} of ${all} months of entry.`) + halves
  );
}

/** What other tools would have said about it; undefined where nothing is known. */
export function plainSentence(row: ResultRow): string | undefined {
  if (row.plainOddsRatio === null) return undefined;
  const ranked = row.plainRank === null ? '' : ` and ranked it ${ordinal(row.plainRank)}`;
  return `A plain odds ratio would have said ${formatRatio(row.plainOddsRatio)}${ranked}.`;
}
