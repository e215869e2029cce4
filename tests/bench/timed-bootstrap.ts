import { rankIntervals as untimed } from '#core/predictor/stability/rank-intervals.ts';

let ms = Number.NaN;

/** What the last bootstrap took, NaN before the first. */
export const bootstrapMs = (): number => ms;

/** The predictor's own, timed. */
export function* rankIntervals(...given: Parameters<typeof untimed>): ReturnType<typeof untimed> {
  const startedAt = performance.now();
  const result = yield* untimed(...given);
  ms = performance.now() - startedAt;
  return result;
}
