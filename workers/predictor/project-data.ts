import { isTransportProperty } from '#core/mixpanel/transport-properties.ts';
import { createValueMemo, type ValueMemo } from '#core/predictor/candidates/value-memo.ts';
import { canonicalTable, type TableData } from '#core/predictor/canonical/canonical-table.ts';
import { compareTexts } from '#core/predictor/canonical/orders.ts';
import type { EventTable, PropertyColumn } from '#core/predictor/event-table.ts';
import type { UserSample } from '#core/sample/user-sample.ts';
import { mostCells } from '../shared/most-events.ts';
import { turnCells, turnRows, turnTies } from './order-ties.ts';
import { packColumn, unpackedCodes, type Unpacked } from './pack-column.ts';
import type { ProjectReader } from '../store/project-reader.ts';

/** What an analysis reads of a project. */
export interface ProjectData {
  readonly fingerprint: string;
  readonly sample?: UserSample;
  readonly events: EventTable;
  readonly columns: readonly PropertyColumn[];
  readonly userIds: readonly string[];
  /** Of all events, where only some users are here; absent: everybody is. */
  readonly span?: { readonly dataFromMs: number; readonly dataToMs: number };
  /** Properties that memory would not hold; absent: none. */
  readonly leftOut?: readonly string[];
  readonly memo: ValueMemo;
}

/** 400 MB. */
const CELLS_AS_THEY_ARE = 32_000_000;

/** What is kept from one analysis to the next. `of`: the events that its users did any of; null: everybody is there. */
interface Kept {
  readonly projectId: string;
  readonly of: readonly string[] | null;
  readonly data: ProjectData;
}

/**
 * Loads projects for analyses and keeps the last one, until its events change. Properties that only say how an event
 * travelled, or that no event carries any more, are left out; and so are users who did none of the events asked about, where
 * that spares more than half of the reading. Their results are the same: only users who did A enter an analysis.
 *
 * Where there are too many cells to keep them as the method reads them, they are kept packed, and one property at a time
 * is written out: 13 bytes a cell become one to three.
 *
 * @param open - opens a project as it stands now; cheap, reads the manifest only.
 * Properties that memory would not hold, those on fewest events first, are left out and named.
 *
 * @param most - cells that are kept as they are. `fit`: cells that fit beside so many events.
 */
export function createProjectData(
  open: (projectId: string) => Promise<ProjectReader>,
  most: number = CELLS_AS_THEY_ARE,
  fit: (events: number) => number = mostCells,
): (projectId: string, didAny?: readonly string[]) => Promise<ProjectData> {
  let kept: Kept | null = null;
  return async (projectId, didAny) => {
    const whole = await open(projectId);
    const { fingerprint, sample, totals } = whole.summary;
    if (kept?.projectId === projectId && kept.data.fingerprint === fingerprint && hasAll(kept.of, didAny))
      return kept.data;
    kept = null;
    const reader = didAny ? await whole.narrow(didAny) : whole;
    const [events, userIds, properties] = await Promise.all([
      reader.eventTable(),
      reader.userIds(),
      reader.properties(),
    ]);
    const carried = properties.filter(({ name, cells }) => cells > 0 && !isTransportProperty(name));
    const rows = events.row.length;
    const { wanted, leftOut } = withinMemory(carried, fit(rows), rows);
    const isLarge = wanted.reduce((sum, { cells }) => sum + Math.min(cells, rows), 0) > most;
    const unpacked: Unpacked = { of: null, cells: null };
    const columns: PropertyColumn[] = [];
    // One after another: reading a column takes several times the memory that it keeps.
    for (const { name } of wanted) {
      const column = await reader.propertyColumn(name);
      columns.push(isLarge ? packColumn(column, rows, unpacked) : column);
    }
    const about = {
      fingerprint,
      ...(sample && { sample }),
      ...(reader !== whole && { span: { dataFromMs: totals.firstTimeMs ?? 0, dataToMs: totals.lastTimeMs ?? 0 } }),
      ...(leftOut.length > 0 && { leftOut }),
    };
    const table = isLarge ? inOrder({ events, columns, userIds }) : canonicalTable({ events, columns, userIds });
    // Only now: they belong to users, and have no part in how events of one moment are put in order.
    const profiles = await reader.profileColumns(table, new Set(properties.map(({ name }) => name)));
    const all = [...table.columns, ...profiles].sort((a, b) => compareTexts(a.name, b.name));
    const memo = isLarge ? unpackedCodes : createValueMemo();
    const data: ProjectData = { ...about, ...table, columns: profiles.length > 0 ? all : table.columns, memo };
    kept = { projectId, of: reader === whole ? null : (didAny ?? null), data };
    return data;
  };
}

/** True where users who did any of the events are all among those who did any of others; null: everybody. */
const hasAll = (of: Kept['of'], didAny: readonly string[] | undefined): boolean =>
  of === null || (didAny !== undefined && didAny.every((name) => of.includes(name)));

/** As many of the properties, most cells first, as fit. A property has at most a cell a row. */
function withinMemory<T extends { readonly name: string; readonly cells: number }>(
  properties: readonly T[],
  most: number,
  rows: number,
): { readonly wanted: readonly T[]; readonly leftOut: readonly string[] } {
  let cells = 0;
  const beyond = properties.findIndex((property) => (cells += Math.min(property.cells, rows)) > most);
  if (beyond < 0) return { wanted: properties, leftOut: [] };
  return { wanted: properties.slice(0, beyond), leftOut: properties.slice(beyond).map(({ name }) => name) };
}

/** What `canonicalTable` gives of a table that is in order but for ties, one packed column after another. */
function inOrder({ events, columns, userIds }: TableData): TableData {
  const sorted = [...columns].sort((a, b) => compareTexts(a.name, b.name));
  const turns = turnTies(events, sorted);
  if (turns.length === 0) return { events, columns: sorted, userIds };
  const unpacked: Unpacked = { of: null, cells: null };
  return {
    events: { ...events, row: turnRows(events.row, turns) },
    columns: sorted.map((column) => packColumn(turnCells(column, turns), events.row.length, unpacked)),
    userIds,
  };
}
