import { isTransportProperty } from '#core/mixpanel/transport-properties.ts';
import { createValueMemo, type ValueMemo } from '#core/predictor/candidates/value-memo.ts';
import { canonicalTable, type TableData } from '#core/predictor/canonical/canonical-table.ts';
import { compareTexts } from '#core/predictor/canonical/orders.ts';
import type { EventTable, PropertyColumn } from '#core/predictor/event-table.ts';
import type { UserSample } from '#core/sample/user-sample.ts';
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
  readonly memo: ValueMemo;
}

/** 400 MB. */
const CELLS_AS_THEY_ARE = 32_000_000;

/**
 * Loads projects for analyses and keeps the last one, until its events change. Properties that only say how an event
 * travelled, or that no event carries any more, are left out.
 *
 * Where there are too many cells to keep them as the method reads them, they are kept packed, and one property at a time
 * is written out: 13 bytes a cell become one to three.
 *
 * @param open - opens a project as it stands now; cheap, reads the manifest only.
 * @param most - cells that are kept as they are.
 */
export function createProjectData(
  open: (projectId: string) => Promise<ProjectReader>,
  most: number = CELLS_AS_THEY_ARE,
): (projectId: string) => Promise<ProjectData> {
  let kept: { readonly projectId: string; readonly data: ProjectData } | null = null;
  return async (projectId) => {
    const reader = await open(projectId);
    const { fingerprint, sample } = reader.summary;
    if (kept?.projectId === projectId && kept.data.fingerprint === fingerprint) return kept.data;
    kept = null;
    const [events, userIds, properties] = await Promise.all([
      reader.eventTable(),
      reader.userIds(),
      reader.properties(),
    ]);
    const wanted = properties.filter(({ name, cells }) => cells > 0 && !isTransportProperty(name));
    const isLarge = wanted.reduce((sum, { cells }) => sum + cells, 0) > most;
    const unpacked: Unpacked = { of: null, cells: null };
    const columns: PropertyColumn[] = [];
    // One after another: reading a column takes several times the memory that it keeps.
    for (const { name } of wanted) {
      const column = await reader.propertyColumn(name);
      columns.push(isLarge ? packColumn(column, events.row.length, unpacked) : column);
    }
    const about = { fingerprint, ...(sample && { sample }) };
    const data: ProjectData = isLarge
      ? { ...about, ...inOrder({ events, columns, userIds }), memo: unpackedCodes }
      : { ...about, ...canonicalTable({ events, columns, userIds }), memo: createValueMemo() };
    kept = { projectId, data };
    return data;
  };
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
