import type { DrawnTable, Engine } from '#contract/engine.ts';
import type { PropertyValueCount } from '#contract/store.ts';
import { nonQualifyingEvents } from '#core/metering/qualifying-events.ts';
import { changesOf, rollingUsers } from '#core/metering/rolling-users.ts';
import { type EventTable, type PropertyColumn, ValueTag } from '#core/predictor/event-table.ts';
import { usersOfPositions } from '#core/predictor/candidates/table-positions.ts';
import type { ProjectData } from '../predictor/project-data.ts';
import type { ProjectReader } from '../store/project-reader.ts';
import { catalogueOf, compareText, propertiesOfEvents } from '../store/read/catalogue.ts';

/** What this browser's store gives, beside the rows that pass filters, which DuckDB finds. */
export interface LocalProject {
  readonly reader: ProjectReader;
  readonly data: () => Promise<ProjectData>;
  readonly startRows: Uint32Array | null;
  readonly targetRows: Uint32Array | null;
}

const DAY_MS = 86_400_000;

/** The engine port over this browser's store. It draws nobody: all events are here, ids and all. */
export function createLocalEngine({ reader, data, startRows, targetRows }: LocalProject): Engine {
  const { summary, catalogue } = reader;
  return {
    totals: async () => ({ ...summary.totals, fingerprint: summary.fingerprint }),
    catalogue: async () => {
      const { projectId: _, ...rest } = catalogueOf(summary, catalogue);
      return rest;
    },
    propertiesOf: async (events) => propertiesOfEvents(catalogue, events),
    async propertyValues(property, events, limit) {
      if (!catalogue.properties.some(({ name }) => name === property)) return [];
      const [table, column] = await Promise.all([reader.eventTable(), reader.propertyColumn(property)]);
      return countValues(table, column, events).slice(0, limit);
    },
    monthlyUsers: async () => rollingUsers(changesIn(await reader.eventTable()), dayOf(summary.totals.lastTimeMs ?? 0)),
    draw: async (): Promise<DrawnTable> => ({ ...(await data()), drawn: null, startRows, targetRows }),
  };
}

const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS);

function* changesIn({
  userStart,
  userCount,
  time,
  event,
  eventNames,
}: EventTable): Generator<readonly [number, number]> {
  const qualifies = Uint8Array.from(eventNames, (name) => (nonQualifyingEvents.includes(name) ? 0 : 1));
  for (let u = 0; u < userCount; u += 1) {
    const days: number[] = [];
    for (let at = userStart[u]!; at < userStart[u + 1]!; at += 1) {
      const day = dayOf(time[at]!);
      if (qualifies[event[at]!] === 1 && day !== days.at(-1)) days.push(day);
    }
    yield* changesOf(days);
  }
}

const KINDS = ['string', 'number', 'boolean', 'boolean', 'null', 'json'] as const;

function countValues(
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
    .map(({ last: _, ...rest }) => rest)
    .sort((a, b) => b.count - a.count || compareText(a.text, b.text) || compareText(a.kind, b.kind));
}

function textOf(tag: number, value: number, strings: readonly string[]): string {
  if (tag === ValueTag.number) return String(value);
  if (tag === ValueTag.string || tag === ValueTag.json) return strings[value]!;
  return tag === ValueTag.null ? 'null' : String(tag === ValueTag.true);
}
