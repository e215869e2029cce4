import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { binColumn } from '#core/stats/bin-column.ts';
import { binColumns } from '#core/stats/bin-columns.ts';
import { boostedLogOdds, boostTrees, type BoostedTrees, type BoostingOptions } from '#core/stats/gradient-boosting.ts';
import { createTreeScratch, growTree, treeValue, type TreeOptions } from '#core/stats/grow-tree.ts';
import { createRandom } from '#core/stats/random.ts';
import { finish } from './close.ts';

const options: BoostingOptions = {
  depth: 3,
  ridge: 1,
  leastWeight: 1,
  leastGain: 0,
  shrinkage: 0.1,
  mostTrees: 60,
  patience: 10,
};

const binned = (columns: readonly Float64Array[], rows: number, most = 32) => finish(binColumns(columns, rows, most));

const oddsOf = (model: BoostedTrees, columns: ReturnType<typeof binned>): Float64Array =>
  Float64Array.from({ length: columns.rows }, (_, r) => boostedLogOdds(model, model.trees.length, columns, r));

/** The best first split found by trying every one on dense data. */
function exhaustive(columns: ReturnType<typeof binned>, slope: Float64Array, curvature: Float64Array, ridge: number) {
  const score = (rows: readonly number[]): number =>
    rows.reduce((sum, r) => sum + slope[r]!, 0) ** 2 / (rows.reduce((sum, r) => sum + curvature[r]!, 0) + ridge);
  const all = Array.from({ length: columns.rows }, (_, r) => r);
  let best = 0;
  columns.bin.forEach((bin) => {
    for (let cut = 0; cut < Math.max(...bin); cut += 1) {
      const left = all.filter((r) => bin[r]! <= cut);
      const right = all.filter((r) => bin[r]! > cut);
      if (left.length > 0 && right.length > 0) best = Math.max(best, score(left) + score(right) - score(all));
    }
  });
  return best;
}

describe('binColumn', () => {
  test.prop([
    fc.array(fc.oneof(fc.nat({ max: 5 }), fc.double(), fc.constant(Number.NaN)), { minLength: 1 }),
    fc.integer({ min: 2, max: 12 }),
  ])('keeps the order of values and equal values together', (drawn, most) => {
    const values = Float64Array.from(drawn);
    const { bin, bins, commonest } = binColumn(values, most);
    expect(bins).toBeLessThanOrEqual(most);
    const key = (x: number): number => (Number.isNaN(x) ? -Infinity : x);
    values.forEach((a, i) =>
      values.forEach((b, j) => {
        if (key(a) === key(b)) expect(bin[i]).toBe(bin[j]);
        if (key(a) < key(b)) expect(bin[i]).toBeLessThanOrEqual(bin[j]!);
      }),
    );
    const size = (b: number): number => bin.filter((one) => one === b).length;
    for (let b = 0; b < bins; b += 1) expect(size(b)).toBeLessThanOrEqual(size(commonest));
    for (let b = 0; b < bins; b += 1) expect(size(b)).toBeGreaterThan(0);
  });

  it('gives each of few values a bin of its own, and many values bins of about one size', () => {
    expect([...binColumn(Float64Array.of(3, 1, 3, 9), 8).bin]).toEqual([1, 0, 1, 2]);
    const { bin } = binColumn(
      Float64Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1000),
      10,
    );
    for (let b = 0; b < 10; b += 1) expect(bin.filter((one) => one === b)).toHaveLength(100);
  });
});

