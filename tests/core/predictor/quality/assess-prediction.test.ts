import { describe, expect, it } from 'vitest';
import type { AnalysisInput } from '#core/predictor/input.ts';
import { assessPrediction } from '#core/predictor/quality/assess-prediction.ts';
import { localPasses } from '#core/predictor/passes/local-passes.ts';
import { gatherFeatures } from '#core/predictor/quality/landmark-features.ts';
import { chooseLandmark } from '#core/predictor/quality/landmark.ts';
import type { PredictiveQuality } from '#core/predictor/result.ts';
import { finish } from '../../stats/close.ts';
import { inputOf, madeUpUsers, planned } from './made-up-users.ts';

function assess(input: AnalysisInput): PredictiveQuality {
  const { prepared, candidates } = planned(input);
  return finish(assessPrediction(input, prepared, candidates))!;
}

const either = inputOf(madeUpUsers(1200, 3, (x, y) => (x === y ? 0.15 : 0.7)));
const additive = inputOf(madeUpUsers(2000, 4, (x, y, plan) => 0.08 + (x ? 0.35 : 0) + (y ? 0.2 : 0) + 0.1 * plan));

describe('assessPrediction', () => {
  it('says that trees see what no single row shows, when one or the other converts but not both', () => {
    const quality = assess(either);
    expect(quality.linear.auc.value).toBeLessThan(0.65);
    expect(quality.trees.auc.value).toBeGreaterThan(0.7);
    expect(quality.nonLinear).toBe(true);
    expect(quality.predicts).toBe(true);
    expect(quality.trees.difference.value).toBeCloseTo(quality.trees.auc.value - quality.linear.auc.value, 12);
    const foremost = quality.trees.importance.slice(0, 3).map(({ label }) => label);
    expect(foremost).toEqual(expect.arrayContaining(['X', 'Y']));
  });

  it('says the same twice', () => {
    expect(assess(either)).toEqual(assess(either));
  });

  describe('where behaviours and an attribute add up', () => {
    const quality = assess(additive);

    it('does not claim that there is more to see', () => {
      expect(quality.predicts).toBe(true);
      expect(quality.nonLinear).toBe(false);
    });

    it('names the events and the property, the strongest first, none that is idle', () => {
      const labels = quality.trees.importance.map(({ label }) => label);
      expect(labels[0]).toBe('X');
      expect(labels).toContain('Y');
      expect(labels).toContain('plan');
      const drops = quality.trees.importance.map(({ drop }) => drop);
      expect(drops).toEqual(drops.slice().sort((a, b) => b - a));
    });

    it('foretells shares that come true', () => {
      expect(quality.calibration).toHaveLength(10);
      const chiSquare = quality.calibration.reduce(
        (sum, { predicted, observed, users }) =>
          sum + (users * (observed - predicted) ** 2) / (predicted * (1 - predicted)),
        0,
      );
      // The 99.9 % point of chi-square with ten degrees of freedom.
      expect(chiSquare).toBeLessThan(29.6);
      expect(quality.calibration.reduce((sum, { users }) => sum + users, 0)).toBe(quality.users);
      const predicted = quality.calibration.map((tenth) => tenth.predicted);
      expect(predicted).toEqual(predicted.slice().sort((a, b) => a - b));
      expect(predicted.at(-1)! - predicted[0]!).toBeGreaterThan(0.4);
    });

    it('is better than knowing the overall share', () => {
      expect(quality.brierSkill).toBeGreaterThan(0.05);
      expect(quality.brierSkill).toBeLessThan(0.5);
    });

    it('counts users after the landmark only', () => {
      expect(quality.landmarkMs).toBeGreaterThan(100_000);
      expect(quality.landmarkMs).toBeLessThan(500_000);
      expect(quality.windowMs).toBe(2_000_000);
    });
  });

  it.each([11, 12, 14])('predicts nothing where nothing matters (seed %d)', (seed) => {
    const quality = assess(inputOf(madeUpUsers(1500, seed, () => 0.4)));
    expect(quality.predicts).toBe(false);
    expect(quality.nonLinear).toBe(false);
    expect(quality.auc.low).toBeLessThan(0.5);
    expect(quality.auc.high).toBeGreaterThan(0.5);
    expect(Math.abs(quality.brierSkill)).toBeLessThan(0.02);
  });

  it('says nothing where too few convert', () => {
    const input = inputOf(madeUpUsers(400, 5, () => 0.1));
    const { prepared, candidates } = planned(input);
    expect(finish(assessPrediction(input, prepared, candidates))).toBeNull();
  });

  it('rests often enough to be stopped', () => {
    const { prepared, candidates } = planned(either);
    let rests = 0;
    for (const work = assessPrediction(either, prepared, candidates); !work.next().done;) rests += 1;
    expect(rests).toBeGreaterThan(100);
  });
});

describe('gatherFeatures', () => {
  const { prepared, candidates } = planned(additive);
  const landmark = chooseLandmark(prepared)!;
  const gather = (input: AnalysisInput) =>
    finish(gatherFeatures(input, { ...prepared, passes: localPasses(input) }, candidates, landmark));
  const { events } = additive;
  const secondOfUser = new Map(Array.from(prepared.cohort.user, (user, i) => [user, prepared.cohort.entrySecond[i]!]));

  /** The same table with every event after (or before) the landmark replaced by one that is no candidate. */
  function erase(which: 'after' | 'until'): AnalysisInput {
    const event = events.event.slice();
    for (let u = 0; u < events.userCount; u += 1) {
      for (let at = events.userStart[u]!; at < events.userStart[u + 1]!; at += 1) {
        const since = Math.floor(events.time[at]! / 1000) - (secondOfUser.get(u) ?? 0);
        const isAfter = since > landmark.second;
        if (isAfter === (which === 'after')) event[at] = events.eventNames.indexOf('Z');
      }
    }
    return { ...additive, events: { ...events, event } };
  }

  it('knows nothing of what came after the landmark', () => {
    expect(gather(erase('after'))).toEqual(gather(additive));
  });

  it('knows what came until then', () => {
    expect(gather(erase('until'))).not.toEqual(gather(additive));
  });
});
