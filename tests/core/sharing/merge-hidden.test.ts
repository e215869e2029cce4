import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { mergeHidden } from '#core/sharing/merge-hidden.ts';

const events = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
const sorted = (list: readonly string[]) => list.toSorted();

describe('mergeHidden', () => {
  it('hides what either hides where they never agreed', () => {
    expect(sorted(mergeHidden(null, ['a'], ['b']))).toEqual(['a', 'b']);
  });

  it('brings back what either brought back, and hides what either hid since', () => {
    expect(sorted(mergeHidden(['a', 'b', 'c'], ['b', 'c', 'x'], ['a', 'c', 'y']))).toEqual(['c', 'x', 'y']);
  });

  test.prop([events, events, events])('is the same from either side', (base, mine, theirs) => {
    expect(sorted(mergeHidden(base, mine, theirs))).toEqual(sorted(mergeHidden(base, theirs, mine)));
  });

  test.prop([events, events, events])('settles: once agreed, nothing is left to do', (base, mine, theirs) => {
    const agreed = mergeHidden(base, mine, theirs);
    expect(sorted(mergeHidden(agreed, agreed, agreed))).toEqual(sorted(agreed));
    expect(new Set(agreed).size).toBe(agreed.length);
  });

  test.prop([events, events])('takes the other’s word for all that was not touched here', (base, theirs) => {
    expect(sorted(mergeHidden(base, base, theirs))).toEqual(sorted(theirs));
  });
});
