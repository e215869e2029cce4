import type { EventTable, PropertyColumn } from '../event-table.ts';
import { contentSignatures } from './content-signatures.ts';

/**
 * For each place of the canonical order the position of the row that belongs there: user by user in the given order, each
 * by time, event code and content.
 *
 * Cost: O(rows), plus O(k log k) for each user whose k rows are out of order, plus O(cells) where events come twice at a moment.
 */
export function orderRows(
  { userStart, time, event }: Pick<EventTable, 'userStart' | 'time' | 'event'>,
  users: Uint32Array,
  columns: readonly PropertyColumn[],
): { readonly from: Uint32Array; readonly isInOrder: boolean } {
  const from = new Uint32Array(time.length);
  const compare = (a: number, b: number): number => time[a]! - time[b]! || event[a]! - event[b]!;
  const ties: Uint32Array[] = [];
  let next = 0;
  for (const u of users) {
    const begin = next;
    let sorted = true;
    let tied = false;
    for (let at = userStart[u]!; at < userStart[u + 1]!; at += 1) {
      if (next > begin && compare(at - 1, at) > 0) sorted = false;
      from[next++] = at;
    }
    const own = from.subarray(begin, next);
    if (!sorted) own.sort((a, b) => compare(a, b) || a - b);
    for (let k = 1; k < own.length && !tied; k += 1) tied = compare(own[k - 1]!, own[k]!) === 0;
    if (tied) ties.push(...groupsOf(own, compare));
  }
  if (ties.length > 0 && columns.length > 0) {
    const signature = contentSignatures(ties, columns);
    for (const group of ties) group.sort((a, b) => signature(a) - signature(b) || a - b);
  }
  return { from, isInOrder: from.every((at, place) => at === place) };
}

/** Stretches of two and more that compare as equal, as views. */
function groupsOf(sorted: Uint32Array, compare: (a: number, b: number) => number): Uint32Array[] {
  const groups: Uint32Array[] = [];
  for (let begin = 0; begin < sorted.length;) {
    let end = begin + 1;
    while (end < sorted.length && compare(sorted[begin]!, sorted[end]!) === 0) end += 1;
    if (end - begin > 1) groups.push(sorted.subarray(begin, end));
    begin = end;
  }
  return groups;
}
