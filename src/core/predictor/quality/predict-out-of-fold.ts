import { binColumns, type BinnedColumns } from '../../stats/bin-columns.ts';
import type { Candidates } from '../candidates/candidates.ts';
import type { Prepared } from '../cohort/prepare.ts';
import type { AnalysisInput } from '../input.ts';
import type { Pause } from '../passes/passes.ts';
import { chooseSizes, foretell } from './crossed.ts';
import { dealFolds, foldPairs, type FoldPair } from './folds.ts';
import { gatherFeatures, type LandmarkFeatures } from './landmark-features.ts';
import { drawMembers, type Landmark } from './landmark.ts';
import { fitLinear } from './linear-fits.ts';
import { fitTrees, type TreeFits } from './tree-fits.ts';

const MOST_BINS = 48;

/**
 * What two models foretell of users they had not seen. Shapes: `fold` (n,); `linear`, `trees` and `both` (n,) log odds, the
 * last the mean of the others; `sizes` (5,) trees by fold; `columns` the features as the trees read them.
 */
export interface OutOfFold {
  readonly landmark: Landmark;
  readonly features: LandmarkFeatures;
  readonly columns: BinnedColumns;
  readonly fold: Uint8Array;
  readonly pairs: readonly FoldPair[];
  readonly treeFits: TreeFits;
  readonly sizes: readonly number[];
  readonly linear: Float64Array;
  readonly trees: Float64Array;
  readonly both: Float64Array;
}

/**
 * Foretell every member of a landmark from what is known at it, by models fitted without them.
 *
 * Beyond 12,000 members users are drawn by hash. Yields about every 10 ms.
 */
export function* predictOutOfFold(
  input: AnalysisInput,
  prepared: Prepared,
  candidates: Candidates,
  found: Landmark,
): Generator<Pause, OutOfFold> {
  const landmark = drawMembers(found, prepared.cohort);
  const { outcome, member } = landmark;
  const features = yield* gatherFeatures(input, prepared, candidates, landmark);
  const columns = yield* binColumns(
    features.trees.map(({ value }) => value),
    member.length,
    MOST_BINS,
  );
  const key = Uint32Array.from(member, (i) => prepared.cohort.key[i]!);
  const fold = dealFolds(key, outcome);
  yield;
  const pairs = foldPairs(fold);
  yield;
  const linearFits = yield* fitLinear(features.linear, outcome, pairs);
  const treeFits = yield* fitTrees(columns, outcome, pairs);
  const sizes = chooseSizes(pairs, treeFits);
  const linear = yield* foretell(pairs, linearFits, chooseSizes(pairs, linearFits), member.length);
  const trees = yield* foretell(pairs, treeFits, sizes, member.length);
  const both = linear.map((odds, r) => (odds + trees[r]!) / 2);
  return { landmark, features, columns, fold, pairs, treeFits, sizes, linear, trees, both };
}
