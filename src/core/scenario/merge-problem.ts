import { isBookkeepingEvent } from '../mixpanel/bookkeeping-events.ts';
import type { MergedEvent } from './definition.ts';
import { exportedNames, type EventNames } from './event-names.ts';

/** What keeps events from being merged, in words that say what to do. */
export interface MergeProblem {
  readonly field: 'name' | 'events';
  readonly words: string;
}

/**
 * Why these events cannot be merged under this name; null when they can.
 *
 * @param shown - names as shown, merged ones included.
 * @param known - all names of the project as exported.
 */
export function mergeProblem(
  names: EventNames,
  name: string,
  shown: readonly string[],
  known: readonly string[],
): MergeProblem | null {
  const events = exportedNames(names, shown);
  const own = events.find(isBookkeepingEvent);
  if (own !== undefined) {
    const words = `“${own}” is Mixpanel’s own bookkeeping: it says who somebody is, not what they did. Leave it out.`;
    return { field: 'events', words };
  }
  if (events.length < 2) return { field: 'events', words: 'Choose at least two events to merge.' };
  if (name === '') return { field: 'name', words: 'Give the merged event a name.' };
  if (isBookkeepingEvent(name))
    return { field: 'name', words: `Mixpanel uses the name “${name}” itself. Choose another one.` };
  const others = names.merged.filter((merge) => !merge.events.some((event) => events.includes(event)));
  const taken = [...known, ...others.flatMap((merge) => [merge.name, ...merge.events])];
  if (!events.includes(name) && !shown.includes(name) && taken.includes(name)) {
    const words = `“${name}” is the name of another event. Choose another name, or merge that event too.`;
    return { field: 'name', words };
  }
  return null;
}

/** Whether merges can stand side by side: two or more events each, no event in two, no name inside another merge. */
export function areMergesSound(merges: readonly MergedEvent[]): boolean {
  const taken = new Set<string>();
  for (const { name, events } of merges) {
    const own = new Set(events);
    if (name === '' || own.size < 2 || own.size < events.length) return false;
    for (const one of own.add(name)) {
      if (one === '' || isBookkeepingEvent(one) || taken.has(one)) return false;
      taken.add(one);
    }
  }
  return true;
}
