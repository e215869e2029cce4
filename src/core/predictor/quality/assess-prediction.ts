import { brierSkill } from '../../stats/brier-score.ts';
import { compareRocAucs } from '../../stats/compare-roc-aucs.ts';
import { Z_95 } from '../../stats/normal.ts';
import { rocAuc, type AucMoments } from '../../stats/roc-auc.ts';
import type { Candidates } from '../candidates/candidates.ts';
import type { Prepared } from '../cohort/prepare.ts';
import type { AnalysisInput } from '../input.ts';
import type { Pause } from '../passes/passes.ts';
import type { AucEstimate, PredictiveQuality } from '../result.ts';
import { calibrate } from './calibrate.ts';
import { permutationImportance } from './importance.ts';
import { chooseLandmark } from './landmark.ts';
import { predictOutOfFold } from './predict-out-of-fold.ts';

/** Trees that are better by more than this have seen what no single row shows. */
const WORTH_SAYING = 0.02;

/**
 * How well B can be foretold, out of fold, from what is known at a moment after A.
 *
 * Two models read the same landmark: a ridge logistic regression and boosted trees. Every user is foretold by models that
 * had not seen them, at sizes settled on further users still; the headline is the mean of the two on the scale of log odds.
 * Null when fewer than 100 converted after the landmark, or 100 did not.
 *
 * Yields about every 10 ms. Cost: about a second for 20,000 users and 70 events. Method: the README of the predictor.
 */
export function* assessPrediction(
  input: AnalysisInput,
  prepared: Prepared,
  candidates: Candidates,
): Generator<Pause, PredictiveQuality | null> {
  const found = chooseLandmark(prepared);
  if (!found) return null;
  const predicted = yield* predictOutOfFold(input, prepared, candidates, found);
  const { landmark, linear, trees, both } = predicted;
  const { outcome } = landmark;
  const importance = yield* permutationImportance({ ...predicted, outcome }, input.seed);
  const probability = both.map((odds) => 1 / (1 + Math.exp(-odds)));
  const auc = estimateOf(rocAuc(outcome, both), 0);
  yield;
  const treesAuc = estimateOf(rocAuc(outcome, trees), 0);
  const difference = estimateOf(compareRocAucs(outcome, trees, linear), -1);
  return {
    landmarkMs: landmark.second * 1000,
    windowMs: landmark.windowSeconds * 1000,
    users: outcome.length,
    converted: landmark.converted,
    auc,
    linear: { auc: estimateOf(rocAuc(outcome, linear), 0) },
    brierSkill: brierSkill(outcome, probability),
    calibration: calibrate(outcome, probability),
    trees: { auc: treesAuc, difference, importance },
    predicts: auc.low > 0.5,
    nonLinear: treesAuc.low > 0.5 && difference.value > WORTH_SAYING && difference.low > 0,
  };
}

/** 95 % interval of an area or a difference, kept within what is possible. */
function estimateOf({ value, variance }: AucMoments, least: number): AucEstimate {
  const reach = Z_95 * Math.sqrt(variance);
  return { value, low: Math.max(least, value - reach), high: Math.min(1, value + reach) };
}
