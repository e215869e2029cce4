import { describe, expect, it } from 'vitest';
import { createMonthScale } from '#ui/charts/month-strip.tsx';

const month = (name: string, ratio: number, low = ratio / 1.1, high = ratio * 1.1) => ({
  month: name,
  ratio,
  low,
  high,
});

describe('the scale of months', () => {
  const scale = createMonthScale([
    { byMonth: [month('2026-02', 2), month('2026-03', 4)] },
    { byMonth: [month('2025-12', 0.5), month('2026-03', 0.5, 0.001, 1000)] },
  ]);

  it('holds the months of all rows, in order', () => {
    expect(scale.months).toEqual(['2025-12', '2026-02', '2026-03']);
    expect(scale.months.map((name) => scale.x(name))).toEqual([1 / 6, 3 / 6, 5 / 6]);
  });

  it('puts larger ratios higher, and twice as far from 1× as half', () => {
    expect(scale.y(4)).toBeLessThan(scale.y(2));
    expect(scale.y(1) - scale.y(2)).toBeCloseTo(scale.y(0.5) - scale.y(1), 9);
  });

  it('ends near the dots, however wide an interval is, and stays inside', () => {
    expect(scale.y(1000)).toBe(scale.y(2 ** 2.75));
    expect(scale.y(0)).toBe(scale.y(0.001));
    expect(scale.y(0.001)).toBeLessThanOrEqual(51);
    expect(scale.y(1000)).toBeGreaterThanOrEqual(5);
  });
});
