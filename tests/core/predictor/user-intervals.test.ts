import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Entrants } from '#core/predictor/cohort/cohort.ts';
import { chooseIntervals } from '#core/predictor/second-opinion/intervals.ts';
import { layOutIntervals } from '#core/predictor/second-opinion/user-intervals.ts';
import { createRandom } from '#core/stats/random.ts';

describe('chooseIntervals', () => {
  const anyTimes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 200 });

  test.prop([anyTimes, fc.integer({ min: 1, max: 14 })])(
    'ends intervals in ascending seconds at conversions, the last at the last one',
    (times, most) => {
      const ends = chooseIntervals(Float64Array.from(times), most);
      expect(ends.length).toBeLessThanOrEqual(most);
      expect(ends[ends.length - 1]).toBe(Math.max(...times));
      ends.forEach((end, k) => {
        expect(times).toContain(end);
        if (k > 0) expect(end).toBeGreaterThanOrEqual(ends[k - 1]! + 1);
      });
    },
  );

  it('shares distinct conversions out evenly', () => {
    const ends = chooseIntervals(
      Float64Array.from({ length: 240 }, (_, i) => 240 - i),
      12,
    );
    expect([...ends]).toEqual(Array.from({ length: 12 }, (_, k) => 20 * (k + 1)));
  });

  it('keeps all conversions of one second together', () => {
    expect([...chooseIntervals(new Float64Array(1000).fill(7), 12)]).toEqual([7]);
    expect([...chooseIntervals(new Float64Array(0), 12)]).toEqual([]);
  });
});

describe('layOutIntervals', () => {
  const cohortOf = (users: readonly { exit: number; converted: number }[]): Entrants => ({
    user: Uint32Array.from(users.keys()),
    key: Uint32Array.from(users.keys()),
    entryPosition: new Uint32Array(users.length),
    entrySecond: new Float64Array(users.length),
    exit: Float64Array.from(users, ({ exit }) => exit),
    converted: Uint8Array.from(users, ({ converted }) => converted),
    before: new Uint8Array(users.length),
  });
  const anyUsers = fc.array(
    fc
      .record({ at: fc.integer({ min: 1, max: 30 }), watched: fc.integer({ min: 0, max: 30 }) })
      .map(({ at, watched }) => ({ exit: Math.min(at, watched), converted: at <= watched ? 1 : 0, watched })),
    { maxLength: 60 },
  );

  test.prop([anyUsers])('has a row for whoever was at risk at the start and whose data reach to the end', (users) => {
    const ends = Float64Array.of(5, 9, 20);
    const { moments, outcome, weight, cases } = layOutIntervals(
      cohortOf(users),
      Float64Array.from(users, ({ watched }) => watched),
      ends,
      1,
    );
    const expected = [0, 5, 9].flatMap((from, k) => {
      const rows = [...users.entries()]
        .filter(([, user]) => user.exit > from && user.watched >= ends[k]!)
        .map(([i, user]) => ({ i, second: from + 1, won: user.converted === 1 && user.exit <= ends[k]! ? 1 : 0 }));
      const won = rows.filter((row) => row.won === 1).length;
      return won === 0 || won === rows.length ? [] : rows;
    });
    const got = [...moments.second.entries()].flatMap(([set, second]) =>
      Array.from({ length: moments.start[set + 1]! - moments.start[set]! }, (_, k) => {
        const row = moments.start[set]! + k;
        return { i: moments.member[row], second, won: outcome[row] };
      }),
    );
    expect(got).toEqual(expected);
    expect(cases).toBe(expected.filter(({ won }) => won === 1).length);
    expect(weight.every((w) => w === 1)).toBe(true);
  });

  const crowd = (users: number, converters: number) => {
    const { below } = createRandom(3);
    return cohortOf(
      Array.from({ length: users }, (_, i) =>
        i < converters ? { exit: 1 + below(1200), converted: 1 } : { exit: 1200, converted: 0 },
      ),
    );
  };
  const ends = Float64Array.from({ length: 12 }, (_, k) => 100 * (k + 1));

  it('keeps all converters and weighs the others so that they still stand for everybody', () => {
    const cohort = crowd(40_000, 2_000);
    const { moments, weight, cases, shareKept } = layOutIntervals(cohort, new Float64Array(40_000).fill(1200), ends, 1);
    expect(moments.member.length).toBeLessThan(105_000);
    expect(moments.member.length).toBeGreaterThan(95_000);
    expect(cases).toBe(2_000);
    expect(shareKept).toBeLessThan(0.5);
    const first = moments.start[1]!;
    const all = weight.subarray(0, first).reduce((sum, w) => sum + w, 0);
    expect(all / 40_000).toBeCloseTo(1, 1);
    expect(weight.every((w, row) => w === (cohort.converted[moments.member[row]!] === 1 ? 1 : 1 / shareKept))).toBe(
      true,
    );
  });

  it('looks at a share of everybody when converters alone are too many', () => {
    const { moments, outcome, cases } = layOutIntervals(
      crowd(60_000, 30_000),
      new Float64Array(60_000).fill(1200),
      ends,
      1,
    );
    expect(moments.member.length).toBeLessThan(105_000);
    expect(cases).toBeGreaterThan(5_000);
    expect(cases).toBeLessThan(8_000);
    expect(outcome.reduce((sum, won) => sum + won, 0)).toBe(cases);
  });

  it('repeats itself for a seed', () => {
    const cohort = crowd(30_000, 2_000);
    const lay = (seed: number) =>
      layOutIntervals(cohort, new Float64Array(30_000).fill(1200), ends, seed).moments.member.join();
    expect(lay(4) === lay(4)).toBe(true);
    expect(lay(4) === lay(5)).toBe(false);
  });
});
