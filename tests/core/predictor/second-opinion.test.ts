import { describe, expect, it } from 'vitest';
import type { Candidates } from '#core/predictor/candidates/candidates.ts';
import type { Prepared } from '#core/predictor/cohort/prepare.ts';
import type { Coefficients } from '#core/predictor/fit/combination.ts';
import { fitJoint, type Joint } from '#core/predictor/fit/joint.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import { screenScenario } from '#core/predictor/screen-scenario.ts';
import { fitSecondOpinion, intervalRows } from '#core/predictor/second-opinion/fit-second-opinion.ts';
import { chooseIntervals } from '#core/predictor/second-opinion/intervals.ts';
import { worldInput } from '../../worlds/answer.ts';
import { namedWorlds } from '../../worlds/named-worlds.ts';
import { simulateWorld } from '../../worlds/simulate-world.ts';
import { finish } from '../stats/close.ts';
import { makeInput, type Happening } from './make-table.ts';

interface Fitted {
  readonly input: AnalysisInput;
  readonly prepared: Prepared;
  readonly candidates: Candidates;
  readonly joint: Joint;
}

function fitted(input: AnalysisInput): Fitted {
  const { prepared, candidates, seen } = finish(screenScenario(input));
  if ('tooLittle' in seen) throw new Error(seen.tooLittle);
  return { input, prepared, candidates, joint: finish(fitJoint(seen.sets, seen.screen, seen.selection)) };
}

const opinionOf = ({ input, prepared, candidates, joint }: Fitted): Coefficients | null =>
  finish(fitSecondOpinion(input, prepared, candidates, joint));

const inputOf = (name: keyof typeof namedWorlds, users: number, seed: number): AnalysisInput =>
  worldInput(simulateWorld({ ...namedWorlds[name], users }, seed));

describe('fitSecondOpinion', () => {
  const world = fitted(inputOf('full', 4_000, 2));
  const second = opinionOf(world)!;
  const columns = world.joint.sets.rows.columns;

  it('has the columns of the joint model', () => {
    expect(second.beta.length).toBe(columns);
    expect(second.covariance.length).toBe(columns * columns);
    expect(second.beta.every(Number.isFinite)).toBe(true);
    second.covariance.forEach((value, k) => {
      const isOwn = Math.floor(k / columns) === k % columns;
      expect(Number.isFinite(value) || (isOwn && value === Infinity)).toBe(true);
      const mirrored = second.covariance[(k % columns) * columns + Math.floor(k / columns)]!;
      expect(value === mirrored || Math.abs(value - mirrored) < 1e-9).toBe(true);
    });
  });

  it('agrees with the joint model about what is clear, a little nearer to none', () => {
    const clear = [...second.beta.keys()].filter((j) => {
      const z = (k: number, fit: Coefficients) => fit.beta[k]! / Math.sqrt(fit.covariance[k * columns + k]!);
      return j >= world.joint.q && Math.abs(z(j, world.joint.fit)) > 5;
    });
    expect(clear.length).toBeGreaterThanOrEqual(5);
    const ratio = clear.map((j) => second.beta[j]! / world.joint.fit.beta[j]!);
    for (const each of ratio) {
      expect(each).toBeGreaterThan(0.5);
      expect(each).toBeLessThan(1.2);
    }
    expect(ratio.reduce((sum, each) => sum + each, 0) / ratio.length).toBeLessThan(1);
    for (const j of clear) {
      const variances = [second, world.joint.fit].map(({ covariance }) => covariance[j * columns + j]!);
      expect(variances[0]! / variances[1]!).toBeGreaterThan(0.7);
      expect(variances[0]! / variances[1]!).toBeLessThan(3);
    }
  });

  it('reads only what had happened before the interval began', () => {
    const { input, prepared, candidates, joint } = world;
    const { data, member } = finish(intervalRows(input, prepared, candidates, joint))!;
    const { events } = input;
    const behaviours = joint.selection.fitted.filter((j) => j < candidates.plan.behaviours.length);
    const entry = (i: number) => prepared.cohort.entrySecond[i]!;
    const ends = [
      0,
      ...chooseIntervals(
        prepared.cohort.exit.filter((_, i) => prepared.cohort.converted[i] === 1),
        12,
      ),
    ];
    for (let row = 0; row < data.outcome.length; row += 997) {
      const interval = data.start.findIndex((_, k) => row < data.start[k + 1]!);
      const i = member[row]!;
      const on = new Set(data.rows.index.subarray(data.rows.offset[row], data.rows.offset[row + 1]));
      behaviours.forEach((j, k) => {
        const { event, minCount } = candidates.plan.behaviours[j]!;
        let count = 0;
        const user = prepared.cohort.user[i]!;
        for (let at = events.userStart[user]!; at < events.userStart[user + 1]!; at += 1) {
          const second = Math.floor(events.time[at]! / 1000);
          const isWithin = second >= entry(i) && second <= entry(i) + ends[interval]!;
          if (events.event[at] === event && at !== prepared.cohort.entryPosition[i] && isWithin) count += 1;
        }
        expect(on.has(joint.q + k), `row ${row}, behaviour ${j}`).toBe(count >= minCount);
      });
    }
  });

  it('repeats itself', () => {
    const again = opinionOf(world)!;
    expect(again.beta.every((value, j) => value === second.beta[j])).toBe(true);
    expect(again.covariance.every((value, k) => value === second.covariance[k])).toBe(true);
  });

  it('says nothing of a column on which it has nothing to go by', () => {
    const { input, prepared, candidates, joint } = fitted(makeInput(instantly(), 100_000));
    const opinion = finish(fitSecondOpinion(input, prepared, candidates, joint))!;
    const p = joint.sets.rows.columns;
    const j = joint.q + joint.selection.fitted.findIndex((k) => nameOf(input, candidates, k) === 'E');
    expect(joint.fit.beta[j]).toBeGreaterThan(1);
    expect(opinion.covariance[j * p + j]).toBe(Infinity);
  });

  it('has none where the data break off before the intervals end', () => {
    const one = fitted(makeInput(instantly(), 100_000));
    // Only the first interval is over by then, with the conversions of one second in twelve.
    const cut: Fitted = { ...one, prepared: { ...one.prepared, dataToMs: 1_002_500_000 } };
    expect(opinionOf(one)).not.toBeNull();
    expect(opinionOf(cut)).toBeNull();
  });
});

const nameOf = ({ events }: AnalysisInput, { plan }: Candidates, k: number): string =>
  events.eventNames[plan.behaviours[k]?.event ?? -1] ?? '';

/** E comes a second before B, always within the interval in which B comes; half of the converters do it. */
function instantly(): Happening[][] {
  return Array.from({ length: 900 }, (_, u): Happening[] => {
    const wanders: Happening[] = u % 3 === 0 ? [['C', 1_000_000 + u]] : [];
    if (u >= 300)
      return [['A', 1_000_000], ['Z', 1_200_000], ...(u < 360 ? ([['E', 1_090_000 + u]] as const) : []), ...wanders];
    const at = 1_000_000 + 2_000 * (1 + (u % 12));
    return [
      ['A', 1_000_000],
      ['Z', 1_200_000],
      ['B', at],
      ...(u % 2 === 0 ? ([['E', at - 1]] as const) : []),
      ...wanders,
    ];
  });
}
