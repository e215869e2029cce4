import type { StorageState } from '#contract/store.ts';

/** What this site uses of the disk, what the browser allows it, and whether it promised not to evict it. */
export async function readStorage(
  storage: Pick<StorageManager, 'estimate' | 'persisted'> = navigator.storage,
): Promise<StorageState> {
  const [{ usage = 0, quota = null }, persisted] = await Promise.all([storage.estimate(), storage.persisted()]);
  return { usedBytes: usage, quotaBytes: quota, persisted };
}
