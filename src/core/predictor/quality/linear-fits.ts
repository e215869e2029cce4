import { logisticLoss } from '../../stats/logistic-loss.ts';
import { fitLogisticRegression, logOdds, type WeightedRows } from '../../stats/logistic-regression.ts';
import type { CrossedFits } from './crossed.ts';
import type { FoldPair } from './folds.ts';

/** From hardly more than the overall share to nearly free; each starts where the one before ended. */
const RIDGES = [1000, 250, 60, 15, 4, 1] as const;
/** A path ends where both folds left out have moved away twice. */
const PATIENCE = 2;
const PRECISION = 3e-3;
const MOST_ITERATIONS = 20;

/** Ridge logistic regressions for every pair of folds left out. Yields now and then. */
export function* fitLinear(
  rows: WeightedRows,
  outcome: Uint8Array,
  pairs: readonly FoldPair[],
): Generator<undefined, CrossedFits> {
  const betas: Float64Array[][] = [];
  const losses: [number, number][][] = [];
  const odds = new Float64Array(outcome.length);
  for (const { train, left } of pairs) {
    const path: Float64Array[] = [];
    const along: [number, number][] = [];
    for (const ridge of RIDGES) {
      const start = path.at(-1);
      const { beta } = yield* fitLogisticRegression(rows, outcome, train, {
        ridge,
        precision: PRECISION,
        maxIterations: MOST_ITERATIONS,
        ...(start ? { start } : {}),
      });
      const lossOf = (members: Uint32Array): number => {
        for (const r of members) odds[r] = logOdds(rows, beta, r);
        return logisticLoss(outcome, odds, members);
      };
      path.push(beta);
      along.push([lossOf(left[0]), lossOf(left[1])]);
      yield;
      if ([0, 1].every((side) => hasTurned(along.map((losses) => losses[side]!)))) break;
    }
    betas.push(path);
    losses.push(along);
  }
  // A path that ended early stays where it was.
  const at = (pair: number, size: number): number => Math.min(size, betas[pair]!.length - 1);
  return {
    sizes: RIDGES.length,
    loss: (pair, side, size) => losses[pair]![at(pair, size)]![side],
    logOdds: (pair, size, row) => logOdds(rows, betas[pair]![at(pair, size)]!, row),
  };
}

const hasTurned = (losses: readonly number[]): boolean =>
  losses.indexOf(Math.min(...losses)) < losses.length - PATIENCE;
