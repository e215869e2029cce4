import { isTransportProperty } from '#core/mixpanel/transport-properties.ts';
import { createValueMemo, type ValueMemo } from '#core/predictor/candidates/value-memo.ts';
import type { EventTable, PropertyColumn } from '#core/predictor/event-table.ts';
import type { ProjectReader } from '../store/project-reader.ts';

/** What an analysis reads of a project. */
export interface ProjectData {
  readonly fingerprint: string;
  readonly events: EventTable;
  readonly columns: readonly PropertyColumn[];
  readonly userIds: readonly string[];
  readonly memo: ValueMemo;
}

/**
 * Loads projects for analyses and keeps the last one, until its events change. Properties that only say how an event
 * travelled, or that no event carries any more, are left out.
 *
 * @param open - opens a project as it stands now; cheap, reads the manifest only.
 */
export function createProjectData(
  open: (projectId: string) => Promise<ProjectReader>,
): (projectId: string) => Promise<ProjectData> {
  let kept: { readonly projectId: string; readonly data: ProjectData } | null = null;
  return async (projectId) => {
    const reader = await open(projectId);
    const { fingerprint } = reader.summary;
    if (kept?.projectId === projectId && kept.data.fingerprint === fingerprint) return kept.data;
    kept = null;
    const [events, userIds, properties] = await Promise.all([
      reader.eventTable(),
      reader.userIds(),
      reader.properties(),
    ]);
    const columns: PropertyColumn[] = [];
    // One after another: reading a column takes several times the memory that it keeps.
    for (const { name, cells } of properties) {
      if (cells > 0 && !isTransportProperty(name)) columns.push(await reader.propertyColumn(name));
    }
    const data: ProjectData = { fingerprint, events, columns, userIds, memo: createValueMemo() };
    kept = { projectId, data };
    return data;
  };
}
