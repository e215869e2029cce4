import { Z_95 } from '../../stats/normal.ts';
import { shrinkEffects } from '../../stats/shrink-effects.ts';
import type { Candidates } from '../candidates/candidates.ts';
import type { Pause } from '../passes/passes.ts';
import type { Prepared } from '../cohort/prepare.ts';
import type { LogEffect } from '../fit/combination.ts';
import { COUNTS, type AnalysisInput } from '../input.ts';
import type { Estimate, ResultRow } from '../result.ts';
import type { RankInterval } from '../stability/rank-intervals.ts';
import { rowWords } from '../words/row-words.ts';
import type { Draft, Fitted } from './draft-parts.ts';
import { expectedRates } from './expected-rates.ts';
import type { Graded, GradedDrafts } from './grade-drafts.ts';

/** A log effect as a hazard ratio with its 95 % interval. */
export const asEstimate = ({ beta, standardError }: Pick<LogEffect, 'beta' | 'standardError'>): Estimate => ({
  ratio: Math.exp(beta),
  low: Math.exp(beta - Z_95 * standardError),
  high: Math.exp(beta + Z_95 * standardError),
});

/** What the complete result knows beyond the grades; empty in the first look. */
export interface Extras {
  readonly rankIntervals: ReadonlyMap<Draft, RankInterval>;
  readonly competing: ReadonlyMap<Draft, string>;
}

/** Turn graded drafts into the rows of a result: estimates, rates, curves, words. Yields now and then. */
export function* buildRows(
  input: AnalysisInput,
  prepared: Prepared,
  candidates: Candidates,
  fitted: Fitted | null,
  { graded }: GradedDrafts,
  { rankIntervals, competing }: Extras,
): Generator<Pause, ResultRow[]> {
  const eventOf = (draft: Draft): number => input.events.eventNames.indexOf(draft.event!);
  const leads = yield* prepared.passes.leads(
    prepared.window,
    new Map(
      graded.filter(({ draft }) => draft.kind === 'behaviour').map(({ draft }) => [eventOf(draft), draft.minCount!]),
    ),
  );
  const shrunken = shrink(graded);
  return graded.map((one) => {
    const { draft } = one;
    const months = draft.candidate === null ? [] : (fitted?.estimates.byMonth.get(draft.candidate) ?? []);
    return finish(input, prepared, one, {
      medianLeadMs: draft.kind === 'behaviour' ? (leads.get(eventOf(draft)) ?? null) : null,
      shrunken: shrunken.get(draft) ?? null,
      rankInterval: rankIntervals.get(draft) ?? null,
      competing: competing.get(draft) ?? '',
      byCount: byCount(prepared, candidates, fitted, draft),
      byMonth: months.map((month) => ({ month: month.month, ...asEstimate(month) })),
    });
  });
}

/** Hazard ratios drawn toward 1 as far as all rows together say one should. */
function shrink(graded: readonly Graded[]): Map<Draft, number> {
  const claimed = graded.filter(({ claim }) => claim !== null);
  const { mean } = shrinkEffects(
    Float64Array.from(claimed, ({ claim }) => claim!.beta),
    Float64Array.from(claimed, ({ claim }) => claim!.standardError),
  );
  return new Map(claimed.map(({ draft }, k) => [draft, Math.exp(mean[k]!)]));
}

/** Done by enough people, yet never so that a conversion could tell with from without. */
const SILENT = {
  shelf: 'rare',
  shelfReason: 'Nobody who converted could be told apart by it at the moment of converting.',
} as const;

function finish(
  input: AnalysisInput,
  prepared: Prepared,
  { draft, claim, second, power, rank, plainRank }: Graded,
  extra: Pick<ResultRow, 'medianLeadMs' | 'shrunken' | 'rankInterval' | 'competing' | 'byCount' | 'byMonth'>,
): ResultRow {
  const total = prepared.cohort.user.length;
  const hazard = claim && asEstimate(claim);
  const rates =
    hazard && expectedRates(prepared.converted === 0 ? 0 : overallShare(prepared), draft.users / total, hazard.ratio);
  const row: ResultRow = {
    id: JSON.stringify([draft.kind, draft.event, draft.property, draft.value]),
    kind: draft.kind,
    event: draft.event,
    property: draft.property,
    value: draft.value,
    minCount: draft.minCount,
    ...(draft.placement.shelf === 'ranked' && claim === null
      ? SILENT
      : { shelf: draft.placement.shelf, shelfReason: draft.placement.reason }),
    direction: claim === null ? null : claim.beta >= 0 ? 'to' : 'away',
    usersWith: draft.users,
    usersWithout: total - draft.users,
    convertedWith: draft.converted,
    convertedWithout: prepared.converted - draft.converted,
    hazard,
    p: claim?.p ?? null,
    q: claim?.q ?? null,
    tier: claim?.tier && draft.profile === 'changing' ? 'fragile' : (claim?.tier ?? null),
    rateWith: rates?.withIt ?? null,
    rateWithout: rates?.without ?? null,
    plainOddsRatio: draft.plain,
    twins: draft.twins,
    replicated: draft.replicated,
    rank,
    plainRank,
    power,
    secondOpinion: second && asEstimate(second),
    words: [],
    ...(draft.profile && { profile: draft.profile }),
    ...extra,
  };
  return { ...row, words: rowWords(row, input.definition.target.event, prepared.horizonMs) };
}

/** Kaplan–Meier share converted at the horizon. */
export function overallShare({ curve }: Prepared): number {
  return curve.share.length === 0 ? 0 : curve.share[curve.share.length - 1]!;
}

function byCount(
  prepared: Prepared,
  candidates: Candidates,
  fitted: Fitted | null,
  draft: Draft,
): ResultRow['byCount'] {
  if (!fitted || draft.kind !== 'behaviour' || draft.candidate === null) return [];
  const { behaviours } = candidates.plan;
  const { event } = behaviours[draft.candidate]!;
  return behaviours.flatMap((behaviour, j) => {
    const standardError = fitted.screen.all.standardError[j]!;
    if (behaviour.event !== event || !Number.isFinite(standardError)) return [];
    const level = event * COUNTS.length + COUNTS.findIndex((n) => n === behaviour.minCount);
    const effect = { beta: fitted.screen.all.beta[j]!, standardError };
    return [{ minCount: behaviour.minCount, users: prepared.tally.users[level]!, ...asEstimate(effect) }];
  });
}
