import { describe, expect, it } from 'vitest';
import { fitConditionalLogit } from '#core/stats/conditional-logit.ts';
import { poissonBootstrap } from '#core/stats/poisson-bootstrap.ts';
import { createRandom } from '#core/stats/random.ts';
import { unitInfluence } from '#core/stats/score-residuals.ts';
import { finish, toRiskSets } from './close.ts';

const OPTIONS = { ridge: 0.3, maxIterations: 30 };
const P = 3;

/** Sets of one case and eleven controls among 60 units with fixed columns; column 0 doubles the chance. */
function makeSets(): { dense: number[][][]; unit: number[][] } {
  const { below, uniform } = createRandom(11);
  const columns = Array.from({ length: 60 }, () => Array.from({ length: P }, () => (uniform() < 0.4 ? 1 : 0)));
  const unit = Array.from({ length: 250 }, () => {
    const drawn: number[] = [];
    while (drawn.length < 12) {
      const one = below(60);
      if (!drawn.includes(one)) drawn.push(one);
    }
    const at = drawn.findIndex((one) => uniform() < (columns[one]![0] === 1 ? 2 : 1) / 12);
    const first = drawn[Math.max(0, at)]!;
    return [first, ...drawn.filter((one) => one !== first)];
  });
  return { dense: unit.map((set) => set.map((one) => columns[one]!)), unit };
}

const { dense, unit } = makeSets();
const sets = toRiskSets(dense);
const fit = finish(fitConditionalLogit(sets, OPTIONS));
const influence = finish(unitInfluence(sets, fit.beta, Uint32Array.from(unit.flat()), 60, fit.covariance));

describe('the influence of a unit', () => {
  it('is what leaving it out takes away, but for curvature', () => {
    let [above, own, other] = [0, 0, 0];
    for (let left = 0; left < 60; left += 1) {
      const kept = dense.flatMap((set, s) => {
        if (unit[s]![0] === left) return [];
        const rows = set.filter((_, k) => unit[s]![k] !== left);
        return rows.length > 1 ? [rows] : [];
      });
      const without = finish(fitConditionalLogit(toRiskSets(kept), OPTIONS));
      for (let j = 0; j < P; j += 1) {
        const [taken, guess] = [fit.beta[j]! - without.beta[j]!, influence[left * P + j]!];
        above += taken * guess;
        own += guess * guess;
        other += taken * taken;
      }
    }
    expect(above / Math.sqrt(own * other)).toBeGreaterThan(0.98);
    expect(above / own).toBeGreaterThan(0.9);
    expect(above / own).toBeLessThan(1.25);
  });

  it('sums over all units to what the ridge holds back', () => {
    for (let j = 0; j < P; j += 1) {
      let sum = 0;
      for (let u = 0; u < 60; u += 1) sum += influence[u * P + j]!;
      let held = 0;
      for (let i = 0; i < P; i += 1) held += fit.covariance[j * P + i]! * OPTIONS.ridge * fit.beta[i]!;
      expect(sum).toBeCloseTo(held, 5);
    }
  });
});

describe('the Poisson bootstrap', () => {
  it('spreads as the sum of squared influences says, around no shift', () => {
    const replicates = 4_000;
    const moved = finish(poissonBootstrap(influence, P, replicates, 1));
    for (let j = 0; j < P; j += 1) {
      let [sum, square, expected] = [0, 0, 0];
      for (let b = 0; b < replicates; b += 1) {
        sum += moved[b * P + j]!;
        square += moved[b * P + j]! ** 2;
      }
      for (let u = 0; u < 60; u += 1) expected += influence[u * P + j]! ** 2;
      expect(Math.abs(sum / replicates)).toBeLessThan(4 * Math.sqrt(expected / replicates));
      expect(square / replicates / expected).toBeGreaterThan(0.9);
      expect(square / replicates / expected).toBeLessThan(1.1);
    }
  });

  it('draws the same for the same seed and anew for another', () => {
    const draw = (seed: number) => [...finish(poissonBootstrap(influence, P, 5, seed))];
    expect(draw(1)).toEqual(draw(1));
    expect(draw(2)).not.toEqual(draw(1));
  });

  it('has nothing to move without statistics or units', () => {
    expect(finish(poissonBootstrap(new Float32Array(0), 0, 10, 1)).length).toBe(0);
    expect([...finish(poissonBootstrap(new Float32Array(0), 2, 1, 1))]).toEqual([0, 0]);
  });
});
