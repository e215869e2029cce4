import type { PropertyValueCount } from '#contract/store.ts';
import { usersOfPositions } from '#core/predictor/candidates/table-positions.ts';
import { type EventTable, type PropertyColumn, ValueTag } from '#core/predictor/event-table.ts';
import { compareText } from '../store/read/catalogue.ts';

const KINDS = ['string', 'number', 'boolean', 'boolean', 'null', 'json'] as const;

/** A property's values with their cells and users, commonest first, then by text; of all events (null) or of some. Cost: O(rows). */
export function countValues(
  table: EventTable,
  { position, tag, value, strings }: PropertyColumn,
  events: readonly string[] | null,
): PropertyValueCount[] {
  const wanted = Uint8Array.from(table.eventNames, (name) => (events === null || events.includes(name) ? 1 : 0));
  const userOf = usersOfPositions(table.userStart, table.time.length);
  const counts = new Map<
    string,
    { kind: PropertyValueCount['kind']; text: string; count: number; users: number; last: number }
  >();
  position.forEach((at, cell) => {
    if (wanted[table.event[at]!] === 0) return;
    const kind = KINDS[tag[cell]!]!;
    const text = textOf(tag[cell]!, value[cell]!, strings);
    const key = `${kind} ${text}`;
    const sofar = counts.get(key) ?? { kind, text, count: 0, users: 0, last: -1 };
    counts.set(key, sofar);
    sofar.count += 1;
    if (sofar.last !== userOf[at]) sofar.users += 1;
    sofar.last = userOf[at]!;
  });
  return [...counts.values()]
    .map(({ kind, text, count, users }) => ({ kind, text, count, users }))
    .sort((a, b) => b.count - a.count || compareText(a.text, b.text) || compareText(a.kind, b.kind));
}

function textOf(tag: number, value: number, strings: readonly string[]): string {
  if (tag === ValueTag.number) return String(value);
  if (tag === ValueTag.string || tag === ValueTag.json) return strings[value]!;
  return tag === ValueTag.null ? 'null' : String(tag === ValueTag.true);
}