describe('growTree', () => {
  const plain: TreeOptions = { depth: 3, ridge: 1, leastWeight: 0, leastGain: 0, shrinkage: 1 };
  const rowsOf = fc.array(
    fc.record({
      x: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 6 }), fc.nat({ max: 1 })),
      slope: fc.integer({ min: -9, max: 9 }),
    }),
    { minLength: 2, maxLength: 40 },
  );

  test.prop([rowsOf])('splits first where the gain is largest, by subtraction as by counting', (drawn) => {
    const columns = binned(
      [0, 1, 2].map((c) => Float64Array.from(drawn, ({ x }) => x[c]!)),
      drawn.length,
    );
    const slope = Float64Array.from(drawn, (row) => row.slope);
    const curvature = new Float64Array(drawn.length).fill(1);
    const members = Uint32Array.from(drawn.keys());
    const reached = new Float64Array(drawn.length);
    const tree = growTree(
      columns,
      { slope, curvature },
      members,
      plain,
      createTreeScratch(columns, 3),
      (from, to, value) => {
        for (const r of members.subarray(from, to)) reached[r] = value;
      },
    );
    expect(tree.gain[0]).toBeCloseTo(exhaustive(columns, slope, curvature, 1), 9);
    expect([...members].sort((a, b) => a - b)).toEqual([...drawn.keys()]);
    // Every leaf holds the Newton step of exactly the rows that it gives its value to.
    drawn.forEach((_, r) => expect(treeValue(tree, columns, r)).toBe(reached[r]));
    for (const value of new Set(reached)) {
      const mates = [...members].filter((r) => reached[r] === value);
      const total = mates.reduce((sum, r) => sum + slope[r]!, 0);
      if (
        new Set([...tree.value].filter((one) => one === value)).size === 1 &&
        leavesWith(tree.value, tree.column, value) === 1
      )
        expect(value).toBeCloseTo(-total / (mates.length + 1), 9);
    }
  });

  it('does not split where a side would weigh too little', () => {
    const columns = binned([Float64Array.of(0, 0, 0, 1)], 4);
    const derivatives = { slope: Float64Array.of(1, 1, 1, -9), curvature: new Float64Array(4).fill(1) };
    const grow = (leastWeight: number) =>
      growTree(
        columns,
        derivatives,
        Uint32Array.of(0, 1, 2, 3),
        { ...plain, leastWeight },
        createTreeScratch(columns, 3),
        () => undefined,
      );
    expect(grow(1).column[0]).toBe(0);
    expect(grow(1.5).column[0]).toBe(-1);
  });

  it('leaves a constant column alone', () => {
    const columns = binned([new Float64Array(6).fill(4)], 6);
    const tree = growTree(
      columns,
      { slope: Float64Array.of(1, -1, 1, -1, 1, 1), curvature: new Float64Array(6).fill(1) },
      Uint32Array.of(0, 1, 2, 3, 4, 5),
      plain,
      createTreeScratch(columns, 3),
      () => undefined,
    );
    expect(tree.column[0]).toBe(-1);
    expect(tree.value[0]).toBeCloseTo(-2 / 7, 12);
  });
});

const leavesWith = (values: Float64Array, column: Int16Array, wanted: number): number =>
  values.reduce((sum, value, node) => sum + (column[node] === -1 && value === wanted ? 1 : 0), 0);

describe('boostTrees', () => {
  const random = createRandom(5);
  const n = 2_000;
  const flags = Array.from({ length: 6 }, () => Float64Array.from({ length: n }, () => random.below(2)));
  const columns = binned(flags, n);
  const xor = Uint8Array.from({ length: n }, (_, r) =>
    random.uniform() < (flags[0]![r] === flags[1]![r] ? 0.8 : 0.2) ? 1 : 0,
  );
  const everybody = Uint32Array.from({ length: n }, (_, r) => r);
  const half = [everybody.filter((r) => r % 2 === 0), everybody.filter((r) => r % 2 === 1)] as const;

  it('sees that one or the other converts, but not both', () => {
    const odds = oddsOf(finish(boostTrees(columns, xor, half[0], [half[1]], options)), columns);
    const mean = (same: boolean): number => {
      const rows = half[1].filter((r) => (flags[0]![r] === flags[1]![r]) === same);
      return rows.reduce((sum, r) => sum + 1 / (1 + Math.exp(-odds[r]!)), 0) / rows.length;
    };
    expect(mean(true)).toBeCloseTo(0.8, 1);
    expect(mean(false)).toBeCloseTo(0.2, 1);
  });

  it('comes closer to what it learns from with every tree, and follows the others', () => {
    const { loss, trees } = finish(boostTrees(columns, xor, everybody, [everybody], options));
    expect(loss[0]).toHaveLength(trees.length + 1);
    for (let t = 1; t < loss[0]!.length; t += 1) expect(loss[0]![t]).toBeLessThan(loss[0]![t - 1]!);
  });

  it('stops soon where there is nothing to learn', () => {
    const chance = Uint8Array.from({ length: n }, () => random.below(2));
    const { trees } = finish(boostTrees(columns, chance, half[0], [half[1]], options));
    expect(trees.length).toBeLessThan(options.mostTrees);
  });

  it('gives equal trees for equal inputs', () => {
    const grow = () => finish(boostTrees(columns, xor, half[0], [half[1]], options));
    expect(grow()).toEqual(grow());
  });

  it('has nothing to add where all outcomes are equal, or nobody is there', () => {
    const ones = new Uint8Array(n).fill(1);
    const odds = oddsOf(finish(boostTrees(columns, ones, everybody, [], { ...options, mostTrees: 3 })), columns);
    expect(new Set(odds).size).toBe(1);
    expect(odds[0]).toBeGreaterThan(5);
    const nobody = finish(boostTrees(columns, ones, new Uint32Array(), [], { ...options, mostTrees: 3 }));
    expect(boostedLogOdds(nobody, 3, columns, 0)).toBe(0);
  });
});
