/**
 * How many bytes of lines one call passes through at most, unless they are of one day.
 *
 * The platform gives a call 2 s of CPU. Measured with `npm run bench:export`.
 */
export const SLICE_BYTES = 100_000_000;

/**
 * How many bytes of lines are counted; of a longer day the rest is only passed through, which takes half the time.
 *
 * Users who show in that rest alone are missing from its sketch: the error is in the customer's favour.
 */
export const COUNTED_BYTES = 100_000_000;
