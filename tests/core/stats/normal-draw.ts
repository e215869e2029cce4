import { normalUpperTail } from '#core/stats/normal.ts';

/** The normal quantile at a share in (0, 1), by bisection: slow and plain, for tests. */
export function normalAt(share: number): number {
  let [low, high] = [-10, 10];
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (1 - normalUpperTail(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
