import type { BinnedColumns } from './bin-columns.ts';

/**
 * A binary tree. Node k goes left where the row's bin of `column[k]` is at most `bin[k]`; a leaf has column −1 and adds
 * `value[k]`. Children stand at `left[k]` and `left[k] + 1`. Node 0 is the root.
 */
export interface Tree {
  readonly column: Int16Array;
  readonly bin: Uint8Array;
  readonly left: Uint16Array;
  readonly value: Float64Array;
  /** Second-order gain of each split. */
  readonly gain: Float64Array;
}

export interface TreeOptions {
  readonly depth: number;
  /** Penalty on the leaf values, ½ · ridge · value². */
  readonly ridge: number;
  /** Least sum of second derivatives in a leaf. */
  readonly leastWeight: number;
  /** Least gain of a split. */
  readonly leastGain: number;
  /** Leaf values are multiplied by this. */
  readonly shrinkage: number;
}

/** First and second derivatives of the loss by row, shape (rows,). */
export interface Derivatives {
  readonly slope: Float64Array;
  readonly curvature: Float64Array;
}

/** Room for growing trees on the same columns: histograms by depth, and rows being parted. */
export interface TreeScratch {
  readonly histogram: readonly Float64Array[];
  readonly aside: Uint32Array;
}

/** Make the room once. Memory: 16 bytes a bin and level of depth. */
export const createTreeScratch = (columns: BinnedColumns, depth: number): TreeScratch => ({
  histogram: Array.from({ length: depth }, () => new Float64Array(2 * columns.first.at(-1)!)),
  aside: new Uint32Array(columns.rows),
});

interface Split {
  readonly column: number;
  readonly bin: number;
  readonly gain: number;
  readonly slope: number;
  readonly curvature: number;
}

/**
 * Grow one tree by second-order gain on histograms; of two children only the smaller is counted, the other is the rest.
 *
 * @param members - numbers of the rows to grow on; left in the order of the leaves.
 * @param reached - called once for each leaf, with where its rows are in `members` and what it adds.
 * Cost: O(cells away from the commonest bin × depth / 2). Source: Chen & Guestrin (2016), KDD; Ke et al. (2017), NIPS.
 */
export function growTree(
  columns: BinnedColumns,
  { slope, curvature }: Derivatives,
  members: Uint32Array,
  options: TreeOptions,
  scratch: TreeScratch,
  reached: (from: number, to: number, value: number) => void,
): Tree {
  const most = 2 ** (options.depth + 1) - 1;
  const tree: Tree = {
    column: new Int16Array(most).fill(-1),
    bin: new Uint8Array(most),
    left: new Uint16Array(most),
    value: new Float64Array(most),
    gain: new Float64Array(most),
  };
  let nodes = 1;
  const grow = (
    node: number,
    from: number,
    to: number,
    g: number,
    h: number,
    depth: number,
    own: Float64Array,
  ): void => {
    const split = depth < options.depth ? bestSplit(columns, own, g, h, options) : null;
    if (!split) {
      tree.value[node] = (-options.shrinkage * g) / (h + options.ridge);
      reached(from, to, tree.value[node]!);
      return;
    }
    const middle = part(columns.bin[split.column]!, split.bin, members, from, to, scratch.aside);
    const left = nodes;
    nodes += 2;
    tree.column[node] = split.column;
    tree.bin[node] = split.bin;
    tree.left[node] = left;
    tree.gain[node] = split.gain;
    const isLeftSmaller = middle - from <= to - middle;
    const smaller = scratch.histogram[depth + 1];
    if (smaller) {
      count(columns, slope, curvature, members, isLeftSmaller ? from : middle, isLeftSmaller ? middle : to, smaller);
      for (let k = 0; k < own.length; k += 1) own[k]! -= smaller[k]!;
    }
    const goLeft = (histogram: Float64Array): void =>
      grow(left, from, middle, split.slope, split.curvature, depth + 1, histogram);
    const goRight = (histogram: Float64Array): void =>
      grow(left + 1, middle, to, g - split.slope, h - split.curvature, depth + 1, histogram);
    // The smaller child first: below it only deeper histograms are written, and `own` stays the larger one's.
    if (isLeftSmaller) {
      goLeft(smaller ?? own);
      goRight(own);
    } else {
      goRight(smaller ?? own);
      goLeft(own);
    }
  };
  let g = 0;
  let h = 0;
  for (const r of members) {
    g += slope[r]!;
    h += curvature[r]!;
  }
  const root = scratch.histogram[0]!;
  count(columns, slope, curvature, members, 0, members.length, root);
  grow(0, 0, members.length, g, h, 0, root);
  return tree;
}

/** What a tree adds for a row. Cost: O(depth). */
export function treeValue({ column, bin, left, value }: Tree, columns: BinnedColumns, row: number): number {
  let node = 0;
  while (column[node]! >= 0) node = left[node]! + (columns.bin[column[node]!]![row]! <= bin[node]! ? 0 : 1);
  return value[node]!;
}

function count(
  { offset, code }: BinnedColumns,
  slope: Float64Array,
  curvature: Float64Array,
  members: Uint32Array,
  from: number,
  to: number,
  histogram: Float64Array,
): void {
  histogram.fill(0);
  for (let m = from; m < to; m += 1) {
    const r = members[m]!;
    const g = slope[r]!;
    const h = curvature[r]!;
    for (let k = offset[r]!; k < offset[r + 1]!; k += 1) {
      const at = 2 * code[k]!;
      histogram[at]! += g;
      histogram[at + 1]! += h;
    }
  }
}

function bestSplit(
  { first, commonest }: BinnedColumns,
  histogram: Float64Array,
  g: number,
  h: number,
  { ridge, leastWeight, leastGain }: TreeOptions,
): Split | null {
  if (h < 2 * leastWeight) return null;
  const whole = (g * g) / (h + ridge);
  let best: Split | null = null;
  let most = leastGain;
  for (let c = 0; c + 1 < first.length; c += 1) {
    const from = first[c]!;
    const to = first[c + 1]!;
    let restG = g;
    let restH = h;
    for (let b = from; b < to; b += 1) {
      restG -= histogram[2 * b]!;
      restH -= histogram[2 * b + 1]!;
    }
    if (h - restH < leastWeight && to - from === 2) continue;
    const usual = from + commonest[c]!;
    let leftG = 0;
    let leftH = 0;
    for (let b = from; b + 1 < to; b += 1) {
      leftG += b === usual ? restG : histogram[2 * b]!;
      leftH += b === usual ? restH : histogram[2 * b + 1]!;
      const rightH = h - leftH;
      if (leftH < leastWeight) continue;
      if (rightH < leastWeight) break;
      const rightG = g - leftG;
      const gain = (leftG * leftG) / (leftH + ridge) + (rightG * rightG) / (rightH + ridge) - whole;
      if (gain > most) {
        most = gain;
        best = { column: c, bin: b - from, gain, slope: leftG, curvature: leftH };
      }
    }
  }
  return best;
}

/** Put the rows that go left first, both sides in their order; returns where the right side begins. */
function part(
  bin: Uint8Array,
  most: number,
  members: Uint32Array,
  from: number,
  to: number,
  aside: Uint32Array,
): number {
  let left = from;
  let right = 0;
  for (let m = from; m < to; m += 1) {
    const r = members[m]!;
    if (bin[r]! <= most) members[left++] = r;
    else aside[right++] = r;
  }
  members.set(aside.subarray(0, right), left);
  return left;
}
