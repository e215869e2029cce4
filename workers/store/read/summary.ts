import type { StoredProfiles } from '#contract/profiles.ts';
import type { ProjectSummary } from '#contract/store.ts';
import type { Manifest, ProfilesFile } from '../format/layout.ts';

const storedProfiles = ({ at, properties, profiles, matched }: ProfilesFile): StoredProfiles => ({
  at,
  properties: properties.map(({ name }) => name),
  profiles,
  matched,
});

/** What lists show of a project that is whole. */
export function summaryOf(manifest: Manifest): ProjectSummary {
  const { id, name, totals, createdAt, updatedAt, fingerprint, source, timeBasis, sample, imports, files, state } =
    manifest;
  const { profiles } = manifest;
  const beside = state.bytes + (profiles?.bytes ?? 0);
  const bytes = files.reduce((sum, file) => sum + file.bytes + (file.sorted?.bytes ?? 0), beside);
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
    ...(profiles && { profiles: storedProfiles(profiles) }),
    bytes,
    health: 'sound',
    damage: null,
  };
}
