import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Days, eachDay, lengthOf } from '#core/mixpanel/days.ts';
import { createSlicePlan } from '#core/mixpanel/slice-plan.ts';

const LARGE = 1e9;

describe('a plan of slices', () => {
  it('begins with the newest seven days, and goes on with those before', () => {
    const plan = createSlicePlan([{ from: 100, to: 120 }]);
    expect([plan.next(), plan.next(), plan.next(), plan.next()]).toEqual([
      { from: 114, to: 120 },
      { from: 107, to: 113 },
      { from: 100, to: 106 },
      null,
    ]);
  });
  it('takes 26 slices for six months of large days', () => {
    const plan = createSlicePlan([{ from: 1, to: 182 }]);
    let slices = 0;
    for (let slice = plan.next(); slice; slice = plan.next()) {
      plan.done(slice, LARGE);
      slices += 1;
    }
    expect(slices).toBe(26);
  });
  it('makes slices twice as long while they are tiny, up to four weeks', () => {
    const plan = createSlicePlan([{ from: 1, to: 182 }]);
    const lengths: number[] = [];
    for (let slice = plan.next(); slice; slice = plan.next()) {
      plan.done(slice, 10);
      lengths.push(lengthOf(slice));
    }
    expect(lengths).toEqual([7, 14, 28, 28, 28, 28, 28, 21]);
  });
  it('halves what was too much, down to a day, and does not grow by what is left over', () => {
    const plan = createSlicePlan([{ from: 1, to: 40 }]);
    const lengths: number[] = [];
    for (let times = 0; times < 4; times += 1) {
      const slice = plan.next()!;
      lengths.push(lengthOf(slice));
      expect(plan.smaller(slice)).toBe(true);
    }
    expect(lengths).toEqual([7, 3, 1, 1]);
    plan.done({ from: 40, to: 40 }, LARGE);
    expect(plan.sliceDays).toBe(1);
  });
  it('never joins days with a gap between them', () => {
    const plan = createSlicePlan([
      { from: 10, to: 12 },
      { from: 1, to: 3 },
    ]);
    expect([plan.next(), plan.next()]).toEqual([
      { from: 10, to: 12 },
      { from: 1, to: 3 },
    ]);
  });
  it('gives up a day that fails twelve times by itself, and no other with it', () => {
    const plan = createSlicePlan([{ from: 1, to: 7 }]);
    const bad = 3;
    const done: number[] = [];
    const given: Days[] = [];
    for (let slice = plan.next(); slice; slice = plan.next()) {
      if (slice.from <= bad && slice.to >= bad) {
        if (!plan.smaller(slice)) given.push(slice);
      } else {
        done.push(...eachDay(slice));
        plan.done(slice, LARGE);
      }
    }
    expect(given).toEqual([{ from: bad, to: bad }]);
    expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 4, 5, 6, 7]);
  });

  test.prop([
    fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 30 })), { maxLength: 6 }),
    fc.array(fc.constantFrom('done', 'tiny', 'smaller', 'again', 'back'), { minLength: 1, maxLength: 60 }),
    fc.integer({ min: 1, max: 40 }),
  ])(
    'hands out every day, and each until it is done or given up, whatever comes of the slices',
    (due, fates, first) => {
      const asked = due.map(([from, length]) => ({ from, to: from + length - 1 }));
      const plan = createSlicePlan(asked, first);
      const over: number[] = [];
      const open: Days[] = [];
      let step = 0;
      // After the given fates everything goes well.
      for (;;) {
        const slice = plan.next() ?? open.shift() ?? null;
        if (slice === null) break;
        const fate = fates[step++] ?? 'done';
        if (step % 3 === 0 && open.length < 1 && step < fates.length) {
          open.push(slice);
          continue;
        }
        if (fate === 'done' || fate === 'tiny') {
          plan.done(slice, fate === 'tiny' ? 1 : LARGE);
          over.push(...eachDay(slice));
        } else if (fate === 'back') plan.giveBack(slice);
        else if (!(fate === 'smaller' ? plan.smaller(slice) : plan.again(slice))) over.push(...eachDay(slice));
      }
      expect(over.toSorted((a, b) => a - b)).toEqual([...new Set(asked.flatMap(eachDay))].toSorted((a, b) => a - b));
    },
  );
});
