import { Z_95 } from '../../stats/normal.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { gradeClaims, type Claim } from './claims.ts';
import type { Draft, Fitted } from './draft-parts.ts';
import { draftRows } from './drafts.ts';
import type { LogEffect } from '../fit/estimates.ts';
import { expectedRates } from './expected-rates.ts';
import { COUNTS, type AnalysisInput } from '../input.ts';
import { medianLeads } from '../cohort/lead-times.ts';
import type { Prepared } from '../cohort/prepare.ts';
import type { Estimate, ResultRow } from '../result.ts';
import { rowWords } from '../words/row-words.ts';

/** The rows of a result and what was learned on the way to them. */
export interface BuiltRows {
  readonly rows: readonly ResultRow[];
  readonly tried: number;
  readonly calibration: { readonly shift: number; readonly spread: number } | null;
  readonly expectedFalse: number;
}

/** A log effect as a hazard ratio with its 95 % interval. */
export const asEstimate = ({ beta, standardError }: LogEffect): Estimate => ({
  ratio: Math.exp(beta),
  low: Math.exp(beta - Z_95 * standardError),
  high: Math.exp(beta + Z_95 * standardError),
});

/** Make every row: claims over everything tried, ranks by predictive power within each direction, words. */
export function buildRows(
  input: AnalysisInput,
  prepared: Prepared,
  candidates: Candidates,
  fitted: Fitted | null,
): BuiltRows {
  const drafts = draftRows(input, prepared, candidates, fitted);
  const total = prepared.cohort.user.length;
  const ranked = drafts.filter((draft) => draft.effect !== null && Number.isFinite(draft.effect.standardError));
  const { claims, calibration } = gradeClaims(
    ranked.map((draft) => ({
      effect: draft.effect!,
      prevalence: draft.users / total,
      calibrate: draft.kind !== 'attribute',
      replicated: draft.replicated,
      searched: draft.minCount !== null && draft.minCount > 1 ? countsTried(candidates, draft) : 1,
    })),
  );
  const claimOf = new Map(ranked.map((draft, i) => [draft, claims[i]!]));
  const plainRank = rankBy(
    drafts.filter((d) => d.plain !== null),
    (d) => Math.abs(Math.log(d.plain!)),
  );
  const power = (claim: Claim): number =>
    fitted && fitted.estimates.explained > 0
      ? Math.min(1, (claim.beta / claim.standardError) ** 2 / fitted.estimates.explained)
      : 0;
  // Evidence first, so that the numbers of the rows that are shown have no gaps.
  const strength = (draft: Draft): number => {
    const claim = claimOf.get(draft)!;
    return power(claim) + (claim.tier === null ? 0 : 1);
  };
  const rank = new Map([
    ...rankBy(
      ranked.filter((d) => claimOf.get(d)!.beta >= 0),
      strength,
    ),
    ...rankBy(
      ranked.filter((d) => claimOf.get(d)!.beta < 0),
      strength,
    ),
  ]);
  const leads = medianLeads(
    input.events,
    prepared.cohort,
    new Map(
      drafts.filter((d) => d.kind === 'behaviour').map((d) => [input.events.eventNames.indexOf(d.event!), d.minCount!]),
    ),
  );
  const rows = drafts.map((draft) => {
    const claim = claimOf.get(draft) ?? null;
    return finish(input, prepared, draft, claim, {
      rank: rank.get(draft) ?? null,
      plainRank: plainRank.get(draft) ?? null,
      power: claim ? power(claim) : null,
      medianLeadMs:
        draft.kind === 'behaviour' ? (leads.get(input.events.eventNames.indexOf(draft.event!)) ?? null) : null,
      byCount: byCount(prepared, candidates, fitted, draft),
      byMonth: (draft.candidate === null ? [] : (fitted?.estimates.byMonth.get(draft.candidate) ?? [])).map((one) => ({
        month: one.month,
        ...asEstimate(one),
      })),
    });
  });
  const shown = claims.filter(({ tier }) => tier !== null);
  return {
    rows,
    tried: claims.length,
    calibration,
    expectedFalse: shown.length * Math.max(0, ...shown.map(({ q }) => q)),
  };
}

/** Done by enough people, yet never so that a conversion could tell with from without. */
const SILENT = {
  shelf: 'rare',
  shelfReason: 'Nobody who converted could be told apart by it at the moment of converting.',
} as const;

function finish(
  input: AnalysisInput,
  prepared: Prepared,
  draft: Draft,
  claim: Claim | null,
  extra: Pick<ResultRow, 'rank' | 'plainRank' | 'power' | 'medianLeadMs' | 'byCount' | 'byMonth'>,
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
    tier: claim?.tier ?? null,
    rateWith: rates?.withIt ?? null,
    rateWithout: rates?.without ?? null,
    plainOddsRatio: draft.plain,
    twins: draft.twins,
    replicated: draft.replicated,
    shrunken: hazard?.ratio ?? null,
    rankInterval: null,
    secondOpinion: null,
    competing: '',
    words: [],
    ...extra,
  };
  return { ...row, words: rowWords(row, input.definition.target.event, prepared.horizonMs) };
}

/** Kaplan–Meier share converted at the horizon. */
export function overallShare({ curve }: Prepared): number {
  return curve.share.length === 0 ? 0 : curve.share[curve.share.length - 1]!;
}

function countsTried({ plan }: Candidates, draft: Draft): number {
  const event = draft.candidate === null ? undefined : plan.behaviours[draft.candidate]?.event;
  return plan.behaviours.filter((behaviour) => behaviour.event === event).length;
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

function rankBy<T>(items: readonly T[], strength: (item: T) => number): Map<T, number> {
  return new Map([...items].sort((a, b) => strength(b) - strength(a)).map((item, i) => [item, i + 1]));
}
