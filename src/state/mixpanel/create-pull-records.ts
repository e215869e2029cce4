import { createSignal } from 'solid-js';
import type { LocalStore } from '#contract/saved.ts';
import type { PullRecord } from './pull-project.ts';

const settingOf = (projectId: string) => `pull:${projectId}`;

/** What this browser keeps of each project that is pulled, by the workspace's project. */
export function createPullRecords(local: Pick<LocalStore, 'setting' | 'putSetting'>) {
  const [records, setRecords] = createSignal<ReadonlyMap<string, PullRecord>>(new Map());
  const show = (projectId: string, record: PullRecord) => setRecords((known) => new Map(known).set(projectId, record));
  const keep = async (projectId: string, record: PullRecord): Promise<void> => {
    show(projectId, record);
    await local.putSetting(settingOf(projectId), record);
  };
  return {
    all: records,
    /** Reactive. Undefined where nothing was ever pulled here. */
    of: (projectId: string): PullRecord | undefined => records().get(projectId),
    /** Shown at once, and kept. */
    keep,
    /** The same from within a pull: somebody may have stopped it while a slice was written. */
    keepUnstopped(projectId: string, record: PullRecord): Promise<void> {
      const { isPaused = false, cancelledAt = null } = records().get(projectId) ?? {};
      return keep(projectId, { ...record, isPaused, cancelledAt });
    },
    /** Reads what is kept; another tab may have written it. */
    async read(projectIds: readonly string[]): Promise<void> {
      for (const projectId of projectIds) {
        const kept = await local.setting<PullRecord>(settingOf(projectId)).catch(() => null);
        if (kept) show(projectId, kept);
      }
    },
  };
}
