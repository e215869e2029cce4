import { adjustPValues } from '../../stats/adjust-p-values.ts';
import { centreVariance, FEWEST_FOR_NULL, fitEmpiricalNull } from '../../stats/empirical-null.ts';
import { twoSidedP } from '../../stats/normal.ts';
import { median } from '../../stats/quantile.ts';
import type { LogEffect } from '../fit/combination.ts';
import type { Tier } from '../result.ts';

/** One tested effect on its way to a claim. */
export interface Tested {
  readonly effect: LogEffect;
  /** Users with it, over all analysed users, in (0, 1). */
  readonly prevalence: number;
  /**
   * Behaviours make the empirical null and are moved by it. An event with a value is tested beside its event, which takes
   * the shift, so only its spread is widened. Attributes are left: there are too few, and their null is another.
   */
  readonly calibrate: 'shift' | 'spread' | 'none';
  readonly replicated: boolean | null;
  /** Does the discrete-time model point the same way; null where it was not fitted. */
  readonly seconded: boolean | null;
  /** How many least counts were tried for the event; 1 where there was no search. */
  readonly tries: number;
  /** Did the search end at more than once? */
  readonly searched: boolean;
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
 * Every n that was tried for an event is a test, chosen or not: those that were not chosen count as p = 1.
 *
 * @returns claims in the order of `tested`, and how far the null lies from the theoretical one (null with fewer than 40 behaviours).
 */
export function gradeClaims(tested: readonly Tested[]): {
  readonly claims: readonly Claim[];
  readonly calibration: { readonly shift: number; readonly spread: number } | null;
} {
  const calibration = fitNull(tested);
  const moved = tested.map(({ effect, prevalence, calibrate }): LogEffect => {
    if (calibrate === 'none' || !calibration || !Number.isFinite(effect.standardError)) return effect;
    const { spread } = calibration;
    if (calibrate === 'spread') return { ...effect, standardError: effect.standardError * spread };
    const { centre, variance } = calibration.at(prevalence);
    return {
      ...effect,
      beta: effect.beta - centre * effect.standardError,
      standardError: effect.standardError * Math.sqrt(spread ** 2 + variance),
    };
  });
  const p = Float64Array.from(moved, ({ beta, standardError }) =>
    standardError > 0 ? twoSidedP(beta / standardError) : 1,
  );
  const notChosen = tested.reduce((sum, { tries }) => sum + tries - 1, 0);
  const q = adjustPValues(Float64Array.of(...p, ...new Float64Array(notChosen).fill(1)));
  const claims = moved.map((effect, i) => ({
    ...effect,
    p: p[i]!,
    q: q[i]!,
    tier: tierOf(q[i]!, tested[i]!),
  }));
  return {
    claims,
    calibration: calibration && { shift: calibration.shift, spread: calibration.spread },
  };
}

interface FittedNull {
  /** Where the z of a candidate without effect lies, by how many users have it, and how surely that is known. */
  at(prevalence: number): { readonly centre: number; readonly variance: number };
  /** The middle of the centres. */
  readonly shift: number;
  readonly spread: number;
}

/** The null of events done once or more; of all that is calibrated where these are too few. */
function fitNull(tested: readonly Tested[]): FittedNull | null {
  const usable = tested.filter(
    ({ calibrate, effect }) => calibrate !== 'none' && Number.isFinite(effect.standardError),
  );
  const once = usable.filter(({ calibrate, searched }) => calibrate === 'shift' && !searched);
  const rows = once.length >= FEWEST_FOR_NULL ? once : usable;
  const x = Float64Array.from(rows, ({ prevalence }) => logit(prevalence));
  const z = Float64Array.from(rows, ({ effect }) => effect.beta / effect.standardError);
  const fit = fitEmpiricalNull(z, x);
  if (!fit) return null;
  const sorted = x.toSorted();
  const [rarest, commonest] = [sorted[0]!, sorted.at(-1)!];
  // Beyond what it was fitted on, the line would move rare rows as far as it likes.
  const at = (prevalence: number): { centre: number; variance: number } => {
    const within = Math.min(commonest, Math.max(rarest, logit(prevalence)));
    return { centre: fit.intercept + fit.slope * within, variance: centreVariance(fit, within) };
  };
  const shift = median(Float64Array.from(rows, (row) => at(row.prevalence).centre));
  return { at, shift, spread: fit.spread };
}

function tierOf(q: number, { replicated, seconded }: Tested): Tier | null {
  if (q > SUGGESTIVE) return null;
  if (replicated === false || seconded === false) return 'fragile';
  if (q <= STRONG && replicated === true) return 'strong';
  return q <= LIKELY ? 'likely' : 'suggestive';
}

const logit = (share: number): number => Math.log(share / (1 - share));
