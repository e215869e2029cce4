import { PteroError } from '../errors/ptero-error.ts';
import { normalUpperTail } from './normal.ts';

/** How sure an experiment is to be. */
export interface PowerOptions {
  /** Two-sided chance of seeing a difference where there is none. */
  readonly alpha: number;
  /** Chance of seeing the difference if it is there. */
  readonly power: number;
}

/**
 * How many people each of two equal groups needs so that a comparison of two shares can tell them apart.
 *
 * @param one, other - shares in [0, 1]. @returns people in a group, not rounded; Infinity when the shares are equal.
 * @throws PteroError `input/invalid` when a share, alpha or power is not a probability, or power is not above alpha / 2.
 *
 * Cost: constant. Source: Fleiss (1981), 3.2, pooled variance under the null. Reference: R `power.prop.test(strict = FALSE)`.
 */
export function twoProportionSize(one: number, other: number, { alpha, power }: PowerOptions): number {
  const isShare = (value: number): boolean => value >= 0 && value <= 1;
  if (!(isShare(one) && isShare(other) && alpha > 0 && alpha < 1 && power > alpha / 2 && power < 1)) {
    throw new PteroError({
      code: 'input/invalid',
      message: 'shares, alpha and power must be probabilities, and power above half of alpha',
      details: { one, other, alpha, power },
    });
  }
  const mean = (one + other) / 2;
  const underNull = upperPoint(alpha / 2) * Math.sqrt(2 * mean * (1 - mean));
  const underDifference = upperPoint(1 - power) * Math.sqrt(one * (1 - one) + other * (1 - other));
  return one === other ? Infinity : ((underNull + underDifference) / (one - other)) ** 2;
}

/** The point that a standard normal exceeds with this probability, by bisection. */
function upperPoint(probability: number): number {
  let low = -40;
  let high = 40;
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (normalUpperTail(middle) > probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
