import { formatDuration } from '../scenario/format-duration.ts';
import { PteroError } from '../errors/ptero-error.ts';
import { twoProportionSize } from '../stats/two-proportion-size.ts';
import { expectedRates } from './rows/expected-rates.ts';
import type { ResultDocument, ResultRow } from './result.ts';
import { rowPhrase } from './words/row-words.ts';

/** What would be expected if more people did something. Shares are of the analysed users, in [0, 1]. */
export interface WhatIf {
  readonly moreUsers: number;
  /** Further conversions within the horizon, below zero where it leads away. `low` ≤ `value` ≤ `high`. */
  readonly moreConversions: { readonly value: number; readonly low: number; readonly high: number };
  readonly from: number;
  readonly to: number;
  /** People in each of two groups of an experiment that would tell; null where no number would. */
  readonly experimentSize: number | null;
}

/** A difference that is there is seen in four experiments of five, one that is not in one of twenty. */
const USUAL = { alpha: 0.05, power: 0.8 };

/**
 * What to expect if further people did what a row is about, at the rates of those who do it and of equally active others.
 *
 * The expectation uses the shrunken ratio: rows are looked at because they came out on top, and the largest of many
 * estimates is too large on average. The ends are those of the ratio's own interval, widened to hold the expectation.
 *
 * The experiment leaves one group alone and encourages the other so that the further share does it. It compares
 * *everybody* in the one with everybody in the other, doers or not, since who follows an encouragement is no accident;
 * so it must find the difference in the overall share converting, not that between doers and others.
 *
 * @param sharePoints - percentage points of the analysed users, above 0; at most those who had not done it count.
 * @returns null for attributes (nobody can change their country), rows without an estimate, and where nobody is left to do it.
 * @throws PteroError `input/invalid` when `sharePoints` is not above 0.
 *
 * Cost: constant.
 */
export function whatIf(result: ResultDocument, row: ResultRow, sharePoints: number): WhatIf | null {
  if (!(sharePoints > 0)) {
    throw new PteroError({
      code: 'input/invalid',
      message: 'the further share must be above zero',
      details: { sharePoints },
    });
  }
  const { analysed } = result.flow;
  if (row.kind === 'attribute' || row.shelf !== 'ranked' || row.hazard === null) return null;
  const moreUsers = Math.min(row.usersWithout, Math.round((analysed * sharePoints) / 100));
  if (!(moreUsers > 0)) return null;
  const from = row.usersWith / analysed;
  const overall = result.conversion.share;
  const more = (ratio: number): number => {
    const { withIt, without } = expectedRates(overall, from, ratio);
    return moreUsers * (withIt - without);
  };
  const value = more(row.shrunken ?? row.hazard.ratio);
  const ends = [value, more(row.hazard.low), more(row.hazard.high)];
  const then = Math.max(0, Math.min(1, overall + value / analysed));
  const size = Math.ceil(twoProportionSize(overall, then, USUAL));
  return {
    moreUsers,
    moreConversions: { value, low: Math.min(...ends), high: Math.max(...ends) },
    from,
    to: (row.usersWith + moreUsers) / analysed,
    experimentSize: Number.isFinite(size) ? size : null,
  };
}

/**
 * Say it in natural frequencies: what is expected and how surely, that it is no proof, and which experiment would tell.
 *
 * @param answer - from `whatIf` for this row. @returns three or four sentences.
 */
export function whatIfWords(result: ResultDocument, row: ResultRow, answer: WhatIf): string[] {
  const { value, low, high } = answer.moreConversions;
  const { analysed } = result.flow;
  const further = hundred(answer.to - answer.from);
  const words = [
    `If a further ${further} of every 100 people did ${rowPhrase(row)} (${hundred(answer.to)} instead of ${hundred(answer.from)}), ${
      Math.round(value) === 0 ? 'hardly any more or fewer' : `about ${change(value)}`
    } of ${analysed.toLocaleString('en-GB')} would be expected to convert within ${formatDuration(result.horizonMs)} (95% interval ${change(low)} to ${change(high)}).`,
    'This is an association, not proof of cause: people who have to be brought to it may differ from those who came to it by themselves.',
  ];
  if (answer.experimentSize === null) return [...words, 'No experiment could tell so small a difference.'];
  const size = rounded(answer.experimentSize);
  words.push(
    `An experiment with ${size.toLocaleString('en-GB')} people in each group would tell, with a chance of four in five: leave one group alone, bring the other to do it that much more often, and compare how many of everybody in each convert.`,
  );
  if (2 * size > analysed) words.push('That is more people than were analysed here.');
  return words;
}

const hundred = (share: number): string => {
  const of100 = share * 100;
  return of100 >= 9.5 || Math.abs(of100 - Math.round(of100)) < 0.05 ? of100.toFixed(0) : of100.toFixed(1);
};

/** `120 more`, `40 fewer`, `none`: whole below a hundred, then two digits that count. */
function change(value: number): string {
  const count = rounded(Math.abs(value));
  if (count === 0) return 'none';
  return `${count.toLocaleString('en-GB')} ${value > 0 ? 'more' : 'fewer'}`;
}

function rounded(value: number): number {
  if (value < 100) return Math.round(value);
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.round(value / unit) * unit;
}
