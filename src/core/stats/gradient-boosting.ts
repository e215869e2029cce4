import type { BinnedColumns } from './bin-columns.ts';
import { createTreeScratch, growTree, treeValue, type Tree, type TreeOptions } from './grow-tree.ts';
import { logisticLoss } from './logistic-loss.ts';

export interface BoostingOptions extends TreeOptions {
  readonly mostTrees: number;
  /** Stop when no watched group has come closer for so many trees. */
  readonly patience: number;
}

/** A sum of trees on top of the overall log odds. `loss[w][t]` is that of watched group w after t trees. */
export interface BoostedTrees {
  readonly base: number;
  readonly trees: readonly Tree[];
  readonly loss: readonly (readonly number[])[];
}

/**
 * Gradient-boosted trees for a yes-or-no outcome: logistic loss, Newton leaves, shrinkage, early stopping.
 *
 * @param outcome - shape (rows,), 0 or 1. @param members - numbers of the rows to learn from; one class alone gives
 * trees that add next to nothing.
 * @param watched - groups of other rows whose loss is followed; without any, `mostTrees` are grown.
 *
 * Equal inputs give equal trees. Yields after every tree. Cost: trees × one pass over the cells of the members.
 * Source: Friedman (2001), Annals of Statistics 29(5).
 */
export function* boostTrees(
  columns: BinnedColumns,
  outcome: Uint8Array,
  members: Uint32Array,
  watched: readonly Uint32Array[],
  options: BoostingOptions,
): Generator<undefined, BoostedTrees> {
  const hits = members.reduce((sum, r) => sum + outcome[r]!, 0);
  const base = Math.log((hits + 0.5) / (members.length - hits + 0.5));
  const odds = new Float64Array(columns.rows).fill(base);
  const slope = new Float64Array(columns.rows);
  const curvature = new Float64Array(columns.rows);
  const scratch = createTreeScratch(columns, options.depth);
  const parted = members.slice();
  const trees: Tree[] = [];
  const loss = watched.map((rows) => [logisticLoss(outcome, odds, rows)]);
  const closest = watched.map(() => 0);
  const patience = watched.length > 0 ? options.patience : Infinity;
  while (trees.length < options.mostTrees && trees.length < Math.max(0, ...closest) + patience) {
    for (const r of members) {
      const share = 1 / (1 + Math.exp(-odds[r]!));
      slope[r] = share - outcome[r]!;
      curvature[r] = share * (1 - share);
    }
    parted.set(members);
    const tree = growTree(columns, { slope, curvature }, parted, options, scratch, (from, to, value) => {
      for (let m = from; m < to; m += 1) odds[parted[m]!]! += value;
    });
    trees.push(tree);
    watched.forEach((rows, w) => {
      for (const r of rows) odds[r]! += treeValue(tree, columns, r);
      const now = logisticLoss(outcome, odds, rows);
      if (now < loss[w]![closest[w]!]!) closest[w] = trees.length;
      loss[w]!.push(now);
    });
    yield;
  }
  return { base, trees, loss };
}

/** Log odds of a row by the first `count` trees, or all if there are fewer. Cost: O(count × depth). */
export function boostedLogOdds(
  { base, trees }: BoostedTrees,
  count: number,
  columns: BinnedColumns,
  row: number,
): number {
  let odds = base;
  for (let t = 0; t < count && t < trees.length; t += 1) odds += treeValue(trees[t]!, columns, row);
  return odds;
}
