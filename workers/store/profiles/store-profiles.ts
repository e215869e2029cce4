import type { ProfileSet } from '#contract/profiles.ts';
import type { Directory } from '../directory.ts';
import { hashText } from '../format/hash-text.ts';
import type { Manifest } from '../format/layout.ts';
import { writeManifest } from '../format/manifest.ts';
import { missing, openStoredProject, readDictionary, requireManifest } from '../read/stored-project.ts';
import { removeUnnamedFiles } from '../write/leftovers.ts';
import { encodeProfiles } from './encode-profiles.ts';
import { summariseColumn, writeProfiles } from './profiles-file.ts';

/**
 * Puts a whole set of profiles in the place of the one before: all of it or nothing. Needs the project's lock.
 *
 * Equal profiles leave the fingerprint as it is, so that answers stay what they are. Events are not touched.
 *
 * @throws PteroError `store/missing`, `store/damaged`, `store/full`.
 */
export async function putProfiles(root: Directory, projectId: string, set: ProfileSet): Promise<void> {
  const project = await openStoredProject(root, projectId);
  const { directory, manifest } = project;
  await removeUnnamedFiles(directory);
  const table = await encodeProfiles(set);
  const users = await readDictionary(project.files, 'users');
  const pairs = await project.readUserPairs();
  // Ids stay in the dictionary when all their events went.
  const hasEvents = (code: number): boolean =>
    pairs === null || pairs.rows.subarray(pairs.start[code], pairs.start[code + 1]).some((rows) => rows > 0);
  const here = new Set(users.filter((_, code) => hasEvents(code)));
  const generation = manifest.generation + 1;
  const file = await writeProfiles(directory, `profiles-${generation}.bin`, table);
  await writeManifest(directory, {
    ...manifest,
    generation,
    fingerprint: fingerprintWith(manifest, file.content),
    profiles: {
      ...file,
      at: set.at,
      profiles: table.ids.length,
      matched: table.ids.reduce((sum, id) => sum + (here.has(id) ? 1 : 0), 0),
      properties: table.columns.map(summariseColumn),
    },
  });
}

/** Takes the profiles away, at once. Needs the project's lock. Nothing to take is fine. */
export async function removeProfiles(root: Directory, projectId: string): Promise<void> {
  const directory = await root.find(projectId);
  const manifest = await requireManifest(directory, projectId);
  if (directory === null) throw missing(projectId);
  if (!manifest.profiles) return;
  await writeManifest(directory, {
    ...withoutProfiles(manifest),
    generation: manifest.generation + 1,
    fingerprint: fingerprintWith(manifest, null),
  });
  await removeUnnamedFiles(directory);
}

const withoutProfiles = ({ profiles: _, ...rest }: Manifest) => rest;

const fingerprintWith = ({ fingerprint, profiles }: Manifest, content: string | null): string =>
  content === (profiles?.content ?? null) ? fingerprint : hashText(JSON.stringify([fingerprint, 'profiles', content]));
