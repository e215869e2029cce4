import type { Reply } from '#contract/reply.ts';
import type { ProjectSummary, StorageState, StoreApi } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { reply } from '../shared/reply.ts';
import type { Directory } from './directory.ts';
import { countUsage, explainUsage } from './count-usage.ts';
import type { Queries } from './duckdb/queries.ts';
import { writeManifest } from './format/manifest.ts';
import { takeLock } from './open-import-session.ts';
import { openProject, type ProjectReader } from './project-reader.ts';
import { putProfiles, removeProfiles } from './profiles/store-profiles.ts';
import { catalogueOf, propertiesOfEvents } from './read/catalogue.ts';
import { mergedSummaries } from './read/merged-summaries.ts';
import { listProjects, withDamage } from './read/list-projects.ts';
import { missing, openStoredProject, requireManifest } from './read/stored-project.ts';
import { verifyBlocks } from './read/verify-project.ts';
import { idsOn, renamedDays } from './renamed-ids.ts';
import type { WriterLocks } from './writer-locks.ts';

export interface StoreDeps {
  readonly openRoot: () => Promise<Directory>;
  readonly locks: WriterLocks;
  readonly queries: Queries;
  readonly readStorage: () => Promise<StorageState>;
}

/** The store as the page sees it: it reads, renames and deletes; imports are written by the ingest worker. */
export function createStore({ openRoot, locks, queries, readStorage }: StoreDeps): StoreApi {
  /** Damage found within files, which listing alone does not see. */
  const found = new Map<string, { readonly fingerprint: string; readonly error: PteroError }>();
  let held: ProjectReader | null = null;

  const readerOf = async (root: Directory, projectId: string): Promise<ProjectReader> => {
    const { fingerprint } = await requireManifest(await root.find(projectId), projectId);
    if (held?.summary.id !== projectId || held.summary.fingerprint !== fingerprint)
      held = await openProject(root, projectId);
    return held;
  };
  const list = async (root: Directory): Promise<ProjectSummary[]> =>
    (await listProjects(root)).map((summary) => {
      const damage = found.get(summary.id);
      return damage?.fingerprint === summary.fingerprint ? withDamage(summary, damage.error) : summary;
    });
  const reading = <T>(
    projectId: string,
    work: (reader: ProjectReader) => Promise<T>,
    transferables?: (value: T) => Transferable[],
  ): Promise<Reply<T>> =>
    reply(async () => {
      const root = await openRoot();
      try {
        return await work(await readerOf(root, projectId));
      } catch (cause) {
        const error = PteroError.from(cause);
        if (error.code === 'store/damaged') await remember(root, projectId, error);
        throw error;
      }
    }, transferables);
  const remember = async (root: Directory, projectId: string, error: PteroError) => {
    const fingerprint = (await listProjects(root)).find(({ id }) => id === projectId)?.fingerprint ?? '';
    found.set(projectId, { fingerprint, error });
  };
  const writing = (projectId: string, work: (root: Directory) => Promise<void>): Promise<Reply<void>> =>
    reply(async () => {
      const root = await openRoot();
      const release = await takeLock(locks, projectId);
      try {
        await work(root);
      } finally {
        release();
      }
    });

  return {
    projects: () => reply(async () => list(await openRoot())),
    rename: (projectId, name) =>
      writing(projectId, async (root) => {
        const directory = await root.find(projectId);
        const manifest = await requireManifest(directory, projectId);
        if (directory === null) return;
        await writeManifest(directory, { ...manifest, name, generation: manifest.generation + 1 });
        held = null;
      }),
    remove: (projectId) =>
      writing(projectId, async (root) => {
        held = null;
        found.delete(projectId);
        await queries.forget();
        await root.remove(projectId);
      }),
    storage: () => reply(readStorage),
    verify: (projectId) =>
      reply(async () => {
        const root = await openRoot();
        found.delete(projectId);
        try {
          await verifyBlocks(await openStoredProject(root, projectId));
        } catch (cause) {
          const error = PteroError.from(cause);
          if (error.code !== 'store/damaged') throw error;
          await remember(root, projectId, error);
        }
        const summary = (await list(root)).find(({ id }) => id === projectId);
        if (summary === undefined) throw missing(projectId);
        return summary;
      }),
    catalogue: (projectId) =>
      reading(projectId, async ({ summary, catalogue, profiles }) => ({
        ...catalogueOf(summary, catalogue),
        ...(profiles && { profiles }),
      })),
    mergedEvents: (projectId, merged) =>
      reading(projectId, async (reader) => mergedSummaries(await reader.eventTable(), merged)),
    propertiesOf: (projectId, events) =>
      reading(projectId, async ({ catalogue }) => propertiesOfEvents(catalogue, events)),
    propertyValues: (projectId, property, events, limit) =>
      reading(projectId, (reader) => queries.propertyValues(reader, property, events, limit)),
    days: (projectId, events) => reading(projectId, (reader) => queries.days(reader, events)),
    matchRows: (projectId, events, filters) =>
      reading(
        projectId,
        async (reader) => ({
          fingerprint: reader.summary.fingerprint,
          rows: await queries.matchRows(reader, events, filters),
        }),
        ({ rows }) => [rows.buffer],
      ),
    putProfiles: (projectId, set) => writing(projectId, (root) => putProfiles(root, projectId, set)),
    removeProfiles: (projectId) => writing(projectId, (root) => removeProfiles(root, projectId)),
    usage: (projects, upTo) => reply(async () => countUsage(await openRoot(), projects, upTo)),
    rise: (projects, day) => reply(async () => explainUsage(await openRoot(), projects, day)),
    idsOn: (projectId, spans) => reply(async () => idsOn(await openRoot(), projectId, spans)),
    renamedDays: (projectId, asked) => reply(async () => renamedDays(await openRoot(), projectId, asked)),
  };
}
