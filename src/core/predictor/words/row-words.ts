import { formatDuration, formatMoment } from '../../scenario/format-duration.ts';
import { EACH_RANGE_HIGHER } from './derived-values.ts';
import { rowText, timesOrMore } from './describe-row.ts';
import { formatRatio } from './format-ratio.ts';
import type { ResultRow } from '../result.ts';

/** What a row is about, for use inside a sentence: "Share Recipe three times or more", "plan = pro". */
export const rowPhrase = (row: ResultRow): string =>
  row.minCount !== null && row.minCount > 1 ? `${rowText(row)} ${timesOrMore(row.minCount)}` : rowText(row);

/**
 * Say a row in natural frequencies: what, how many of a hundred, when.
 *
 * @param row - complete but for its words. Rows that were not estimated say nothing here; their shelf says why.
 */
export function rowWords(row: ResultRow, target: string, horizonMs: number): string[] {
  if (row.hazard === null || row.rateWith === null || row.rateWithout === null) return [];
  const [who, others] = sidesOf(row);
  const words = [
    `People ${who} went on to ${target} ${formatRatio(row.hazard.ratio)} as fast as equally active people ${others} (95% interval ${formatRatio(row.hazard.low)} to ${formatRatio(row.hazard.high)}).`,
    `Of 100 of them, about ${hundred(row.rateWith)} convert within ${formatDuration(horizonMs)}; of 100 equally active people ${others}, about ${hundred(row.rateWithout)}.`,
  ];
  if (row.medianLeadMs !== null) {
    const time = row.minCount === 1 ? 'it' : `the ${ordinal(row.minCount ?? 1)} one`;
    words.push(`Half of those who did ${time} had done so by ${formatMoment(row.medianLeadMs)}.`);
  }
  if (row.replicated === false) {
    words.push('The early and the late half of the people disagree about the direction: do not rely on it.');
  }
  return words;
}

/** Who is compared with whom. */
function sidesOf(row: ResultRow): readonly [string, string] {
  if (row.kind !== 'attribute') return [`who had done ${rowPhrase(row)}`, 'who had not'];
  return row.value === EACH_RANGE_HIGHER
    ? [`one range of ${row.property ?? ''} higher`, 'in the range below']
    : [`with ${rowPhrase(row)}`, 'without it'];
}

const hundred = (share: number): string => {
  const of100 = share * 100;
  return of100 >= 9.5 || Number.isInteger(of100) ? of100.toFixed(0) : of100.toFixed(1);
};

const ordinal = (n: number): string => (n === 2 ? 'second' : n === 3 ? 'third' : `${n}th`);
