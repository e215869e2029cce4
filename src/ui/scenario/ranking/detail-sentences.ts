import type { ResultRow } from '#core/predictor/result.ts';
import { timesOrMore } from '#core/predictor/words/describe-row.ts';
import { formatOrdinal } from '#core/predictor/words/format-ordinal.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';

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
  if (row.profile) return 'It is today’s value of their profiles: what it was before is not kept.';
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

/** Does the discrete-time model point the same way; null where it was not fitted. */
export const agrees = ({ hazard, secondOpinion }: ResultRow): boolean | null =>
  hazard && secondOpinion ? hazard.ratio >= 1 === secondOpinion.ratio >= 1 : null;

/** What the discrete-time model says of a row; undefined where it was not fitted. */
export function secondSentence(row: ResultRow): string | undefined {
  if (!row.secondOpinion) return undefined;
  const { ratio, low, high } = row.secondOpinion;
  const end = agrees(row) === false ? 'the other direction' : 'the same direction';
  return `A second model, in steps of time, says ${formatRatio(ratio)} (${formatRatio(low)} to ${formatRatio(high)}): ${end}.`;
}

/** Why a row is fragile; undefined for the others. */
export function fragileSentence(row: ResultRow): string | undefined {
  if (row.tier !== 'fragile') return undefined;
  const reasons = [
    ...(row.profile === 'changing' ? ['only today’s value of the profile is known'] : []),
    ...(row.replicated === false ? ['the early and the late half of the people disagree about the direction'] : []),
    ...(agrees(row) === false ? ['the second model points the other way'] : []),
  ];
  if (reasons.length === 0) return 'Fragile: it points the other way in one half of the people, or by another method.';
  return `Fragile: ${reasons.join(', and ')}.`;
}

/** A row's place with the places it takes in bootstrap samples: `3rd, 1st–9th`; undefined beyond those that are drawn. */
export function placeWords({ rank, rankInterval }: ResultRow): string | undefined {
  if (rank === null || !rankInterval) return undefined;
  const { low, high } = rankInterval;
  return low === high
    ? `${formatOrdinal(rank)}, in every sample`
    : `${formatOrdinal(rank)}, ${formatOrdinal(low)}–${formatOrdinal(high)}`;
}

/** `held in 5 of 6 months`; undefined with fewer than two months. */
export function heldWords({ byMonth, hazard }: ResultRow): string | undefined {
  if (byMonth.length < 2 || !hazard) return undefined;
  const same = byMonth.filter((month) => month.ratio >= 1 === hazard.ratio >= 1).length;
  return `held in ${same === byMonth.length ? 'all' : `${same} of`} ${byMonth.length} months`;
}

/** What other tools would have said about it; undefined where nothing is known. */
export function plainSentence(row: ResultRow): string | undefined {
  if (row.plainOddsRatio === null) return undefined;
  const ranked = row.plainRank === null ? '' : ` and ranked it ${formatOrdinal(row.plainRank)}`;
  return `A plain odds ratio would have said ${formatRatio(row.plainOddsRatio)}${ranked}.`;
}
