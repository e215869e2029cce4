import type { BinnedColumns } from '../../stats/bin-columns.ts';
import { treeValue, type Tree } from '../../stats/grow-tree.ts';
import { createRandom } from '../../stats/random.ts';
import { rocAuc } from '../../stats/roc-auc.ts';
import type { OutOfFold } from './predict-out-of-fold.ts';

/** What the area loses when one set of columns is shuffled among the users. */
export interface Importance {
  readonly label: string;
  readonly drop: number;
}

const MOST_SHOWN = 10;
/** Sets are shuffled in the order of the gain of their splits; those far down lose nothing that can be told from chance. */
const MOST_SHUFFLED = 15;
/** Less would be shown as nothing. */
const LEAST_DROP = 0.0005;
/** So many users are read; one shuffle of fewer is mostly chance, so they are shuffled again. */
const READINGS = 4_000;
const MOST_ROUNDS = 8;

/** What was grown on what, and what it foretells. Shape: outcome (rows,). */
export interface Grown extends Pick<OutOfFold, 'columns' | 'features' | 'pairs' | 'treeFits' | 'sizes' | 'trees'> {
  readonly outcome: Uint8Array;
}

/**
 * Permutation importance of each set of columns, out of fold: the drop of the trees' area when the set's columns take,
 * together, the values of other users.
 *
 * @returns those that lose anything worth showing, largest first, at most 10. Yields now and then.
 * Cost: for at most 15 sets, the trees that use the set, twice over 4,000 users.
 * Source: Breiman (2001), Machine Learning 45; Fisher et al. (2019), JMLR 20(177).
 */
export function* permutationImportance(grown: Grown, seed: number): Generator<undefined, Importance[]> {
  const { columns, outcome, treeFits, trees: odds } = grown;
  const sets = grown.features.trees.map(({ label }) => label);
  const gain = new Map<string, number>();
  for (const { trees } of treeFits.models) for (const tree of trees) addGain(gain, sets, tree);
  const labels = [...gain.keys()].sort((a, b) => gain.get(b)! - gain.get(a)! || (a < b ? -1 : 1));
  const random = createRandom(seed);
  const read = shuffled(columns.rows, random.below).subarray(0, READINGS);
  const known = Uint8Array.from(read, (r) => outcome[r]!);
  if (Math.min(...[0, 1].map((side) => known.filter((one) => one === side).length)) < 2) return [];
  const whole = rocAuc(
    known,
    Float64Array.from(read, (r) => odds[r]!),
  ).value;
  const rounds = Math.min(MOST_ROUNDS, Math.ceil(READINGS / columns.rows));
  const orders = Array.from({ length: rounds }, () => shuffled(columns.rows, random.below));
  const importance: Importance[] = [];
  for (const label of labels.slice(0, MOST_SHUFFLED)) {
    let drop = 0;
    for (const order of orders) {
      const change = yield* shuffleSet(
        grown,
        sets.map((one) => one === label),
        order,
        read,
      );
      const moved = Float64Array.from(read, (r) => odds[r]! + change[r]!);
      drop += (whole - rocAuc(known, moved).value) / rounds;
    }
    if (drop >= LEAST_DROP) importance.push({ label, drop });
  }
  return importance.sort((a, b) => b.drop - a.drop).slice(0, MOST_SHOWN);
}

function addGain(gain: Map<string, number>, sets: readonly string[], tree: Tree): void {
  tree.column.forEach((column, node) => {
    if (column >= 0) gain.set(sets[column]!, (gain.get(sets[column]!) ?? 0) + tree.gain[node]!);
  });
}

/** How much the log odds of the rows read move when a set is shuffled. @returns shape (rows,), 0 where not read. */
function* shuffleSet(
  { columns, pairs, treeFits, sizes }: Grown,
  isOfSet: readonly boolean[],
  order: Uint32Array,
  read: Uint32Array,
): Generator<undefined, Float64Array> {
  const isRead = new Uint8Array(columns.rows);
  for (const r of read) isRead[r] = 1;
  const mixed: BinnedColumns = {
    ...columns,
    bin: columns.bin.map((bin, c) => (isOfSet[c] ? bin.map((_, r) => bin[order[r]!]!) : bin)),
  };
  const readings = new Uint8Array(columns.rows);
  const change = new Float64Array(columns.rows);
  for (let p = 0; p < pairs.length; p += 1) {
    const { folds, left } = pairs[p]!;
    for (const side of [0, 1] as const) {
      const using = treeFits.models[p]!.trees.slice(0, sizes[folds[side]]!).filter(({ column }) =>
        column.some((c) => c >= 0 && isOfSet[c]),
      );
      for (const r of left[side]) {
        readings[r]! += 1;
        if (isRead[r] === 1)
          for (const tree of using) change[r]! += treeValue(tree, mixed, r) - treeValue(tree, columns, r);
      }
    }
    yield;
  }
  return change.map((sum, r) => sum / Math.max(1, readings[r]!));
}

function shuffled(n: number, below: (n: number) => number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, r) => r);
  for (let k = n - 1; k > 0; k -= 1) {
    const other = below(k + 1);
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order;
}
