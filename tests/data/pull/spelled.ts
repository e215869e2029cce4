import type { FreshEvent } from '../../../supabase/local/mixpanel/export-lines.ts';
import type { TestEvent } from '../../workers/store/batches.ts';

const spell = ({ event, user, time, properties = {} }: TestEvent | FreshEvent): string =>
  JSON.stringify([event, user, time, Object.entries(properties).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/** Events as texts, in order, so that equal ones are equal. */
export const spelled = (events: readonly (TestEvent | FreshEvent)[]): readonly string[] => events.map(spell).toSorted();

/** The same for equal events, in whatever order. */
export async function digestOf(events: readonly (TestEvent | FreshEvent)[]): Promise<string> {
  const bytes = new TextEncoder().encode(spelled(events).join('\n'));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `${events.length} ${Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** What is in one list and not, or not as often, in the other. */
export function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const one of other) left.set(one, (left.get(one) ?? 0) + 1);
  return list.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}
