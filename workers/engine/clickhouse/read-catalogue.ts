import type { DayCount, EventSummary, PropertySummary, PropertyValueCount } from '#contract/store.ts';
import { isBookkeepingEvent } from '#core/mixpanel/bookkeeping-events.ts';
import { compareTexts } from '#core/predictor/canonical/orders.ts';

/** A row of an answer. Counts beyond 32 bits come as bigint. */
export type AnswerRow = Readonly<Record<string, unknown>>;

export const count = (value: unknown): number => Number(value);
const text = (value: unknown): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);

/** Most frequent first, then by name: the order of the local catalogue. */
export const eventSummaries = (rows: readonly AnswerRow[]): EventSummary[] =>
  rows
    .map((row) => ({
      name: text(row['name']),
      count: count(row['count']),
      users: count(row['users']),
      firstForUsers: count(row['firsts']),
      lastForUsers: count(row['lasts']),
      firstTimeMs: count(row['first']),
      lastTimeMs: count(row['last']),
      bookkeeping: isBookkeepingEvent(text(row['name'])),
    }))
    .sort((a, b) => b.count - a.count || compareTexts(a.name, b.name));

/** Most cells first, then by name. */
export const propertySummaries = (rows: readonly AnswerRow[]): PropertySummary[] =>
  rows
    .map((row) => ({
      name: text(row['name']),
      cells: count(row['cells']),
      kinds: {
        string: count(row['string']),
        number: count(row['number']),
        boolean: count(row['boolean']),
        null: count(row['null']),
        json: count(row['json']),
      },
      distinct: count(row['distinct']),
    }))
    .sort((a, b) => b.cells - a.cells || compareTexts(a.name, b.name));

export const propertyCounts = (rows: readonly AnswerRow[]): { name: string; cells: number }[] =>
  rows
    .map((row) => ({ name: text(row['name']), cells: count(row['cells']) }))
    .sort((a, b) => b.cells - a.cells || compareTexts(a.name, b.name));

const DAY_MS = 86_400_000;

export const dayCounts = (rows: readonly AnswerRow[]): DayCount[] =>
  rows.map((row) => ({
    day: new Date(count(row['day']) * DAY_MS).toISOString().slice(0, 10),
    events: count(row['events']),
    users: count(row['users']),
  }));

/** Values from their JSON texts; of equally common ones in order of their text. */
export const valueCounts = (rows: readonly AnswerRow[]): PropertyValueCount[] =>
  rows
    .map((row) => ({
      ...textAndKind(text(row['raw'])),
      count: count(row['count']),
      users: count(row['users']),
    }))
    .sort((a, b) => b.count - a.count || compareTexts(a.text, b.text) || compareTexts(a.kind, b.kind));

function textAndKind(raw: string): Pick<PropertyValueCount, 'text' | 'kind'> {
  const value: unknown = JSON.parse(raw);
  if (typeof value === 'string') return { text: value, kind: 'string' };
  if (typeof value === 'number') return { text: String(value), kind: 'number' };
  if (typeof value === 'boolean') return { text: raw, kind: 'boolean' };
  return { text: raw, kind: value === null ? 'null' : 'json' };
}
