import { describe, expect, it } from 'vitest';
import { prepare } from '#core/predictor/cohort/prepare.ts';
import { chooseLandmark, drawMembers } from '#core/predictor/quality/landmark.ts';
import { makeInput, type Happening } from '../make-table.ts';

const DAY = 86_400;

/** Users who start at `start` and convert after the given seconds (null: never); the data ends at `end`. */
function landmarkOf(seconds: readonly (number | null)[], horizon: number, end: number, start: (u: number) => number) {
  const users = seconds.map((after, u): Happening[] => [
    ['A', start(u)],
    ...(after === null ? [] : ([['B', start(u) + after]] as const)),
  ]);
  const prepared = prepare(makeInput([...users, [['Z', end]]], horizon));
  return { prepared, landmark: chooseLandmark(prepared) };
}

const times = (n: number, at: (k: number) => number | null): (number | null)[] =>
  Array.from({ length: n }, (_, k) => at(k));

describe('chooseLandmark', () => {
  it('is the second by which a quarter of the converters had converted; those are no longer asked', () => {
    const { landmark } = landmarkOf(
      [...times(401, (k) => 10 * (k + 1)), ...times(300, () => null)],
      DAY,
      2 * DAY,
      () => 0,
    );
    expect(landmark).toMatchObject({ second: 1010, windowSeconds: DAY, converted: 300 });
    expect(landmark!.member).toHaveLength(600);
    expect(landmark!.outcome.reduce((sum, one) => sum + one, 0)).toBe(300);
  });

  it('comes earlier where it would leave fewer than a hundred', () => {
    const { landmark } = landmarkOf(
      [...times(110, (k) => 10 * (k + 1)), ...times(300, () => null)],
      DAY,
      2 * DAY,
      () => 0,
    );
    expect(landmark).toMatchObject({ second: 100, converted: 100 });
  });

  it('is A itself where all convert at one moment', () => {
    const { landmark } = landmarkOf([...times(150, () => 60), ...times(300, () => null)], DAY, 2 * DAY, () => 0);
    expect(landmark).toMatchObject({ second: 0, converted: 150 });
  });

  it('leaves out whoever was not watched throughout, converted or not', () => {
    const seconds = [...times(200, (k) => 10 * (k + 1)), ...times(200, () => null), 5, null];
    const { landmark } = landmarkOf(seconds, DAY, DAY, (u) => (u < 400 ? 0 : 1));
    expect(landmark!.member.every((i) => i < 400)).toBe(true);
    expect(landmark).toMatchObject({ second: 500, converted: 150 });
  });

  it('looks less far ahead where fewer than half were watched to the horizon', () => {
    const seconds = times(1000, (k) => (k % 2 === 0 ? 10 * (k + 1) : null));
    const { landmark } = landmarkOf(seconds, 30 * DAY, 30 * DAY, (u) => (u < 499 ? 0 : 20 * DAY));
    expect(landmark!.windowSeconds).toBe(7 * DAY);
    const { landmark: whole } = landmarkOf(seconds, 30 * DAY, 30 * DAY, (u) => (u < 500 ? 0 : 20 * DAY));
    expect(whole!.windowSeconds).toBe(30 * DAY);
  });

  it('counts B after the shorter window as no conversion', () => {
    const seconds = times(1000, (k) => (k % 2 === 0 ? 10 * (k + 1) : 8 * DAY));
    const { landmark } = landmarkOf(seconds, 30 * DAY, 30 * DAY, (u) => (u < 400 ? 0 : 20 * DAY));
    expect(landmark).toMatchObject({ windowSeconds: 7 * DAY, converted: 375 });
    expect(landmark!.member).toHaveLength(875);
  });

  it.each([
    ['99 converted', 99, 300],
    ['99 did not', 300, 99],
  ])('is none where only %s', (_, converted, not) => {
    const seconds = [...times(converted, (k) => 10 * (k + 1)), ...times(not, () => null)];
    expect(landmarkOf(seconds, DAY, 2 * DAY, () => 0).landmark).toBeNull();
  });
});

describe('drawMembers', () => {
  const { landmark, prepared } = landmarkOf(
    times(1000, (k) => (k % 2 === 0 ? 10 * (k + 1) : null)),
    DAY,
    2 * DAY,
    () => 0,
  );

  it('keeps everybody where there is room', () => {
    expect(drawMembers(landmark!, prepared.cohort, 1000)).toBe(landmark);
  });

  it('draws by the users alone, each with their own outcome', () => {
    const drawn = drawMembers(landmark!, prepared.cohort, 200);
    expect(drawn.member).toHaveLength(200);
    expect([...drawn.member]).toEqual([...drawn.member].sort((a, b) => a - b));
    drawn.member.forEach((i, r) => expect(drawn.outcome[r]).toBe(prepared.cohort.converted[i]));
    expect(drawn.converted).toBe(drawn.outcome.reduce((sum, one) => sum + one, 0));
    const fewer = drawMembers(landmark!, prepared.cohort, 100);
    expect([...drawn.member]).toEqual(expect.arrayContaining([...fewer.member]));
  });
});
