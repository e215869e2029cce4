import { formatDuration } from '../../scenario/format-duration.ts';
import type { ResultDocument, ResultRow } from '../result.ts';
import { describeRow } from './describe-row.ts';
import { isFinding } from './findings.ts';
import { formatRatio } from './format-ratio.ts';
import { formatOrdinal } from './format-ordinal.ts';

/** Why a plain odds ratio and the ranking disagree about a row. */
export type PlainReason = 'step' | 'prerequisite' | 'result' | 'rare' | 'common' | 'exposure' | 'activity' | 'order';

export interface PlainDifference {
  readonly row: ResultRow;
  readonly reason: PlainReason;
  /** What the plain odds ratio would have said, what is said here, and why they differ. */
  readonly sentence: string;
}

/** Ratios closer than this, in logs, say the same. */
const HARDLY = Math.log(1.15);

const shelved: Partial<Record<ResultRow['shelf'], PlainReason>> = {
  step: 'step',
  prerequisite: 'prerequisite',
  result: 'result',
  rare: 'rare',
  common: 'common',
};

/** Places as a reader feels them: from 2nd to nowhere is far, from 80th to 90th is not. */
function distance(row: ResultRow, rows: number): number {
  const theirs = row.plainRank ?? rows;
  const ours = isFinding(row) ? (row.rank ?? rows) : rows + 1;
  return Math.abs(Math.log(ours / theirs));
}

/**
 * Which fault bent the ratio: unequal time to do it makes it too small, more activity among converters too large. Where
 * it is hardly bent, only the order differs.
 */
function bend(row: ResultRow): PlainReason {
  const apart = Math.log((row.plainOddsRatio ?? 1) / (row.hazard?.ratio ?? 1));
  if (Math.abs(apart) < HARDLY && isFinding(row)) return 'order';
  return apart < 0 ? 'exposure' : 'activity';
}

function because(row: ResultRow, reason: PlainReason, result: ResultDocument): string {
  const target = result.definition.target.event;
  const horizon = formatDuration(result.horizonMs);
  switch (reason) {
    case 'step':
      return `nearly everyone passes it on the very way to ${target}, so it is a step of getting there`;
    case 'prerequisite':
      return `${target} hardly exists without it, so it says when, not why`;
    case 'result':
      return `for most people it follows ${target}, and a plain count does not look at the order`;
    case 'rare':
      return `only ${row.usersWith.toLocaleString('en-GB')} people did it, and so few make any ratio by chance`;
    case 'common':
      return `only ${row.usersWithout.toLocaleString('en-GB')} people did not do it, so there is hardly anyone to compare with`;
    case 'exposure':
      return result.medianMs === null
        ? `converters are watched until ${target} only, and had less time to do it`
        : `half of the converters were watched for ${formatDuration(result.medianMs)} or less, everybody else for up to ${horizon}, and had more time to do it`;
    case 'activity':
      return 'active people do more of everything and convert more, whatever they do';
    case 'order':
      return 'that list goes by the size of the ratio alone, however few people it is about';
  }
}

function here(row: ResultRow): string {
  if (row.shelf !== 'ranked') return 'Here it is not ranked';
  if (!row.hazard) return 'Here it is not estimated';
  const ratio = formatRatio(row.hazard.ratio);
  return isFinding(row)
    ? `Compared at the same moment with equally active people it is ${ratio}, ${formatOrdinal(row.rank ?? 0)} of what leads ${row.direction === 'to' ? 'there' : 'away'}`
    : `Compared at the same moment with equally active people it is ${ratio}, and chance would explain that`;
}

/**
 * The rows about which a plain odds ratio and the ranking disagree most, with the reason for each.
 *
 * Rows taken out by the user and those shown with a twin are left out: nobody disagrees about them.
 *
 * @returns at most `count` rows, the widest apart first. Cost: O(rows log rows).
 */
export function plainDifferences(result: ResultDocument, count = 3): readonly PlainDifference[] {
  const compared = result.rows.filter(
    (row) =>
      row.plainRank !== null && row.plainOddsRatio !== null && row.shelf !== 'hidden' && row.shelf !== 'duplicate',
  );
  return compared
    .toSorted((a, b) => distance(b, compared.length) - distance(a, compared.length))
    .filter((row) => distance(row, compared.length) >= Math.log(2))
    .slice(0, count)
    .map((row): PlainDifference => {
      const reason = shelved[row.shelf] ?? bend(row);
      const theirs = `${describeRow(row)}: a plain odds ratio says ${formatRatio(row.plainOddsRatio ?? 1)} and puts it ${formatOrdinal(row.plainRank ?? 0)}`;
      return { row, reason, sentence: `${theirs}. ${here(row)}: ${because(row, reason, result)}.` };
    });
}
