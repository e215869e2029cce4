import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { changesOf, rollingUsers, WINDOW_DAYS } from '#core/metering/rolling-users.ts';

const anyUsers = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 10,
});

describe('monthly users over time', () => {
  test.prop([anyUsers])('are, on each day, those active on it or on one of the 29 before', (users) => {
    const last = Math.max(...users.flat());
    const days = users.map((own) => own.toSorted((a, b) => a - b));
    const told = rollingUsers(
      days.flatMap((own) => [...changesOf(own)]),
      last,
    );
    for (let day = 0; day <= last; day += 1) {
      const counted = days.filter((own) => own.some((one) => one <= day && one > day - WINDOW_DAYS)).length;
      expect(told.findLast((one) => one.day <= day)?.users ?? 0).toBe(counted);
    }
  });

  it('are counted on the thirtieth day and no more on the next', () => {
    const told = rollingUsers(changesOf([0]), 100);
    expect(told).toEqual([
      { day: 0, users: 1 },
      { day: 30, users: 0 },
    ]);
  });
});
