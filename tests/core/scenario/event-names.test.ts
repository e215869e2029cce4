import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { effectiveDefinition } from '#core/scenario/effective-definition.ts';
import {
  type EventNames,
  hideEvents,
  mergeEvents,
  namesBehind,
  noEventNames,
  renameMerge,
  revertNames,
  unhideEvents,
  unmergeEvents,
} from '#core/scenario/event-names.ts';
import { areMergesSound, mergeProblem } from '#core/scenario/merge-problem.ts';
import { validateDefinition } from '#core/scenario/validate-definition.ts';

const known = ['Sign Up', 'signup', 'Signup', 'Buy', 'Share', '$identify'];
const signUp: EventNames = { hidden: [], merged: [{ name: 'Sign Up', events: ['Sign Up', 'signup'] }] };
const asked: ScenarioDefinition = {
  start: { event: 'signup', filters: [{ property: 'p', operator: 'is-set', values: [] }] },
  target: { event: 'Buy', filters: [] },
  horizonMs: null,
  hiddenEvents: ['Signup'],
  keepOutliers: false,
};

describe('names of events', () => {
  it('merges with what is merged already, so that nothing nests', () => {
    expect(mergeEvents(signUp, 'Joined', ['Sign Up', 'Signup']).merged).toEqual([
      { name: 'Joined', events: ['Sign Up', 'signup', 'Signup'] },
    ]);
  });

  it('hides a merged event only if all that went into it were hidden', () => {
    const one = hideEvents(noEventNames, ['signup']);
    expect(mergeEvents(one, 'Sign Up', ['Sign Up', 'signup']).hidden).toEqual([]);
    expect(mergeEvents(hideEvents(one, ['Sign Up']), 'Joined', ['Sign Up', 'signup']).hidden).toEqual(['Joined']);
  });

  it('keeps the members of a hidden merge hidden when it is taken apart, and follows a new name', () => {
    const hidden = hideEvents(signUp, ['Sign Up']);
    expect(unmergeEvents(hidden, 'Sign Up')).toEqual({ hidden: ['Sign Up', 'signup'], merged: [] });
    expect(renameMerge(hidden, 'Sign Up', 'Joined')).toEqual({
      hidden: ['Joined'],
      merged: [{ name: 'Joined', events: ['Sign Up', 'signup'] }],
    });
  });

  it('takes one change back without the ones that came later', () => {
    const merged = mergeEvents(noEventNames, 'Sign Up', ['Sign Up', 'signup']);
    const later = hideEvents(merged, ['Buy']);
    expect(revertNames(later, noEventNames, merged)).toEqual({ hidden: ['Buy'], merged: [] });
    expect(revertNames(unmergeEvents(later, 'Sign Up'), merged, later)).toEqual(noEventNames);
  });

  it('does not bring a merge back over one that took its members since', () => {
    const apart = unmergeEvents(signUp, 'Sign Up');
    const other = mergeEvents(apart, 'Register', ['signup', 'Signup']);
    expect(revertNames(other, signUp, apart).merged).toEqual(other.merged);
  });

  const deed = fc.oneof(
    fc.record({
      kind: fc.constant('merge' as const),
      some: fc.subarray(known, { minLength: 2 }),
      name: fc.constantFrom(...known, 'New', 'Other'),
    }),
    fc.record({
      kind: fc.constantFrom('hide' as const, 'unhide' as const, 'unmerge' as const),
      some: fc.subarray(known, { minLength: 1 }),
      name: fc.constant(''),
    }),
  );
  test.prop([fc.array(deed, { maxLength: 12 })])('stays sound whatever is done that has no problem', (deeds) => {
    let names = noEventNames;
    for (const { kind, some, name } of deeds) {
      const shown = [
        ...new Set(some.map((one) => names.merged.find(({ events }) => events.includes(one))?.name ?? one)),
      ];
      if (kind === 'hide') names = hideEvents(names, shown);
      else if (kind === 'unhide') names = unhideEvents(names, shown);
      else if (kind === 'unmerge') names = unmergeEvents(names, shown[0] ?? '');
      else if (shown.length > 1 && mergeProblem(names, name, shown, known) === null)
        names = mergeEvents(names, name, shown);
      expect(areMergesSound(names.merged)).toBe(true);
      const members = names.merged.flatMap((merge) => merge.events.filter((event) => event !== merge.name));
      expect(names.hidden.filter((hidden) => members.includes(hidden))).toEqual([]);
    }
  });
});

