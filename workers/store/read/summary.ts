import type { ProjectSummary } from '#contract/store.ts';
import type { Manifest } from '../format/layout.ts';

/** What lists show of a project that is whole. */
export function summaryOf(manifest: Manifest): ProjectSummary {
  const { id, name, totals, createdAt, updatedAt, fingerprint, source, timeBasis, sample, imports, files, state } =
    manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes + (file.sorted?.bytes ?? 0), state.bytes);
  return {
    id,
    name,
    totals,
    createdAt,
    updatedAt,
    fingerprint,
    source,
    timeBasis,
    imports,
    ...(sample && { sample }),
    bytes,
    health: 'sound',
    damage: null,
  };
}
