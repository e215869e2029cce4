import { wilsonInterval } from '../../stats/wilson-interval.ts';
import type { PredictiveQuality } from '../result.ts';

const TENTHS = 10;

/**
 * Tenths of the users by predicted probability, ascending: what was predicted, what came, and its 95 % interval (Wilson).
 *
 * @param outcome - shape (n,), 0 or 1. @param probability - shape (n,). Equal predictions keep the users' order.
 * @returns up to ten groups of nearly equal size; fewer than ten users give a group each. Cost: O(n log n).
 */
export function calibrate(outcome: Uint8Array, probability: Float64Array): PredictiveQuality['calibration'] {
  const n = outcome.length;
  const order = Uint32Array.from(outcome.keys()).sort((a, b) => probability[a]! - probability[b]! || a - b);
  return Array.from({ length: TENTHS }, (_, tenth) =>
    order.subarray(Math.floor((tenth * n) / TENTHS), Math.floor(((tenth + 1) * n) / TENTHS)),
  )
    .filter((members) => members.length > 0)
    .map((members) => {
      const users = members.length;
      const hits = members.reduce((sum, r) => sum + outcome[r]!, 0);
      const predicted = members.reduce((sum, r) => sum + probability[r]!, 0) / users;
      return { predicted, observed: hits / users, ...wilsonInterval(hits, users), users };
    });
}
