import type { BinnedColumns } from '../../stats/bin-columns.ts';
import { boostedLogOdds, boostTrees, type BoostedTrees, type BoostingOptions } from '../../stats/gradient-boosting.ts';
import type { CrossedFits } from './crossed.ts';
import { MOST_FOR_ALL_PAIRS, type FoldPair } from './folds.ts';

const FEW_USERS: BoostingOptions = {
  depth: 3,
  ridge: 1,
  leastWeight: 2,
  leastGain: 0,
  shrinkage: 0.1,
  mostTrees: 150,
  patience: 15,
};
/** With many users larger steps come as near with half the trees. */
const MANY_USERS: BoostingOptions = { ...FEW_USERS, shrinkage: 0.2 };

/** Boosted trees for every pair of folds left out; the size is the number of trees. */
export interface TreeFits extends CrossedFits {
  readonly models: readonly BoostedTrees[];
}

/** Grow them. Yields after every tree. */
export function* fitTrees(
  columns: BinnedColumns,
  outcome: Uint8Array,
  pairs: readonly FoldPair[],
): Generator<undefined, TreeFits> {
  const options = outcome.length > MOST_FOR_ALL_PAIRS ? MANY_USERS : FEW_USERS;
  const models: BoostedTrees[] = [];
  for (const { train, left } of pairs) models.push(yield* boostTrees(columns, outcome, train, left, options));
  const most = models.reduce((sum, { trees }) => Math.max(sum, trees.length), 0);
  return {
    models,
    sizes: most + 1,
    // One that stopped early stays as it was: its loss had long been rising.
    loss: (pair, side, size) => {
      const along = models[pair]!.loss[side]!;
      return along[Math.min(size, along.length - 1)]!;
    },
    logOdds: (pair, size, row) => boostedLogOdds(models[pair]!, size, columns, row),
  };
}
