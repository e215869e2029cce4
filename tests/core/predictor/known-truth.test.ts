import { describe, expect, it } from 'vitest';
import { answer } from '../../worlds/answer.ts';
import * as measure from '../../worlds/validate/measures.ts';
import { eventName } from '../../worlds/world-options.ts';
import { type Examined, examine } from './analyse-world.ts';

const USERS = 5_000;

const seen = new Map<string, Examined>();
/** The answer about a world with one trap, worked out once. */
const trap = (name: Parameters<typeof examine>[0]): Examined => {
  const known = seen.get(name) ?? examine(name, USERS, 3);
  seen.set(name, known);
  return known;
};

describe('the ranking, where the truth is known', () => {
  const full = examine('full', USERS, 1);

  it('puts the seven true drivers before everything else', () => {
    expect(full.averagePrecision).toBeGreaterThan(0.97);
    expect(full.ranked.slice(0, 7).every(full.isDriver)).toBe(true);
    expect(full.falseClaims.length).toBeLessThanOrEqual(1);
  });

  it('gives each of them the right direction and an interval that holds the true hazard ratio', () => {
    const held = full.world.truth.drivers.filter((driver) => {
      const row = full.ranked.find(
        (one) => full.isDriver(one) && one.event === driver.event && one.property === driver.property,
      )!;
      expect(row.direction).toBe(driver.hazardRatio > 1 ? 'to' : 'away');
      return row.hazard!.low <= driver.hazardRatio && driver.hazardRatio <= row.hazard!.high;
    });
    expect(held.length).toBeGreaterThanOrEqual(6);
  });

  it('finds how many times it takes', () => expect(full.row(eventName(5)).minCount).toBe(3));

  it('shelves both steps, never ranks what follows B, and shows the twin with its original', () => {
    for (const step of full.world.truth.steps) expect(full.row(step).shelf).toBe('step');
    for (const after of full.world.truth.afterTarget) expect(full.row(after).shelf).toBe('result');
    expect(full.row('Twin of 16').shelf).toBe('duplicate');
    expect(full.row(eventName(16)).twins).toContain('Twin of 16');
  });

  it('would have been fooled as a plain odds ratio is: the steps on top, the 3-times driver below 1', () => {
    const byPlain = full.result.rows
      .filter((row) => row.plainRank !== null)
      .sort((a, b) => a.plainRank! - b.plainRank!);
    expect(
      byPlain
        .slice(0, 2)
        .map((row) => row.event)
        .sort(),
    ).toEqual([...full.world.truth.steps].sort());
    expect(full.row(eventName(5)).plainOddsRatio).toBeLessThan(1);
    expect(full.row(eventName(5)).hazard!.ratio).toBeGreaterThan(2);
  });

  it('writes the same bytes again for the same input, and others for another seed', () => {
    expect(JSON.stringify(answer(full.world))).toBe(JSON.stringify(full.result));
    expect(JSON.stringify(answer(full.world, {}, 2))).not.toBe(JSON.stringify(full.result));
  });

  it('fits again without an event that the user hides', () => {
    const without = answer(full.world, { hiddenEvents: [eventName(16)] });
    expect(without.rows.find((row) => row.event === eventName(16))!.shelf).toBe('hidden');
    expect(without.rows.find((row) => row.event === 'Twin of 16')!.hazard!.ratio).toBeGreaterThan(1.5);
  });
});

describe('worlds with one trap each', () => {
  it.each(['null', 'exposure', 'activity'] as const)('claims next to nothing in the %s world', (name) => {
    expect(examine(name, USERS, 3).falseClaims.length).toBeLessThanOrEqual(1);
  });

  it.each([
    'censoring',
    'duplicates',
    'step',
    'leak',
    'bots',
    'nTimes',
    'protective',
    'attributes',
    'property',
    'delayed',
    'drift',
    'fading',
  ] as const)('finds the truth first in the %s world', (name) => {
    const { averagePrecision, falseClaims, ranked, isDriver } = trap(name);
    expect(averagePrecision).toBe(1);
    expect(falseClaims.length).toBeLessThanOrEqual(1);
    expect(ranked.filter(isDriver).every((row) => row.q! < 0.05)).toBe(true);
  });

  it('sets every bot aside', () => expect(measure.botsSetAside([trap('bots').judged])).toBe(1));

  it('shelves both steps and ranks nothing that follows', () => {
    expect(measure.stepsShelved([trap('step').judged])).toBe(1);
    expect(measure.nothingAfterRanked([trap('leak').judged])).toBe(1);
  });

  it('shows the twin inside its original', () => expect(measure.twinsShelved([trap('duplicates').judged])).toBe(1));

  it('finds that it takes three times', () => expect(measure.thirdTimeFound([trap('nTimes').judged])).toBe(1));

  it('claims nothing about a feature that only came when everything went better', () => {
    expect(measure.claimed(eventName(10))([trap('drift').judged])).toBe(0);
  });

  it('has intervals that hold the true hazard ratio in nine of ten, where nobody loses interest', () => {
    const worlds = [
      'censoring',
      'duplicates',
      'step',
      'leak',
      'bots',
      'nTimes',
      'protective',
      'attributes',
      'property',
    ];
    const judged = worlds.map((name) => trap(name as Parameters<typeof trap>[0]).judged);
    expect(measure.coverage(judged)).toBeGreaterThanOrEqual(0.9);
  });

  it('has wide intervals rather than silence where few convert', () => {
    const { judged } = examine('full', 2_000, 1);
    expect(measure.driversEstimated([judged])).toBe(1);
    expect(measure.intervalWidth([judged])).toBeGreaterThan(1.2);
    expect(measure.coverage([judged])).toBeGreaterThan(0.8);
  });

  it('says that it can only describe when fewer than a hundred convert', () => {
    const few = examine('null', 200, 1).result;
    expect(few.flow.converted).toBeLessThan(100);
    expect(few.claim.kind).toBe('describe-only');
    expect(few.rows.every((row) => row.rank === null && row.hazard === null)).toBe(true);
    expect(few.verdict[0]).toContain('100');
  });
});
