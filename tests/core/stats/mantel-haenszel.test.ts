import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { mantelHaenszel, type TwoByTwo } from '#core/stats/mantel-haenszel.ts';

const table = (convertedWith: number, otherWith: number, convertedWithout: number, otherWithout: number): TwoByTwo => ({
  convertedWith,
  otherWith,
  convertedWithout,
  otherWithout,
});
const count = fc.integer({ min: 0, max: 30 });
const anyTables = fc.array(
  fc.tuple(count, count, count, count).map(([a, b, c, d]) => table(a, b, c, d)),
  { maxLength: 12 },
);

describe('mantelHaenszel', () => {
  it('is the plain odds ratio with Woolf’s error in one table', () => {
    const { oddsRatio, standardError } = mantelHaenszel([table(20, 30, 10, 60)])!;
    expect(oddsRatio).toBeCloseTo((20 * 60) / (30 * 10), 12);
    expect(standardError).toBeCloseTo(Math.sqrt(1 / 20 + 1 / 30 + 1 / 10 + 1 / 60), 12);
  });

  it('is the ratio of the discordant pairs in matched pairs', () => {
    const pairs = [
      ...Array.from({ length: 12 }, () => table(1, 0, 0, 1)),
      ...Array.from({ length: 5 }, () => table(0, 1, 1, 0)),
      ...Array.from({ length: 9 }, () => table(1, 1, 0, 0)),
    ];
    const { oddsRatio, standardError } = mantelHaenszel(pairs)!;
    expect(oddsRatio).toBeCloseTo(12 / 5, 12);
    expect(standardError).toBeCloseTo(Math.sqrt(1 / 12 + 1 / 5), 12);
  });

  test.prop([anyTables])('learns nothing from empty strata and those of one side', (tables) => {
    const silent = [table(0, 0, 0, 0), table(3, 4, 0, 0), table(0, 0, 2, 9), table(5, 0, 2, 0), table(1, 0, 0, 0)];
    const [alone, among] = [mantelHaenszel(tables), mantelHaenszel([...silent, ...tables])];
    expect(among?.oddsRatio).toBe(alone?.oddsRatio);
    expect(among?.standardError).toBe(alone?.standardError);
  });

  test.prop([anyTables])('turns over when doers and others change places', (tables) => {
    const turned = tables.map((t) => table(t.convertedWithout, t.otherWithout, t.convertedWith, t.otherWith));
    const [one, other] = [mantelHaenszel(tables), mantelHaenszel(turned)];
    if (one === null || other === null) {
      expect(other).toBe(one);
      return;
    }
    expect(other.oddsRatio).toBeCloseTo(1 / one.oddsRatio, 9);
    expect(other.standardError).toBeCloseTo(one.standardError, 9);
    expect(one.low <= one.oddsRatio && one.oddsRatio <= one.high).toBe(true);
    expect(Number.isFinite(one.high)).toBe(true);
  });

  it.each([
    { name: 'nothing speaks against it', tables: [table(5, 0, 3, 9)] },
    { name: 'nothing speaks for it', tables: [table(0, 5, 3, 9)] },
    { name: 'there are no tables', tables: [] },
    { name: 'all tables are empty', tables: [table(0, 0, 0, 0)] },
  ])('has no answer when $name', ({ tables }) => expect(mantelHaenszel(tables)).toBeNull());

  it.each([-1, Number.NaN, Infinity])('refuses a count of %d and says in which stratum', (bad) => {
    expect(() => mantelHaenszel([table(1, 1, 1, 1), table(1, bad, 1, 1)])).toThrow(
      expect.objectContaining({ code: 'input/invalid', details: { stratum: 1 } }),
    );
  });
});
