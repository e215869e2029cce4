import { adjustPValues } from '../../stats/adjust-p-values.ts';
import { fitEmpiricalNull } from '../../stats/empirical-null.ts';
import { twoSidedP } from '../../stats/normal.ts';
import { median } from '../../stats/quantile.ts';
import type { LogEffect } from '../fit/combination.ts';
import type { Tier } from '../result.ts';

/** One tested effect on its way to a claim. */
export interface Tested {
  readonly effect: LogEffect;
  /** Users with it, over all analysed users, in (0, 1). */
  readonly prevalence: number;
  /** Attributes are not calibrated: there are too few, and their null is another. */
  readonly calibrate: boolean;
  readonly replicated: boolean | null;
  /** Does the discrete-time model point the same way; null where it was not fitted. */
  readonly seconded: boolean | null;
  /** How many least counts were tried to arrive at this one; 1 where it stayed at once or more. */
  readonly searched: number;
}

export interface Claim {
  readonly beta: number;
  readonly standardError: number;
  readonly p: number;
  readonly q: number;
  readonly tier: Tier | null;
}

const STRONG = 0.05;
const LIKELY = 0.1;
const SUGGESTIVE = 0.2;

/**
 * From effects to claims: calibrate against the empirical null, adjust for everything tried, grade the evidence.
 *
 * Where a search for n chose more than once, its p-value is multiplied by the number of n tried (Bonferroni).
 *
 * @returns claims in the order of `tested`, and how far the null lies from the theoretical one (null with fewer than 40 behaviours).
 */
export function gradeClaims(tested: readonly Tested[]): {
  readonly claims: readonly Claim[];
  readonly calibration: { readonly shift: number; readonly spread: number } | null;
} {
  const usable = tested.filter(({ calibrate, effect }) => calibrate && Number.isFinite(effect.standardError));
  const calibration = fitEmpiricalNull(
    Float64Array.from(usable, ({ effect }) => effect.beta / effect.standardError),
    Float64Array.from(usable, ({ prevalence }) => logit(prevalence)),
  );
  const moved = tested.map(({ effect, prevalence, calibrate }): LogEffect => {
    if (!calibrate || !calibration || !Number.isFinite(effect.standardError)) return effect;
    const centre = calibration.intercept + calibration.slope * logit(prevalence);
    return {
      ...effect,
      beta: effect.beta - centre * effect.standardError,
      standardError: effect.standardError * calibration.spread,
    };
  });
  const p = Float64Array.from(moved, ({ beta, standardError }, i) =>
    standardError > 0 ? Math.min(1, tested[i]!.searched * twoSidedP(beta / standardError)) : 1,
  );
  const q = adjustPValues(p);
  const claims = moved.map((effect, i) => ({
    ...effect,
    p: p[i]!,
    q: q[i]!,
    tier: tierOf(q[i]!, tested[i]!),
  }));
  const centres = calibration
    ? usable.map(({ prevalence }) => calibration.intercept + calibration.slope * logit(prevalence))
    : [];
  return { claims, calibration: calibration && { shift: median(centres), spread: calibration.spread } };
}

function tierOf(q: number, { replicated, seconded }: Tested): Tier | null {
  if (q > SUGGESTIVE) return null;
  if (replicated === false || seconded === false) return 'fragile';
  if (q <= STRONG && replicated === true) return 'strong';
  return q <= LIKELY ? 'likely' : 'suggestive';
}

const logit = (share: number): number => Math.log(share / (1 - share));
