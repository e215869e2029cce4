import { setWeights, type RiskSets, type WeightScratch } from '../../stats/risk-set-moments.ts';

/**
 * What the risk sets say about each candidate, given a model of the nuisance columns.
 *
 * q nuisance columns come first, c candidates after them. Shapes: `score`, `information` (c,); `cross` (c, q);
 * `nuisanceScore` (q,), `nuisanceInformation` (q, q) lower triangle; `withParent` (c,) information shared with the
 * candidate's parent column (an event with a value and the event itself).
 */
export interface ScreenMoments {
  readonly score: Float64Array;
  readonly information: Float64Array;
  readonly cross: Float64Array;
  readonly nuisanceScore: Float64Array;
  readonly nuisanceInformation: Float64Array;
  readonly withParent: Float64Array;
}

/** Cases and controls that had done it, and Mantel–Haenszel's two sums over the matched sets. Shapes: (c,). */
export interface MatchedCounts {
  readonly casesWith: Uint32Array;
  readonly controlsWith: Uint32Array;
  readonly favour: Float64Array;
  readonly against: Float64Array;
  readonly controls: number;
  readonly cases: number;
}

/** While it is gathered: `shared` (q, q + c) is the information of a nuisance column and those from it on. */
type Gathered = Omit<ScreenMoments, 'cross' | 'nuisanceInformation'> & { readonly shared: Float64Array };

const emptyMoments = (q: number, c: number): Gathered => ({
  score: new Float64Array(c),
  information: new Float64Array(c),
  nuisanceScore: new Float64Array(q),
  shared: new Float64Array(q * (q + c)),
  withParent: new Float64Array(c),
});

function toMoments({ shared, ...moments }: Gathered): ScreenMoments {
  const q = moments.nuisanceScore.length;
  const c = moments.score.length;
  const cross = new Float64Array(c * q);
  const nuisanceInformation = new Float64Array(q * q);
  for (let a = 0; a < q; a += 1) {
    for (let b = a; b < q; b += 1) nuisanceInformation[b * q + a] = shared[a * (q + c) + b]!;
    for (let j = 0; j < c; j += 1) cross[j * q + a] = shared[a * (q + c) + q + j]!;
  }
  return { ...moments, cross, nuisanceInformation };
}

/**
 * Gather the score statistics of all candidates in one pass over the risk sets, apart for the two halves of the users.
 *
 * @param beta - shape (q + c,), the nuisance fit, zero for the candidates.
 * @param half - shape (sets,), 0 or 1. @param parent - shape (c,), candidate number of the parent, or −1.
 * Yields now and then. Cost: O(ones × nuisance ones a row + sets × columns touched × nuisance touched).
 */
export function* screenMoments(
  sets: RiskSets,
  q: number,
  beta: Float64Array,
  half: Uint8Array,
  parent: Int32Array,
): Generator<undefined, { readonly halves: readonly [ScreenMoments, ScreenMoments]; readonly counts: MatchedCounts }> {
  const { offset, index, columns } = sets.rows;
  const c = columns - q;
  const halves: [Gathered, Gathered] = [emptyMoments(q, c), emptyMoments(q, c)];
  const casesWith = new Uint32Array(c);
  const controlsWith = new Uint32Array(c);
  const favour = new Float64Array(c);
  const against = new Float64Array(c);
  const mean = new Float64Array(columns);
  const inSet = new Uint32Array(columns);
  const inCase = new Uint8Array(columns);
  /** Columns touched in a set, ascending. */
  const seen = new Uint16Array(columns);
  /** Means of the columns touched, in their order. */
  const own = new Float64Array(columns);
  const scratch: WeightScratch = { weight: new Float64Array(64) };
  const addSet = (set: number, first: number, size: number): void => {
    const { score, information, nuisanceScore, shared, withParent } = halves[half[set] as 0 | 1];
    setWeights(sets, set, beta, scratch);
    for (let i = 0; i < size; i += 1) {
      const w = scratch.weight[i]!;
      const from = offset[first + i]!;
      const to = offset[first + i + 1]!;
      let nuisanceTo = from;
      for (let k = from; k < to; k += 1) {
        const column = index[k]!;
        inSet[column]! += 1;
        mean[column]! += w;
        if (column < q) nuisanceTo = k + 1;
      }
      for (let k = from; k < nuisanceTo; k += 1) {
        const base = index[k]! * columns;
        for (let l = k; l < to; l += 1) shared[base + index[l]!]! += w;
      }
    }
    let touchedCount = 0;
    let nuisanceSeen = 0;
    for (let column = 0; column < columns; column += 1) {
      if (column === q) nuisanceSeen = touchedCount;
      if (inSet[column] !== 0) seen[touchedCount++] = column;
    }
    if (columns === q) nuisanceSeen = touchedCount;
    for (let k = offset[first]!; k < offset[first + 1]!; k += 1) {
      const column = index[k]!;
      if (column < q) nuisanceScore[column]! += 1;
      else {
        score[column - q]! += 1;
        casesWith[column - q]! += 1;
        favour[column - q]! += (size - inSet[column]!) / size;
        inSet[column]! -= 1;
      }
    }
    for (let k = offset[first]!; k < offset[first + 1]!; k += 1) inCase[index[k]!] = 1;
    for (let a = 0; a < touchedCount; a += 1) {
      const column = seen[a]!;
      const m = mean[column]!;
      own[a] = m;
      if (column < q) {
        nuisanceScore[column]! -= m;
      } else {
        const candidate = column - q;
        score[candidate]! -= m;
        // Zeros and ones: the mean of squares is the mean; and who did E where p = v did E.
        information[candidate]! += m - m * m;
        if (parent[candidate]! >= 0) withParent[candidate]! += m - m * mean[q + parent[candidate]!]!;
        controlsWith[candidate]! += inSet[column]!;
        if (inCase[column] === 0) against[candidate]! += inSet[column]! / size;
      }
    }
    for (let a = 0; a < nuisanceSeen; a += 1) {
      const base = seen[a]! * columns;
      const m = own[a]!;
      for (let b = a; b < touchedCount; b += 1) shared[base + seen[b]!]! -= m * own[b]!;
    }
    for (let a = 0; a < touchedCount; a += 1) {
      mean[seen[a]!] = 0;
      inSet[seen[a]!] = 0;
      inCase[seen[a]!] = 0;
    }
  };

  let controls = 0;
  let sinceYield = 0;
  for (let set = 0; set + 1 < sets.start.length; set += 1) {
    const first = sets.start[set]!;
    const size = sets.start[set + 1]! - first;
    if (size < 2) continue;
    addSet(set, first, size);
    controls += size - 1;
    sinceYield += size;
    if (sinceYield > 4_000) {
      sinceYield = 0;
      yield;
    }
  }
  return {
    halves: [toMoments(halves[0]), toMoments(halves[1])],
    counts: { casesWith, controlsWith, favour, against, controls, cases: sets.start.length - 1 },
  };
}

/** The two halves taken together. */
export function addMoments(a: ScreenMoments, b: ScreenMoments): ScreenMoments {
  const sum = (x: Float64Array, y: Float64Array): Float64Array => x.map((value, i) => value + y[i]!);
  return {
    score: sum(a.score, b.score),
    information: sum(a.information, b.information),
    cross: sum(a.cross, b.cross),
    nuisanceScore: sum(a.nuisanceScore, b.nuisanceScore),
    nuisanceInformation: sum(a.nuisanceInformation, b.nuisanceInformation),
    withParent: sum(a.withParent, b.withParent),
  };
}
