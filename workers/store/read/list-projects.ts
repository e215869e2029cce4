import type { ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { Directory } from '../directory.ts';
import { damaged, openBlocks } from '../format/block-reader.ts';
import { readManifest } from '../format/manifest.ts';
import { tooNew } from './stored-project.ts';
import { summaryOf } from './summary.ts';

/**
 * Summaries of all projects, the one imported last first.
 *
 * A missing file or one of the wrong length makes a project damaged here; wrong bytes within a file show when they
 * are read, or by `verifyProject`.
 */
export async function listProjects(root: Directory): Promise<ProjectSummary[]> {
  const summaries: ProjectSummary[] = [];
  for (const { name, kind } of await root.list()) {
    const directory = kind === 'directory' ? await root.find(name) : null;
    const summary = directory === null ? null : await summarise(directory, name);
    if (summary !== null) summaries.push(summary);
  }
  return summaries.sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1));
}

async function summarise(directory: Directory, id: string): Promise<ProjectSummary | null> {
  const state = await readManifest(directory);
  if (state.kind === 'absent') return null;
  if (state.kind !== 'whole') {
    return unreadable(
      id,
      await bytesIn(directory),
      state.kind === 'newer' ? tooNew(id) : damaged(id, 'manifest-a', 'no manifest is whole'),
    );
  }
  const { manifest } = state;
  const summary = summaryOf(manifest);
  try {
    for (const { name, bytes } of [...manifest.files, manifest.state])
      await openBlocks(directory, name, bytes, manifest.name);
    return summary;
  } catch (cause) {
    return withDamage(summary, cause);
  }
}

/** The summary of a project that turned out to be damaged; any other failure is passed on. */
export function withDamage(summary: ProjectSummary, cause: unknown): ProjectSummary {
  const error = PteroError.from(cause);
  if (error.code !== 'store/damaged') throw error;
  return { ...summary, health: 'damaged', damage: error.message };
}

async function bytesIn(directory: Directory): Promise<number> {
  let bytes = 0;
  for (const { name } of await directory.list()) bytes += (await directory.open(name))?.bytes ?? 0;
  return bytes;
}

/** A project of which not even the manifest can be read. */
export function unreadable(id: string, bytes: number, error: PteroError): ProjectSummary {
  return {
    id,
    name: 'Unreadable project',
    totals: { events: 0, users: 0, eventNames: 0, days: 0, firstTimeMs: null, lastTimeMs: null },
    createdAt: 0,
    updatedAt: 0,
    fingerprint: '',
    bytes,
    source: '',
    timeBasis: { kind: 'utc' },
    imports: [],
    health: 'damaged',
    damage: error.message,
  };
}
