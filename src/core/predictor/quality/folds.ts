import { mixBits } from '../../stats/random.ts';

export const FOLDS = 5;

/** Two folds left out together. `train` are the rows of the others; `left` those of the two, in order of `folds`. */
export interface FoldPair {
  readonly folds: readonly [number, number];
  readonly train: Uint32Array;
  readonly left: readonly [Uint32Array, Uint32Array];
}

const FOLD_SALT = 0x5eed;

/**
 * Deal the users to five folds by a hash of their key, converters and others separately.
 *
 * Dealt together, a fold with more converters by chance would be foretold by models that saw fewer, and scores pooled over
 * the folds would order people the wrong way round where nothing predicts.
 *
 * @param key - shape (n,), users' keys. @param outcome - shape (n,), 0 or 1.
 * @returns shape (n,), in [0, 5). Cost: O(n log n).
 */
export function dealFolds(key: Uint32Array, outcome: Uint8Array): Uint8Array {
  const hash = key.map((one) => mixBits(one ^ FOLD_SALT));
  const order = Uint32Array.from(key.keys()).sort((a, b) => hash[a]! - hash[b]! || key[a]! - key[b]!);
  const fold = new Uint8Array(key.length);
  const dealt: [number, number] = [0, 0];
  for (const r of order) {
    const side = outcome[r] === 1 ? 1 : 0;
    fold[r] = dealt[side] % FOLDS;
    dealt[side] += 1;
  }
  return fold;
}

/** Up to so many users all ten pairs are fitted; beyond, the five of neighbouring folds say nearly as much for half the cost. */
export const MOST_FOR_ALL_PAIRS = 6_000;

/**
 * The pairs of folds to leave out; every fold is in as many as every other.
 *
 * A model fitted without folds a and b foretells b at the size that was best for a, and a at the size best for b: nobody is
 * foretold by a model that had seen them, nor at a size that was chosen on them.
 */
export function foldPairs(fold: Uint8Array): FoldPair[] {
  const rows = Uint32Array.from(fold.keys());
  const inFold = Array.from({ length: FOLDS }, (_, k) => rows.filter((r) => fold[r] === k));
  const pairs: FoldPair[] = [];
  for (let a = 0; a < FOLDS; a += 1) {
    for (let b = a + 1; b < FOLDS; b += 1) {
      if (fold.length > MOST_FOR_ALL_PAIRS && b - a !== 1 && b - a !== FOLDS - 1) continue;
      pairs.push({
        folds: [a, b],
        train: rows.filter((r) => fold[r] !== a && fold[r] !== b),
        left: [inFold[a]!, inFold[b]!],
      });
    }
  }
  return pairs;
}
