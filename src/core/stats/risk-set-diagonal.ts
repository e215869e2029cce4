import { setWeights, type RiskSets, type WeightScratch } from './risk-set-moments.ts';

/**
 * Score and the diagonal of the information of the conditional logistic model, within one part of the rows.
 *
 * @param belongs - shape (rows,), 1 for rows of the part: its cases are compared with its own rows only.
 * @returns shapes (p,), and the sets that have a case and a control in the part.
 * Yields now and then. Cost: O(ones), against O(ones × ones a row) for the whole information.
 */
export function* riskSetDiagonal(
  sets: RiskSets,
  beta: Float64Array,
  belongs: Uint8Array,
): Generator<undefined, { readonly score: Float64Array; readonly information: Float64Array; readonly cases: number }> {
  const { columns: p, offset, index } = sets.rows;
  const score = new Float64Array(p);
  const information = new Float64Array(p);
  const mean = new Float64Array(p);
  const touched = new Uint16Array(p);
  const scratch: WeightScratch = { weight: new Float64Array(64) };
  let cases = 0;
  let sinceYield = 0;
  for (let set = 0; set + 1 < sets.start.length; set += 1) {
    const first = sets.start[set]!;
    const end = sets.start[set + 1]!;
    if (belongs[first] !== 1) continue;
    setWeights(sets, set, beta, scratch);
    let within = 0;
    let controls = 0;
    for (let row = first; row < end; row += 1) {
      if (belongs[row] !== 1) continue;
      within += scratch.weight[row - first]!;
      controls += 1;
    }
    cases += 1;
    if (controls < 2 || !(within > 0)) continue;
    let touchedCount = 0;
    for (let row = first; row < end; row += 1) {
      if (belongs[row] !== 1) continue;
      const w = scratch.weight[row - first]! / within;
      if (w === 0) continue;
      for (let k = offset[row]!; k < offset[row + 1]!; k += 1) {
        const column = index[k]!;
        if (mean[column] === 0) touched[touchedCount++] = column;
        mean[column]! += w;
      }
    }
    for (let k = offset[first]!; k < offset[first + 1]!; k += 1) score[index[k]!]! += 1;
    for (let a = 0; a < touchedCount; a += 1) {
      const column = touched[a]!;
      const m = mean[column]!;
      score[column]! -= m;
      information[column]! += m - m * m;
      mean[column] = 0;
    }
    sinceYield += end - first;
    if (sinceYield > 8_000) {
      sinceYield = 0;
      yield;
    }
  }
  return { score, information, cases };
}
