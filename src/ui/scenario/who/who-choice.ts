import { isRisky } from '#core/export/csv-cells.ts';
import type { Prospect } from '#core/predictor/who/prospects.ts';
import { formatWholeShare } from '../../charts/format-share.ts';
import { formatCount, formatNoun } from '../../kit/format.ts';

/** How many of a list to take. */
export type WhoChoice = '100' | '1000' | 'all' | 'threshold';

export const whoChoices: Readonly<Record<WhoChoice, string>> = {
  '100': 'The 100 most likely',
  '1000': 'The 1,000 most likely',
  all: 'Everybody',
  threshold: 'At least as likely as …',
};

/**
 * The users of a list to take.
 *
 * @param list - most likely first. @param percent - least probability, in percent, for `threshold`.
 */
export function chosenOf(list: readonly Prospect[], choice: WhoChoice, percent: number): readonly Prospect[] {
  if (choice === 'all') return list;
  if (choice !== 'threshold') return list.slice(0, Number(choice));
  const end = list.findIndex(({ probability }) => probability * 100 < percent);
  return end < 0 ? list : list.slice(0, end);
}

/** Who was chosen, and how many of them are expected to convert: `100 people, from 34% down to 12%. …`. */
export function chosenSentence(chosen: readonly Prospect[], of: 'open' | 'dropped', target: string): string {
  const [first, last] = [chosen[0], chosen.at(-1)];
  if (!first || !last) return 'Nobody is that likely.';
  const range =
    chosen.length === 1
      ? `${formatWholeShare(first.probability)} likely`
      : `from ${formatWholeShare(first.probability)} down to ${formatWholeShare(last.probability)} likely`;
  const sum = Math.round(chosen.reduce((all, { probability }) => all + probability, 0));
  const expected = sum === 0 ? 'Hardly one' : `About ${formatCount(sum)}`;
  const outcome =
    of === 'open'
      ? `${expected} of them would reach ${target} without any doing of yours.`
      : `${expected} of them would have been expected to reach ${target}; none did.`;
  return `${formatNoun(chosen.length, 'person', 'people')}, ${range}. ${outcome}`;
}

/** Says how many ids get an apostrophe in the file; undefined when none does. */
export function riskySentence(chosen: readonly Prospect[]): string | undefined {
  const risky = chosen.filter(({ id }) => isRisky(id)).length;
  if (risky === 0) return undefined;
  return `${formatNoun(risky, 'id starts', 'ids start')} with = + - or @ and ${risky === 1 ? 'gets' : 'get'} an apostrophe in front, so that no spreadsheet runs ${risky === 1 ? 'it' : 'them'}. Take it off before the import.`;
}
