import { describe, expect, it } from 'vitest';
import { examine } from './analyse-world.ts';

const one = examine('full', 5_000, 1);
const rows = one.ranked.filter((row) => row.rankInterval !== null);

describe('rank intervals', () => {
  it('hold the place that was taken, within the number of places', () => {
    expect(rows.length).toBeGreaterThan(40);
    for (const { rank, rankInterval } of rows) {
      expect(rankInterval!.low).toBeLessThanOrEqual(rank!);
      expect(rankInterval!.high).toBeGreaterThanOrEqual(rank!);
      expect(rankInterval!.low).toBeGreaterThanOrEqual(1);
    }
  });

  it('are narrow for what truly drives and wide for what does not', () => {
    const width = (isDriver: boolean) => {
      const widths = rows
        .filter((row) => one.isDriver(row) === isDriver)
        .map(({ rankInterval }) => rankInterval!.high - rankInterval!.low);
      return widths.reduce((sum, value) => sum + value, 0) / widths.length;
    };
    expect(width(true)).toBeLessThan(4);
    expect(width(false)).toBeGreaterThan(10);
  });

  it('hold the places that the same drivers take among other users of the same product', () => {
    const drivers = rows.filter((row) => one.isDriver(row) && row.direction === 'to');
    const places = [2, 3, 4].flatMap((seed) => {
      const other = examine('full', 5_000, seed);
      return drivers.map((row) => ({ row, place: other.ranked.find(({ id }) => id === row.id)!.rank! }));
    });
    // Two samples differ by √2 as much as one and the truth, so nearly all rather than 95 %.
    const held = places.filter(
      ({ row, place }) => place >= row.rankInterval!.low - 1 && place <= row.rankInterval!.high + 1,
    );
    expect(held.length / places.length).toBeGreaterThan(0.8);
  });
});

describe('the likeliest other explanation', () => {
  it('is named for every row that was estimated, and for no other', () => {
    for (const row of one.result.rows) expect(row.competing !== '').toBe(row.hazard !== null);
  });

  it('is activity where active people do and convert more', () => {
    const driver = one.row('Event 16');
    expect(driver.competing).toMatch(/how active people are/);
  });
});
