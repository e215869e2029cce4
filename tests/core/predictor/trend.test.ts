import { describe, expect, it } from 'vitest';
import { analyse } from '#core/predictor/analyse.ts';
import type { Attribute } from '#core/predictor/candidates/attributes.ts';
import { hasTrend, trendEffect, upperLevels } from '#core/predictor/fit/level-contrast.ts';
import type { ResultRow } from '#core/predictor/result.ts';
import { layOutColumns, type DesignPlan } from '#core/predictor/risk-sets/design-plan.ts';
import { rowText } from '#core/predictor/words/describe-row.ts';
import { createRandom } from '#core/stats/random.ts';
import { finish } from '../stats/close.ts';
import { makeInput, type Happening } from './make-table.ts';

const DAY = 86_400;
const TREND = 'each range higher';

/** 3,000 people of ages 20 to 59; the rate of B is multiplied by `perQuarter` for every ten years; some give no age. */
function agesThat(perQuarter: number, seed: number): ResultRow[] {
  const { uniform, below } = createRandom(seed);
  const users = Array.from({ length: 3_000 }, (): Happening[] => {
    const age = 20 + below(40);
    const rate = 0.05 * perQuarter ** Math.floor((age - 20) / 10);
    const b = (-Math.log(1 - uniform()) / rate) * DAY;
    return [
      ['A', 0, uniform() < 0.2 ? {} : { age, plan: age % 2 === 0 ? 'x' : 'y' }],
      ...(uniform() < 0.5 ? [['C', below(5 * DAY)] as Happening] : []),
      ...(b < 10 * DAY ? [['B', Math.ceil(b) + 1] as Happening] : []),
    ];
  });
  return finish(analyse(makeInput([...users, [['Z', 30 * DAY]]], 10 * DAY))).rows.filter(
    (row) => row.property === 'age',
  ) as ResultRow[];
}

describe('the trend of a number', () => {
  const rows = agesThat(1.4, 1);
  const trend = rows.find((row) => row.value === TREND)!;

  it('is the hazard ratio from one range to the next', () => {
    expect(trend.shelf).toBe('ranked');
    expect(trend.direction).toBe('to');
    expect(trend.hazard!.low).toBeLessThan(1.4);
    expect(trend.hazard!.high).toBeGreaterThan(1.4);
    expect(trend.hazard!.low).toBeGreaterThan(1.25);
    expect(trend.q!).toBeLessThan(0.001);
  });

  it('stands beside its ranges, which keep their rows', () => {
    expect(rows.map((row) => row.value).sort()).toEqual(
      [TREND, 'missing', '> 29 to 40', '> 40 to 49', '> 49', '≤ 29'].sort(),
    );
  });

  it('counts those in the upper ranges as having it', () => {
    const upper = rows.filter((row) => row.value === '> 40 to 49' || row.value === '> 49');
    expect(trend.usersWith).toBe(upper.reduce((sum, row) => sum + row.usersWith, 0));
    expect(trend.convertedWith).toBe(upper.reduce((sum, row) => sum + row.convertedWith, 0));
  });

  it('says what is compared', () => {
    expect(rowText(trend)).toBe('age, each range higher');
    expect(trend.words[0]).toMatch(/^People one range of age higher went on to B 1\.\d× as fast/);
    expect(trend.words[0]).toContain('in the range below');
  });

  it('is silent when there is none', () => {
    const none = agesThat(1, 2).find((row) => row.value === TREND)!;
    expect(none.hazard!.low).toBeLessThan(1);
    expect(none.hazard!.high).toBeGreaterThan(1);
    expect(none.tier).toBeNull();
  });
});

describe('the contrast of a trend', () => {
  const attribute: Attribute = {
    property: 'age',
    levels: ['> 2', 'missing', '≤ 1', '> 1 to 2', 'other'],
    level: new Uint8Array(0),
    reference: 1,
    order: [2, null, 0, 1, null],
    isMember: false,
  };
  const plan: DesignPlan = {
    period: new Uint8Array(0),
    periods: 1,
    attributes: [attribute],
    behaviours: [],
    values: [],
    levels: [],
    isActivity: new Uint8Array(0),
    countsFirst: true,
  };
  const columns = layOutColumns(plan);
  const p = columns.total;
  const users = Uint32Array.of(30, 500, 50, 20, 70);

  it('is the slope of a weighted regression of the effects on the ranges', () => {
    const beta = new Float64Array(p);
    const covariance = new Float64Array(p * p);
    const effect = [0.9, 0.1, 0.4, 5];
    effect.forEach((value, k) => {
      beta[columns.attribute[0]! + k] = value;
      covariance[(columns.attribute[0]! + k) * (p + 1)] = 0.01 * (k + 1);
    });
    // Levels in order: ≤ 1 (0.1, 50 people), > 1 to 2 (0.4, 20), > 2 (0.9, 30); the mean range is 0.8.
    const spread = 50 * 0.8 ** 2 + 20 * 0.2 ** 2 + 30 * 1.2 ** 2;
    const weights = [(30 * 1.2) / spread, (50 * -0.8) / spread, (20 * 0.2) / spread];
    const { beta: slope, standardError } = trendEffect(plan, columns, 0, users, { beta, covariance });
    expect(slope).toBeCloseTo(weights[0]! * 0.9 + weights[1]! * 0.1 + weights[2]! * 0.4, 12);
    expect(standardError ** 2).toBeCloseTo(
      weights[0]! ** 2 * 0.01 + weights[1]! ** 2 * 0.02 + weights[2]! ** 2 * 0.03,
      12,
    );
  });

  it('is exactly the step of effects that lie on a line', () => {
    const beta = new Float64Array(p);
    [0.7, 0.1, 0.4, -3].forEach((value, k) => (beta[columns.attribute[0]! + k] = value));
    expect(trendEffect(plan, columns, 0, users, { beta, covariance: new Float64Array(p * p) }).beta).toBeCloseTo(
      0.3,
      12,
    );
  });

  it('needs three ranges, and calls those above the mean range the upper ones', () => {
    expect(hasTrend(attribute)).toBe(true);
    expect(hasTrend({ ...attribute, order: [1, null, 0, null, null] })).toBe(false);
    expect(hasTrend({ ...attribute, order: null })).toBe(false);
    expect(upperLevels(attribute, users).sort()).toEqual([0, 3]);
  });
});