describe('what keeps events from being merged', () => {
  it.each([
    ['Sign Up', ['Sign Up', 'signup'], null],
    ['A new name', ['Sign Up', 'signup'], null],
    ['', ['Sign Up', 'signup'], 'Give the merged event a name'],
    ['Buy', ['Sign Up', 'signup'], 'is the name of another event'],
    ['Sign Up', ['Sign Up'], 'at least two'],
    ['Sign Up', ['Sign Up', '$identify'], 'bookkeeping'],
    ['$identify', ['Sign Up', 'signup'], 'Mixpanel uses the name'],
  ])('%j for %j', (name, shown, words) => {
    const problem = mergeProblem(noEventNames, name, shown, known);
    if (words === null) expect(problem).toBeNull();
    else expect(problem?.words).toContain(words);
  });

  it('keeps the name of another merge, and that of its members', () => {
    const names: EventNames = { hidden: [], merged: [{ name: 'New', events: ['Buy', 'Share'] }] };
    expect(mergeProblem(names, 'New', ['Sign Up', 'signup'], known)?.field).toBe('name');
    expect(mergeProblem(names, 'Buy', ['Sign Up', 'signup'], [])?.field).toBe('name');
    expect(mergeProblem(names, 'New', ['New', 'signup'], known)).toBeNull();
  });
});

describe('the effective definition', () => {
  it('is the definition itself where nothing is hidden or merged', () => {
    expect(effectiveDefinition(asked, noEventNames)).toBe(asked);
  });

  it('carries what the project hides and merges, and names members as they are shown', () => {
    expect(effectiveDefinition({ ...asked, hiddenEvents: ['signup'] }, { ...signUp, hidden: ['Share'] })).toEqual({
      ...asked,
      start: { ...asked.start, event: 'Sign Up' },
      hiddenEvents: ['Sign Up', 'Share'],
      mergedEvents: [{ name: 'Sign Up', events: ['Sign Up', 'signup'] }],
    });
  });

  it('lets its own merges win over those of the project that share a name', () => {
    const own = [{ name: 'Joined', events: ['signup', 'Signup'] }];
    const names = { hidden: [], merged: [...signUp.merged, { name: 'Paid', events: ['Buy', 'Share'] }] };
    const effective = effectiveDefinition({ ...asked, mergedEvents: own }, names);
    expect(effective.start.event).toBe('Joined');
    expect(effective.target.event).toBe('Paid');
    expect(effective.mergedEvents?.map(({ name }) => name)).toEqual(['Joined', 'Paid']);
  });

  const merges = fc
    .uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'), { maxLength: 8 })
    .map((all) => [all.slice(0, 3), all.slice(3, 6), all.slice(6)])
    .map((groups) => groups.filter((group) => group.length > 1).map((events) => ({ name: events[0]!, events })));
  const names = fc.record({ hidden: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'X')), merged: merges });
  const definition = fc
    .record({
      start: fc.constantFrom('A', 'B', 'C', 'X'),
      own: merges,
      hiddenEvents: fc.array(fc.constantFrom('D', 'B')),
    })
    .map(({ start, own, hiddenEvents }) => ({
      ...asked,
      start: { event: start, filters: [] },
      hiddenEvents,
      ...(own.length > 0 && { mergedEvents: own }),
    }));
  test.prop([definition, names])('applied twice gives the same, and is sound', (one, given) => {
    const once = effectiveDefinition(one, given);
    expect(effectiveDefinition(once, given)).toEqual(once);
    expect(areMergesSound(once.mergedEvents ?? [])).toBe(true);
  });
});

it('counts rows of an event that came to bear the name of a merge', () => {
  expect(namesBehind([{ name: 'Joined', events: ['Sign Up', 'signup'] }], 'Joined')).toEqual([
    'Sign Up',
    'signup',
    'Joined',
  ]);
  expect(namesBehind(undefined, 'Buy')).toEqual(['Buy']);
});

it('knows the merges that a definition brings along', () => {
  const own = {
    ...asked,
    start: { event: 'Joined', filters: [] },
    mergedEvents: [{ name: 'Joined', events: ['Sign Up', 'gone'] }],
  };
  expect(validateDefinition(own, known)).toEqual([]);
  expect(validateDefinition(own, ['Buy'])[0]?.words).toContain('no event “Joined”');
});
