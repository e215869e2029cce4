import { PteroError } from '../errors/ptero-error.ts';

/**
 * What DeLong's method needs of one score: the area, and for each case and control the share of the other class that it
 * is rightly ordered with.
 *
 * Shapes: `cases` (m,) and `controls` (n,), each in the order of the users.
 */
export interface RocPlacements {
  readonly auc: number;
  readonly cases: Float64Array;
  readonly controls: Float64Array;
}

/** An area, or a difference of two, with its variance. */
export interface AucMoments {
  readonly value: number;
  readonly variance: number;
}

/**
 * Area under the ROC curve with DeLong's variance: the chance that a case scores above a control, ties counting half.
 *
 * @param outcome - shape (n,), 1 for a case. @param score - shape (n,), any scale.
 * @throws PteroError `input/invalid` with fewer than two cases or two controls, or a score that is NaN.
 *
 * Cost: O(n log n). Source: DeLong et al. (1988), Biometrics 44, 837–845, by midranks (Sun & Xu 2014, IEEE SPL 21(11)).
 * Reference: R `pROC::auc`, `pROC::var`.
 */
export function rocAuc(outcome: Uint8Array, score: Float64Array): AucMoments {
  const { auc, cases, controls } = rocPlacements(outcome, score);
  return { value: auc, variance: varianceOf(cases) / cases.length + varianceOf(controls) / controls.length };
}

/** The placements behind `rocAuc`, for comparing scores on the same users. Cost: O(n log n). */
export function rocPlacements(outcome: Uint8Array, score: Float64Array): RocPlacements {
  const n = outcome.length;
  const total = outcome.reduce((sum, one) => sum + one, 0);
  const bad = score.findIndex(Number.isNaN);
  if (total < 2 || n - total < 2 || bad >= 0) {
    throw new PteroError({
      code: 'input/invalid',
      message: 'an area needs two cases, two controls and a score for everybody',
      details: { cases: total, controls: n - total, index: bad },
    });
  }
  const order = Uint32Array.from(outcome.keys()).sort((a, b) => score[a]! - score[b]!);
  const place = new Float64Array(n);
  let below = 0;
  for (let from = 0; from < n;) {
    let upTo = from;
    let casesHere = 0;
    while (upTo < n && score[order[upTo]!] === score[order[from]!]) casesHere += outcome[order[upTo++]!]!;
    const controlsHere = upTo - from - casesHere;
    const controlsBelow = from - below;
    for (let k = from; k < upTo; k += 1) {
      const i = order[k]!;
      place[i] =
        outcome[i] === 1 ? (controlsBelow + controlsHere / 2) / (n - total) : (total - below - casesHere / 2) / total;
    }
    below += casesHere;
    from = upTo;
  }
  const cases = place.filter((_, i) => outcome[i] === 1);
  const controls = place.filter((_, i) => outcome[i] === 0);
  return { auc: meanOf(cases), cases, controls };
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
