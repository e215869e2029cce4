import { poissonBootstrap } from '../../stats/poisson-bootstrap.ts';
import { quantile } from '../../stats/quantile.ts';
import { unitInfluence } from '../../stats/score-residuals.ts';
import type { Joint } from '../fit/joint.ts';
import type { SampledRiskSets } from '../risk-sets/risk-sets.ts';
import type { Claim } from '../rows/claims.ts';
import type { Draft } from '../rows/draft-parts.ts';
import type { Graded } from '../rows/grade-drafts.ts';

/** Places a row takes in 95 % of the bootstrap samples. */
export interface RankInterval {
  readonly low: number;
  readonly high: number;
}

const MOST_ROWS = 60;
const REPLICATES = 200;

type Contender = Graded & { readonly claim: Claim; readonly rank: number };

/**
 * How far the place of each of the first 60 rows is chance: a Poisson bootstrap of the users, each replicate one Newton step
 * from the fit, ranked anew by power among the rows of its direction.
 *
 * Rows that were not fitted in the joint model have no interval.
 *
 * @param users - size of the cohort. Yields now and then. Cost: one pass over the rows × 60 + users × 200 × 60.
 */
export function* rankIntervals(
  joint: Joint,
  sampled: SampledRiskSets,
  users: number,
  graded: readonly Graded[],
  seed: number,
): Generator<undefined, Map<Draft, RankInterval>> {
  const contenders = graded
    .filter(
      (one): one is Contender => one.rank !== null && one.claim !== null && Boolean(one.draft.effect?.combination),
    )
    .sort((a, b) => b.power! - a.power! || a.rank - b.rank)
    .slice(0, MOST_ROWS);
  const { unit, units } = unitsOf(sampled, users);
  const influence = yield* unitInfluence(joint.sets, joint.fit.beta, unit, units, directions(joint, contenders));
  const k = contenders.length;
  const moved = yield* poissonBootstrap(influence, k, REPLICATES, seed);
  const places = contenders.map(() => new Float64Array(REPLICATES));
  for (let b = 0; b < REPLICATES; b += 1) {
    const z = contenders.map(
      ({ claim }, c) => (Math.sign(claim.beta) * (claim.beta + moved[b * k + c]!)) / claim.standardError,
    );
    for (const side of [1, -1]) {
      [...contenders.keys()]
        .filter((c) => (contenders[c]!.claim.beta >= 0 ? 1 : -1) === side)
        .sort((a, c) => z[c]! - z[a]!)
        .forEach((c, place) => (places[c]![b] = place + 1));
    }
  }
  return new Map(
    contenders.map(({ draft, rank }, c) => {
      const sorted = places[c]!.sort();
      const low = Math.floor(quantile(sorted, 0.025));
      const high = Math.ceil(quantile(sorted, 0.975));
      return [draft, { low: Math.min(low, rank), high: Math.max(high, rank) }];
    }),
  );
}

/** Users that are in any set, numbered from 0. */
function unitsOf({ member }: SampledRiskSets, users: number): { unit: Uint32Array; units: number } {
  const number = new Int32Array(users).fill(-1);
  let units = 0;
  const unit = member.map((i) => {
    if (number[i] === -1) number[i] = units++;
    return number[i]!;
  });
  return { unit, units };
}

/** For each row c'β the vector c'V, so that its influence is a product with the score residuals. */
function directions({ fit }: Joint, contenders: readonly Contender[]): Float64Array {
  const p = fit.beta.length;
  const rows = new Float64Array(contenders.length * p);
  contenders.forEach(({ draft }, c) => {
    for (const { column, weight } of draft.effect!.combination!) {
      for (let j = 0; j < p; j += 1) rows[c * p + j]! += weight * fit.covariance[column * p + j]!;
    }
  });
  return rows;
}
