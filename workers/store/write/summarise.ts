import type { ProjectTotals } from '#contract/ingest.ts';
import type { StoredCatalogue } from '../read/catalogue.ts';
import { readLiveRows } from '../read/live-rows.ts';
import { sortRows } from '../read/sort-rows.ts';
import type { StoredProject } from '../read/stored-project.ts';
import { summariseEvents } from './summarise-events.ts';
import { summariseProperties } from './summarise-properties.ts';

const DAY = 86_400_000;

/** What the counts need to know of a project whose manifest is not written yet. */
export interface Draft extends Pick<StoredProject, 'files' | 'dead'> {
  readonly name: string;
  readonly allRows: number;
  readonly liveRows: number;
  readonly users: number;
  readonly strings: number;
  readonly eventNames: readonly string[];
  readonly propertyNames: readonly string[];
}

/** Count a project exactly, dead rows left out: its totals and its catalogue. */
export async function summarise(
  draft: Draft,
  onProgress: (fraction: number) => void,
): Promise<{ totals: ProjectTotals; catalogue: StoredCatalogue }> {
  const live = await readLiveRows(draft, draft.liveRows, draft.name);
  onProgress(0.2);
  const sorted = sortRows(live, draft.users, draft.eventNames.length);
  const names = Array.from(sorted.eventCodes, (code) => draft.eventNames[code]!);
  const { events, placeOf } = summariseEvents(sorted, names);
  onProgress(0.5);

  const placeOfRow = new Uint32Array(draft.allRows);
  sorted.row.forEach((row, i) => (placeOfRow[row] = placeOf[sorted.event[i]!]!));
  const properties = await summariseProperties(draft, draft.propertyNames, draft.strings, placeOfRow, (share) =>
    onProgress(0.5 + share / 2),
  );

  const days = new Set<number>();
  for (const time of live.time) days.add(Math.floor(time / DAY));
  return {
    catalogue: { events, properties },
    totals: {
      events: live.row.length,
      users: sorted.userCodes.length,
      eventNames: events.length,
      days: days.size,
      firstTimeMs: events.reduce<number | null>(
        (least, { firstTimeMs }) => Math.min(least ?? Infinity, firstTimeMs),
        null,
      ),
      lastTimeMs: events.reduce<number | null>((most, { lastTimeMs }) => Math.max(most ?? -Infinity, lastTimeMs), null),
    },
  };
}
