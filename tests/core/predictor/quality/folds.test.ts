import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { chooseSizes, foretell, type CrossedFits } from '#core/predictor/quality/crossed.ts';
import { dealFolds, foldPairs, FOLDS } from '#core/predictor/quality/folds.ts';
import { finish } from '../../stats/close.ts';

const users = fc.uniqueArray(fc.nat(), { minLength: 10, maxLength: 120 }).map((numbers) => Uint32Array.from(numbers));

describe('dealFolds', () => {
  test.prop([users, fc.nat()])('gives every fold its share of converters and of others', (user, salt) => {
    const outcome = user.map((u) => ((u ^ salt) % 3 === 0 ? 1 : 0));
    const fold = dealFolds(user, Uint8Array.from(outcome));
    for (const side of [0, 1]) {
      const sizes = Array.from(
        { length: FOLDS },
        (_, k) => fold.filter((f, r) => f === k && outcome[r] === side).length,
      );
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });

  test.prop([users])('does not depend on the order of the users', (user) => {
    const outcome = new Uint8Array(user.length);
    const fold = dealFolds(user, outcome);
    const turned = dealFolds(user.slice().reverse(), outcome);
    expect([...turned].reverse()).toEqual([...fold]);
  });
});

describe('foldPairs', () => {
  it.each([
    [1_000, 10],
    [7_000, 5],
  ])('leaves out every fold equally often among %d users', (n, count) => {
    const fold = Uint8Array.from({ length: n }, (_, r) => r % FOLDS);
    const pairs = foldPairs(fold);
    expect(pairs).toHaveLength(count);
    for (let k = 0; k < FOLDS; k += 1)
      expect(pairs.filter(({ folds }) => folds.includes(k))).toHaveLength((2 * count) / FOLDS);
    for (const { folds, train, left } of pairs) {
      expect(train.every((r) => !folds.includes(fold[r]!))).toBe(true);
      expect(left.map((rows) => new Set(Array.from(rows, (r) => fold[r])))).toEqual(folds.map((k) => new Set([k])));
      expect(train.length + left[0].length + left[1].length).toBe(n);
    }
  });
});

describe('foretell', () => {
  const fold = Uint8Array.from({ length: 50 }, (_, r) => r % FOLDS);
  const pairs = foldPairs(fold);
  const asked: [pair: number, size: number, row: number][] = [];
  // Fold 0 fits best at size 2, all others at size 1.
  const fits: CrossedFits = {
    sizes: 3,
    loss: (pair, side, size) => Math.abs(size - (pairs[pair]!.folds[side] === 0 ? 2 : 1)),
    logOdds: (pair, size, row) => {
      asked.push([pair, size, row]);
      return 10 * row + pairs[pair]!.folds[0] + pairs[pair]!.folds[1];
    },
  };

  it('settles the size of a fold on the others only', () => {
    const only = (own: number): CrossedFits => ({
      ...fits,
      loss: (pair, side, size) => (pairs[pair]!.folds[side] === own ? (size === 2 ? 0 : 1) : 0),
    });
    // What fold 3 would like best itself moves every other fold, and not fold 3.
    expect(chooseSizes(pairs, only(3))).toEqual([2, 2, 2, 0, 2]);
  });

  it('asks nobody who had seen the user, and takes the mean', () => {
    const odds = finish(foretell(pairs, fits, [0, 0, 0, 0, 0], 50));
    for (const [pair, , row] of asked) expect(pairs[pair]!.folds).toContain(fold[row]);
    // The four pairs with fold 0 sum to 1, 2, 3 and 4.
    expect(odds[5]).toBe(52.5);
  });
});
