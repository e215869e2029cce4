import type { PropertySummary, ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { EventTable, PropertyColumn } from '#core/predictor/event-table.ts';
import type { TableData } from '#core/predictor/canonical/canonical-table.ts';
import { orderOfNames, orderOfUsers } from '#core/predictor/canonical/orders.ts';
import type { Directory } from './directory.ts';
import { catalogueOf, type StoredCatalogue } from './read/catalogue.ts';
import { narrow, type Narrowed, type ProjectRows, readRows } from './read/rows-of-project.ts';
import { profileColumns } from './profiles/profile-columns.ts';
import { readProfiles } from './profiles/profiles-file.ts';
import { openStoredProject, readDictionary, requireManifest } from './read/stored-project.ts';
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
  /** Properties of user profiles; absent: there are none. */
  readonly profiles?: readonly PropertySummary[];
  /**
   * Those as columns of a table of its users, which may have another order. Read anew each time.
   *
   * @param taken - names that no column may have.
   * @throws PteroError `store/profiles-damaged`; `store/changed` where others took their place meanwhile.
   */
  profileColumns(
    table: Pick<TableData, 'events' | 'userIds'>,
    taken: ReadonlySet<string>,
  ): Promise<readonly PropertyColumn[]>;
  /** Ids of the users, in the order of the event table. */
  userIds(): Promise<readonly string[]>;
  /**
   * The same project with only the users who did any of these events, and all that they did; the events keep their numbers. It
   * is the reader itself where reading fewer users would gain little.
   */
  narrow(didAny: readonly string[]): Promise<ProjectReader>;
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
  const readerOf = (some: Narrowed | null): ProjectReader => {
    const read = once(async (): Promise<ProjectRows> => {
      const [users, events] = await Promise.all([texts.users(), texts.events()]);
      return readRows(project, { users: orderOfUsers(users), events: orderOfNames(events).codes }, some);
    });
    const reader: ProjectReader = {
      summary: summaryOf(manifest),
      catalogue,
      ...(manifest.profiles && { profiles: manifest.profiles.properties }),
      async profileColumns({ events, userIds }, taken) {
        const { profiles, name } = manifest;
        if (!profiles) return [];
        try {
          return profileColumns(await readProfiles(project.directory, profiles, name), userIds, events, taken);
        } catch (cause) {
          const now = await requireManifest(project.directory, projectId);
          if (now.profiles?.name === profiles.name) throw cause;
          throw new PteroError({ code: 'store/changed', message: 'other profiles took their place' }, { cause });
        }
      },
      async eventTable() {
        const { userStart, time, event, row, userCodes, eventCodes } = (await read()).rows;
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
        return (await read()).column(property, name, await texts.strings());
      },
      async userIds() {
        const ids = await texts.users();
        return Array.from((await read()).rows.userCodes, (code) => ids[code]!);
      },
      async narrow(didAny) {
        const names = await texts.events();
        const codes = [...names.keys()].filter((code) => didAny.includes(names[code]!));
        const fewer = some === null ? await narrow(project, codes, names.length) : null;
        return fewer === null ? reader : readerOf(fewer);
      },
    };
    return reader;
  };
  return readerOf(null);
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
