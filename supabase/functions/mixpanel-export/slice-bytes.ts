/**
 * How many bytes of lines one call passes through at most, unless they are of one day.
 *
 * The platform gives a call 2 s of CPU. Measured with `npm run bench:export`.
 */
export const SLICE_BYTES = 100_000_000;
