import { expect, it } from 'vitest';
import { normaliseTime } from '#core/mixpanel/normalise-time.ts';

it.each([
  ['whole seconds', 1_700_000_000, 1_700_000_000_000],
  ['seconds with a fraction', 1_520_622_660.057, 1_520_622_660_057],
  ['seconds with a fraction beyond milliseconds', 1_520_622_660.0574, 1_520_622_660_057],
  ['milliseconds', 1_700_000_000_123, 1_700_000_000_123],
  ['the last number read as seconds, too far away', 1e11, Number.NaN],
  ['the first number read as milliseconds', 100_000_000_001, 100_000_000_001],
  ['one millisecond', 0.001, 1],
  ['zero', 0, Number.NaN],
  ['a time before 1970', -1, Number.NaN],
  ['microseconds', 1_700_000_000_000_000, Number.NaN],
  ['no number', Number.NaN, Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY, Number.NaN],
])('reads %s', (_, time, expected) => {
  expect(normaliseTime(time)).toBe(expected);
});
