import type { Candidates } from '../candidates/candidates.ts';
import type { Prepared } from '../cohort/prepare.ts';
import { readCombination, type Coefficients, type LogEffect } from '../fit/combination.ts';
import type { AnalysisInput } from '../input.ts';
import { gradeClaims, type Claim } from './claims.ts';
import type { Draft, Fitted } from './draft-parts.ts';
import { draftRows } from './drafts.ts';

/** A draft with what may be claimed about it, and its place. Null where it was not estimated. */
export interface Graded {
  readonly draft: Draft;
  readonly claim: Claim | null;
  /** The same effect by the discrete-time model. */
  readonly second: LogEffect | null;
  /** Share of the explained deviance, in [0, 1]. */
  readonly power: number | null;
  /** From 1 within its direction. */
  readonly rank: number | null;
  readonly plainRank: number | null;
}

/** All drafts, graded together. */
export interface GradedDrafts {
  readonly graded: readonly Graded[];
  readonly tried: number;
  readonly calibration: { readonly shift: number; readonly spread: number } | null;
  readonly expectedFalse: number;
}

/**
 * Draft every candidate and grade the claims over everything tried; rank by predictive power within each direction.
 *
 * @param second - the discrete-time model over the joint model's columns; null in the first look.
 */
export function gradeDrafts(
  input: AnalysisInput,
  prepared: Prepared,
  candidates: Candidates,
  fitted: Fitted | null,
  second: Coefficients | null,
): GradedDrafts {
  const drafts = draftRows(input, prepared, candidates, fitted);
  const total = prepared.cohort.user.length;
  const estimated = drafts.filter(({ effect }) => effect !== null && Number.isFinite(effect.standardError));
  const seconds = new Map(estimated.map((draft) => [draft, secondOf(draft, second)]));
  const { claims, calibration } = gradeClaims(
    estimated.map((draft) => ({
      effect: draft.effect!,
      prevalence: draft.users / total,
      calibrate: CALIBRATE[draft.kind],
      replicated: draft.replicated,
      seconded: agree(draft.effect!, seconds.get(draft) ?? null),
      tries: draft.kind === 'behaviour' ? countsTried(candidates, draft) : 1,
      searched: draft.minCount !== null && draft.minCount > 1,
    })),
  );
  const claimOf = new Map(estimated.map((draft, i) => [draft, claims[i]!]));
  const power = (claim: Claim): number =>
    fitted && fitted.estimates.explained > 0
      ? Math.min(1, (claim.beta / claim.standardError) ** 2 / fitted.estimates.explained)
      : 0;
  // Evidence first, so that the numbers of the rows that are shown have no gaps.
  const strength = (draft: Draft): number => {
    const claim = claimOf.get(draft)!;
    return power(claim) + (claim.tier === null ? 0 : 1);
  };
  const isToward = (draft: Draft): boolean => claimOf.get(draft)!.beta >= 0;
  const rank = new Map([
    ...rankBy(estimated.filter(isToward), strength),
    ...rankBy(
      estimated.filter((draft) => !isToward(draft)),
      strength,
    ),
  ]);
  const plainRank = rankBy(
    drafts.filter(({ plain }) => plain !== null),
    ({ plain }) => Math.abs(Math.log(plain!)),
  );
  const shown = claims.filter(({ tier }) => tier !== null);
  return {
    graded: drafts.map((draft) => {
      const claim = claimOf.get(draft) ?? null;
      return {
        draft,
        claim,
        second: seconds.get(draft) ?? null,
        power: claim && power(claim),
        rank: rank.get(draft) ?? null,
        plainRank: plainRank.get(draft) ?? null,
      };
    }),
    tried: claims.length,
    calibration,
    expectedFalse: shown.length * Math.max(0, ...shown.map(({ q }) => q)),
  };
}

function secondOf({ effect }: Draft, second: Coefficients | null): LogEffect | null {
  if (!second || !effect?.combination) return null;
  const opinion = readCombination(effect.combination, second);
  return Number.isFinite(opinion.standardError) ? opinion : null;
}

const CALIBRATE = { behaviour: 'shift', event_property: 'spread', attribute: 'none' } as const;

const agree = (effect: LogEffect, second: LogEffect | null): boolean | null => second && effect.beta * second.beta >= 0;

function countsTried({ plan }: Candidates, draft: Draft): number {
  const event = draft.candidate === null ? null : plan.behaviours[draft.candidate]!.event;
  return plan.behaviours.filter((behaviour) => behaviour.event === event).length;
}

function rankBy<T>(items: readonly T[], strength: (item: T) => number): Map<T, number> {
  return new Map([...items].sort((a, b) => strength(b) - strength(a)).map((item, i) => [item, i + 1]));
}
