import { PteroError } from '#core/errors/ptero-error.ts';
import type { PropertyColumn } from '#core/predictor/event-table.ts';
import { readCopiedColumn } from './copied-column.ts';
import { doersOf, rowsOfEvents } from './doers.ts';
import { readPropertyColumn } from './property-column.ts';
import { NOWHERE, readCopiedRows } from './read-sorted.ts';
import { readSortedRows, type SortedRows } from './sort-rows.ts';
import { type CopyParts, openCopies } from './sorted-copies.ts';
import type { StoredProject } from './stored-project.ts';

/** All codes of a project, in the order in which users and events are numbered. */
export interface Orders {
  readonly users: Uint32Array;
  readonly events: Uint32Array;
}

/** The rows of a project, or of some of its users, and its properties as columns of them. */
export interface ProjectRows {
  readonly rows: SortedRows;
  column(property: number, name: string, strings: readonly string[]): Promise<PropertyColumn>;
}

/** Which users are read: those who did any of these events, project codes. */
export interface Narrowed {
  readonly rows: number;
  readonly copies: CopyParts;
  /** Rows of each event, of everybody, by project code. */
  readonly eventRows: Uint32Array;
}

/** Users in whose chunks lie more of the rows than this are not worth reading alone: whoever asks next would read again. */
const WORTH_NARROWING = 0.5;

/**
 * The users who did any of some events, where there are sorted copies to read them from and less than half of the
 * rows lie in their chunks; else null.
 *
 * Cost: O(pairs of user and event).
 */
export async function narrow(
  project: StoredProject,
  codes: readonly number[],
  events: number,
): Promise<Narrowed | null> {
  if (project.files.some(({ file }) => file.sorted === undefined)) return null;
  const pairs = await project.readUserPairs();
  if (pairs === null) return null;
  const { directory, files, dead, manifest } = project;
  const { isIn, rows } = doersOf(pairs, codes);
  const most = WORTH_NARROWING * manifest.totals.events;
  if (rows > most) return null;
  const copies = await unlessDamaged(() => openCopies(directory, manifest.name, files, dead, isIn));
  if (copies === null || copies.slots > most) return null;
  return { rows, copies, eventRows: rowsOfEvents(pairs, events) };
}

/**
 * Reads rows in order: from the sorted copies, or, where a file has none or a copy turns out to be damaged, by sorting the
 * files themselves. Of some users only where the copies are sound; else of all.
 *
 * @throws PteroError `store/damaged` when the files themselves are wrong.
 */
export async function readRows(project: StoredProject, orders: Orders, some: Narrowed | null): Promise<ProjectRows> {
  const { files, dead, directory, manifest } = project;
  const { name, totals } = manifest;
  const copied = await unlessDamaged(async () => {
    const copies = some?.copies ?? (await openCopies(directory, name, files, dead, null));
    if (copies === null) return null;
    const wanted = { ...orders, name, eventRows: some?.eventRows ?? null, promised: some?.rows ?? totals.events };
    return { copies, rows: await readCopiedRows(copies, wanted) };
  });
  if (copied === null) {
    const rows = await readSortedRows(project, totals.events, name, orders.users, orders.events);
    return { rows, column: fromFiles(project, rows, true) };
  }
  const { copies, rows } = copied;
  const fallback = fromFiles(project, rows, some === null);
  return {
    rows,
    column: async (property, title, strings) => {
      const cells = await unlessDamaged(() => readCopiedColumn(copies, property, rows.positionOfSlot, rows.row.length));
      return cells === null ? fallback(property, title, strings) : { name: title, ...cells, strings };
    },
  };
}

/** Columns from the files themselves. */
function fromFiles(project: StoredProject, { row }: SortedRows, isWhole: boolean): ProjectRows['column'] {
  let positionOfRow: Uint32Array | null = null;
  return (property, name, strings) => {
    if (positionOfRow === null) {
      const positions = new Uint32Array(project.files.reduce((sum, { file }) => sum + file.rows, 0)).fill(NOWHERE);
      row.forEach((number, position) => (positions[number] = position));
      positionOfRow = positions;
    }
    return readPropertyColumn(project, property, name, positionOfRow, row.length, strings, isWhole);
  };
}

/** What comes of the work; null where something that it read is damaged. */
async function unlessDamaged<T>(work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work();
  } catch (cause) {
    if (PteroError.from(cause).code !== 'store/damaged') throw cause;
    return null;
  }
}
