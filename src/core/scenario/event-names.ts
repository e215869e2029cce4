import type { MergedEvent } from './definition.ts';

/** What the user decided about the event names of a project. */
export interface EventNames {
  /** Names as shown: of a merge its own name, not its members'. */
  readonly hidden: readonly string[];
  readonly merged: readonly MergedEvent[];
}

export const noEventNames: EventNames = { hidden: [], merged: [] };

/** Tells under which name an event is shown: of a member its merge's, of any other its own. */
export function shownNames(merged: readonly MergedEvent[] = []): (event: string) => string {
  const names = new Map(merged.flatMap(({ name, events }) => events.map((event) => [event, name] as const)));
  return (event) => names.get(event) ?? event;
}

/** The names as exported behind names as shown, in their order and each once. */
export function exportedNames({ merged }: Pick<EventNames, 'merged'>, shown: readonly string[]): readonly string[] {
  return [...new Set(shown.flatMap((name) => merged.find((merge) => merge.name === name)?.events ?? [name]))];
}

/** All names whose rows count as this event: of a merge its members' and its own, which a later import may bring. */
export function namesBehind(merged: readonly MergedEvent[] = [], shown: string): readonly string[] {
  return [...new Set([...exportedNames({ merged }, [shown]), shown])];
}

/** Hide events, by their names as shown. */
export function hideEvents(names: EventNames, shown: readonly string[]): EventNames {
  return { ...names, hidden: [...new Set([...names.hidden, ...shown])] };
}

/** Show events again, by their names as shown. */
export function unhideEvents(names: EventNames, shown: readonly string[]): EventNames {
  return { ...names, hidden: names.hidden.filter((name) => !shown.includes(name)) };
}

/**
 * Merge events under one name. What is merged already joins with its members, so nothing nests.
 *
 * The merged event is hidden only if all that went into it were.
 *
 * @param shown - names as shown; see `mergeProblem` for what they must be.
 */
export function mergeEvents(names: EventNames, name: string, shown: readonly string[]): EventNames {
  const events = exportedNames(names, shown);
  const gone = new Set([...shown, ...events]);
  const hidden = names.hidden.filter((one) => !gone.has(one));
  return {
    hidden: shown.every((one) => names.hidden.includes(one)) ? [...hidden, name] : hidden,
    merged: [...names.merged.filter((merge) => !merge.events.some((event) => gone.has(event))), { name, events }],
  };
}

/** Take a merge apart. The members of a hidden one stay hidden. */
export function unmergeEvents(names: EventNames, name: string): EventNames {
  const members = exportedNames(names, [name]);
  return {
    hidden: [...new Set(names.hidden.flatMap((one) => (one === name ? members : [one])))],
    merged: names.merged.filter((merge) => merge.name !== name),
  };
}

/** Give a merge another name. */
export function renameMerge(names: EventNames, from: string, to: string): EventNames {
  return {
    hidden: names.hidden.map((name) => (name === from ? to : name)),
    merged: names.merged.map((merge) => (merge.name === from ? { ...merge, name: to } : merge)),
  };
}

/** Take one change back and leave alone what was changed since. */
export function revertNames(now: EventNames, before: EventNames, after: EventNames): EventNames {
  const key = (merge: MergedEvent) => JSON.stringify([merge.name, merge.events]);
  const without = <T>(list: readonly T[], less: readonly T[], keyOf: (item: T) => string) => {
    const keys = new Set(less.map(keyOf));
    return list.filter((item) => !keys.has(keyOf(item)));
  };
  const undo = <T>(of: (names: EventNames) => readonly T[], keyOf: (item: T) => string) => ({
    left: without(of(now), without(of(after), of(before), keyOf), keyOf),
    back: without(of(before), of(after), keyOf),
  });
  const hidden = undo(({ hidden: list }) => list, String);
  const merged = undo(({ merged: list }) => list, key);
  const taken = new Set(merged.left.flatMap(({ name, events }) => [name, ...events]));
  const free = merged.back.filter(({ name, events }) => ![name, ...events].some((one) => taken.has(one)));
  return { hidden: [...new Set([...hidden.left, ...hidden.back])], merged: [...merged.left, ...free] };
}
