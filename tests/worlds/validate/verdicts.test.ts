import { describe, expect, it } from 'vitest';
import type { TrueDriver, WorldTruth } from '../simulate-world.ts';
import { averagePrecision, type Judged, type JudgedRow, judgeRow } from './judge.ts';
import * as measure from './measures.ts';
import { chooseTrials, jobsOf, judgeMark, printTable, verdictsOf } from './verdicts.ts';

const driver: TrueDriver = {
  kind: 'behaviour',
  event: 'Invite',
  property: null,
  value: null,
  minCount: 3,
  hazardRatio: 2,
};
const byValue: TrueDriver = {
  ...driver,
  kind: 'event_property',
  event: 'View',
  property: 'type',
  value: 7,
  minCount: 1,
};
const truth: WorldTruth = {
  start: 'A',
  target: 'B',
  drivers: [driver, byValue],
  steps: ['Pay'],
  afterTarget: ['Invoice'],
  duplicates: [['Invite', 'Invite sent']],
  bots: [],
};

const judgedRow = (given: Partial<JudgedRow> & { ratio?: number }): JudgedRow => {
  const ratio = given.ratio ?? 2;
  const row = judgeRow(
    {
      kind: 'behaviour',
      event: 'Else',
      property: null,
      value: null,
      minCount: 1,
      shelf: 'ranked',
      tier: 'strong',
      q: 0.01,
      direction: 'to',
      plainOddsRatio: 1,
      twins: [],
      hazard: { ratio, low: ratio / 1.2, high: ratio * 1.2 },
      ...given,
    } as Parameters<typeof judgeRow>[0],
    truth,
  );
  return row;
};
const seedOf = (...rows: JudgedRow[]): Judged => ({
  world: 'full',
  users: 2000,
  seed: 1,
  truth,
  rows,
  driverPlaces: [1, 3],
  plainDriverPlaces: [4],
  botsSetAside: 0,
  seconds: 1,
});

describe('what counts as a false claim', () => {
  const wrong = judgedRow({});

  it('is a claim whose true effect is nil', () => {
    expect(measure.falseShare([seedOf(wrong, judgedRow({ event: 'Invite' }))])).toBe(0.5);
    expect(measure.anyFalse([seedOf(wrong), seedOf(judgedRow({ event: 'Invite' }))])).toBe(0.5);
  });

  it('is neither a twin of a driver nor the event of which one value drives', () => {
    const twin = judgedRow({ event: 'Invite sent' });
    const parent = judgedRow({ event: 'View' });
    expect([twin.standing, parent.standing]).toEqual(['neither', 'neither']);
    expect(measure.falseShare([seedOf(twin, parent)])).toBe(0);
    expect(judgedRow({ kind: 'event_property', event: 'View', property: 'type', value: 'x' }).standing).toBe('nil');
    expect(judgedRow({ kind: 'event_property', event: 'View', property: 'type', value: '7' }).standing).toBe('driver');
  });

  it('is no row beyond q = 0.1 and none on a shelf; a fragile one only where asked', () => {
    expect(measure.falseShare([seedOf(judgedRow({ q: 0.11 }), judgedRow({ shelf: 'step' }))])).toBe(0);
    const fragile = seedOf(judgedRow({ tier: 'fragile' }));
    expect([measure.falseShare([fragile]), measure.falseShareWithFragile([fragile])]).toEqual([0, 1]);
  });
});

describe('what the figures mean', () => {
  it('measures intervals only where n was chosen rightly', () => {
    const right = judgedRow({ event: 'Invite', minCount: 3, ratio: 2.1 });
    const otherCount = judgedRow({ event: 'Invite', minCount: 1, ratio: 9 });
    const missed = judgedRow({ event: 'Invite', minCount: 3, ratio: 3 });
    expect(measure.coverage([seedOf(right), seedOf(otherCount), seedOf(missed)])).toBe(0.5);
    expect(measure.thirdTimeFound([seedOf(right), seedOf(otherCount)])).toBe(0.5);
    expect(measure.medianError([seedOf(missed)])).toBeCloseTo(Math.log(1.5), 10);
  });

  it('counts a driver that is not listed against the average precision', () => {
    expect(averagePrecision([1, 2], 2)).toBe(1);
    expect(averagePrecision([2, 4], 2)).toBe(0.5);
    expect(averagePrecision([1], 2)).toBe(0.5);
  });

  it('counts a driver that is missing, or claimed in the wrong direction, as not claimed', () => {
    const backwards = judgedRow({ event: 'Invite', direction: 'away' });
    expect(measure.driversClaimed([seedOf(judgedRow({ event: 'Invite' }))])).toBe(0.5);
    expect(measure.driversClaimed([seedOf(backwards)])).toBe(0);
  });

  it('sees a ranked follower, a step off its shelf and a twin beside its original', () => {
    expect(measure.nothingAfterRanked([seedOf(judgedRow({ event: 'Invoice' }))])).toBe(0);
    expect(measure.nothingAfterRanked([seedOf(judgedRow({ event: 'Invoice', shelf: 'result' }))])).toBe(1);
    expect(measure.stepsShelved([seedOf(judgedRow({ event: 'Pay' }))])).toBe(0);
    expect(measure.stepsShelved([seedOf(judgedRow({ event: 'Pay', shelf: 'step' }))])).toBe(1);
    expect(measure.twinsShelved([seedOf(judgedRow({ event: 'Invite' }), judgedRow({ event: 'Invite sent' }))])).toBe(0);
    expect(measure.twinsShelved([seedOf(judgedRow({ event: 'Invite', twins: ['Invite sent'] }))])).toBe(1);
  });
});

describe('the marks', () => {
  const seeds = [seedOf(judgedRow({}))];

  it('fail where the figure lies outside, or could not be measured', () => {
    const passed = (mark: { atLeast?: number; atMost?: number }, value: number) =>
      judgeMark({ words: '', measure: () => value, ...mark }, seeds, 'full').passed;
    expect([passed({ atLeast: 0.9 }, 0.9), passed({ atLeast: 0.9 }, 0.89)]).toEqual([true, false]);
    expect([passed({ atMost: 0.1 }, 0.1), passed({ atMost: 0.1 }, 0.11)]).toEqual([true, false]);
    expect([passed({ atMost: 0.1 }, Number.NaN), passed({}, 0.5)]).toEqual([false, null]);
  });

  it('are printed beside what was measured, one line each', () => {
    const table = printTable([judgeMark({ words: 'a share', measure: () => 0.25, atMost: 0.1 }, seeds, 'full')]);
    expect(table.split('\n')[2]).toMatch(/^\| full +\| 1 +\| 2,000 +\| a share +\| 0\.250 +\| ≤ 0\.1 +\| FAIL \|$/);
  });

  it('pool worlds only where all of them were run', () => {
    const chosen = chooseTrials(['null', 'exposure']);
    const judged = new Map(chosen.map(({ name }) => [name, seeds]));
    expect(verdictsOf(chosen, judged).some(({ world }) => world === 'null worlds')).toBe(false);
    const all = chooseTrials(null);
    const everything = verdictsOf(all, new Map(all.map(({ name }) => [name, seeds])));
    expect(everything.filter(({ world }) => world === 'null worlds').map((one) => one.seeds)).toEqual([3]);
  });

  it('know every world by its name and no other', () => {
    expect(() => chooseTrials(['full', 'ful'])).toThrow('no world "ful"');
    expect(jobsOf(chooseTrials(['full']), 3).map(({ seed }) => seed)).toEqual([1, 2, 3]);
  });
});
