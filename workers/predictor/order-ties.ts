import { contentSignatures } from '#core/predictor/canonical/content-signatures.ts';
import type { EventTable, PropertyColumn } from '#core/predictor/event-table.ts';

/** Positions [begin, begin + order.length) that are to hold what lies at `order` now. */
export interface Turn {
  readonly begin: number;
  readonly order: Uint32Array;
}

/**
 * Where rows of a user, a moment and a name are not yet in the order of their content, as `canonicalTable` has them.
 *
 * @param events - in canonical order but for such rows.
 * Cost: O(rows), and O(cells) where there are any.
 */
export function turnTies(events: EventTable, columns: readonly PropertyColumn[]): readonly Turn[] {
  const ties = tiesOf(events);
  if (ties.length === 0 || columns.length === 0) return [];
  const signature = contentSignatures(ties, columns);
  return ties.flatMap((tie) => {
    const order = tie.toSorted((a, b) => signature(a) - signature(b) || a - b);
    return order.every((at, k) => at === tie[k]) ? [] : [{ begin: tie[0]!, order }];
  });
}

/** Stretches of positions of two and more rows of one user, moment and name. */
function tiesOf({ userStart, userCount, time, event }: EventTable): Uint32Array[] {
  const ties: Uint32Array[] = [];
  for (let user = 0; user < userCount; user += 1) {
    const end = userStart[user + 1]!;
    for (let begin = userStart[user]!; begin < end;) {
      let next = begin + 1;
      while (next < end && time[next] === time[begin] && event[next] === event[begin]) next += 1;
      if (next - begin > 1) ties.push(Uint32Array.from({ length: next - begin }, (_, k) => begin + k));
      begin = next;
    }
  }
  return ties;
}

/** The values of rows, turned. */
export function turnRows(rows: Uint32Array, turns: readonly Turn[]): Uint32Array {
  const turned = rows.slice();
  for (const { begin, order } of turns) order.forEach((from, k) => (turned[begin + k] = rows[from]!));
  return turned;
}

/** The cells of a column, turned with their rows. Cost: O(cells), a copy of the column. */
export function turnCells({ position, tag, value, ...column }: PropertyColumn, turns: readonly Turn[]): PropertyColumn {
  const turned = { position: position.slice(), tag: tag.slice(), value: value.slice() };
  for (const { begin, order } of turns) {
    let to = firstAtLeast(position, begin);
    const cellOf = new Map<number, number>();
    for (let cell = to; cell < position.length && position[cell]! < begin + order.length; cell += 1)
      cellOf.set(position[cell]!, cell);
    order.forEach((from, k) => {
      const cell = cellOf.get(from);
      if (cell === undefined) return;
      turned.position[to] = begin + k;
      turned.tag[to] = tag[cell]!;
      turned.value[to] = value[cell]!;
      to += 1;
    });
  }
  return { ...column, ...turned };
}

function firstAtLeast(ascending: Uint32Array, bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
