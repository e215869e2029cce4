import type { PropertySummary, ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { EventTable, PropertyColumn } from '#core/predictor/event-table.ts';
import { orderOfNames, orderOfUsers } from '#core/predictor/canonical/orders.ts';
import type { Directory } from './directory.ts';
import { catalogueOf, type StoredCatalogue } from './read/catalogue.ts';
import { readPropertyColumn } from './read/property-column.ts';
import { readSortedRows, type SortedRows } from './read/sort-rows.ts';
import { openStoredProject, readDictionary } from './read/stored-project.ts';
import { summaryOf } from './read/summary.ts';

export { openStoreRoot } from './opfs-directory.ts';

/** Reads one project as its last finished import left it; later imports do not disturb it. Keeps what it has read. */
export interface ProjectReader {
  readonly summary: ProjectSummary;
  readonly catalogue: StoredCatalogue;
  eventTable(): Promise<EventTable>;
  /** Most cells first. */
  properties(): Promise<readonly PropertySummary[]>;
  /** @throws PteroError `input/invalid` when no event has such a property. */
  propertyColumn(name: string): Promise<PropertyColumn>;
  /** Ids of the users, in the order of the event table. */
  userIds(): Promise<readonly string[]>;
}

/**
 * Opens a project for reading. Takes no lock.
 *
 * @throws PteroError `store/missing` when there is no such project, `store/damaged` when a file or checksum is
 * wrong. The methods throw `store/damaged` too: blocks are proved when they are read.
 */
export async function openProject(root: Directory, projectId: string): Promise<ProjectReader> {
  const project = await openStoredProject(root, projectId);
  const { manifest, files } = project;
  const catalogue = project.catalogue as StoredCatalogue;
  const texts = {
    events: once(() => readDictionary(files, 'events')),
    users: once(() => readDictionary(files, 'users')),
    properties: once(() => readDictionary(files, 'properties')),
    strings: once(() => readDictionary(files, 'strings')),
  };
  const sorted = once(async (): Promise<SortedRows> => {
    const [users, events] = await Promise.all([texts.users(), texts.events()]);
    return readSortedRows(
      project,
      manifest.totals.events,
      manifest.name,
      orderOfUsers(users),
      orderOfNames(events).codes,
    );
  });
  const positionOfRow = once(async () => {
    const { row } = await sorted();
    const positions = new Uint32Array(files.reduce((sum, { file }) => sum + file.rows, 0));
    row.forEach((number, position) => (positions[number] = position));
    return positions;
  });

  return {
    summary: summaryOf(manifest),
    catalogue,
    async eventTable() {
      const { userStart, time, event, row, userCodes, eventCodes } = await sorted();
      const names = await texts.events();
      return {
        eventNames: Array.from(eventCodes, (code) => names[code]!),
        userCount: userCodes.length,
        userStart,
        time,
        event,
        row,
      };
    },
    properties: async () => catalogueOf(manifest, catalogue).properties,
    async propertyColumn(name) {
      const property = (await texts.properties()).indexOf(name);
      if (property < 0) {
        throw new PteroError({
          code: 'input/invalid',
          message: `No event has the property “${name}”.`,
          details: { property: name },
        });
      }
      return readPropertyColumn(
        project,
        property,
        name,
        await positionOfRow(),
        manifest.totals.events,
        await texts.strings(),
      );
    },
    async userIds() {
      const ids = await texts.users();
      return Array.from((await sorted()).userCodes, (code) => ids[code]!);
    },
  };
}

/** Runs the work at the first call; a failed run is tried again at the next. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return async () => {
    running ??= work();
    try {
      return await running;
    } catch (cause) {
      running = null;
      throw cause;
    }
  };
}
