import type { Engine } from '#contract/engine.ts';
import { nonQualifyingEvents } from '#core/metering/qualifying-events.ts';
import { changesOf, rollingUsers } from '#core/metering/rolling-users.ts';
import type { EventTable } from '#core/predictor/event-table.ts';
import type { ProjectData } from '../predictor/project-data.ts';
import type { ProjectReader } from '../store/project-reader.ts';
import { mergedSummaries } from '../store/read/merged-summaries.ts';
import { countDays } from './count-days.ts';
import { countValues } from './count-values.ts';
import { catalogueOf, propertiesOfEvents } from '../store/read/catalogue.ts';

/** What this browser's store gives, beside the rows that pass filters, which DuckDB finds. */
export interface LocalProject {
  readonly reader: ProjectReader;
  readonly data: () => Promise<ProjectData>;
  readonly startRows: Uint32Array | null;
  readonly targetRows: Uint32Array | null;
}

const DAY_MS = 86_400_000;

/** The engine port over this browser's store. It draws nobody: an analysis reads the table, through `localPasses`. */
export function createLocalEngine({ reader, data, startRows, targetRows }: LocalProject): Engine {
  const { summary, catalogue } = reader;
  return {
    totals: async () => ({ ...summary.totals, fingerprint: summary.fingerprint }),
    catalogue: async () => {
      const { fingerprint, events, properties } = catalogueOf(summary, catalogue);
      return { fingerprint, events, properties };
    },
    propertiesOf: async (events) => propertiesOfEvents(catalogue, events),
    async propertyValues(property, events, limit) {
      if (!catalogue.properties.some(({ name }) => name === property)) return [];
      const [table, column] = await Promise.all([reader.eventTable(), reader.propertyColumn(property)]);
      return countValues(table, column, events).slice(0, limit);
    },
    mergedEvents: async (merged) => mergedSummaries(await reader.eventTable(), merged),
    days: async (events) => countDays(await reader.eventTable(), events),
    monthlyUsers: async () => rollingUsers(changesIn(await reader.eventTable()), dayOf(summary.totals.lastTimeMs ?? 0)),
    study: async () => ({ ...(await data()), startRows, targetRows }),
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
