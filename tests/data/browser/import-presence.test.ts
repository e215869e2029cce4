import { describe, expect, it, vi } from 'vitest';
import { createImportPresence } from '#data/browser/import-presence.ts';

/** Web Locks in memory, shared by the "tabs" of a test. */
function createLocks() {
  const held = new Map<string, Promise<unknown>>();
  const request = (async (name: string, work: () => unknown) => {
    while (held.has(name)) await held.get(name);
    const job = Promise.resolve(work());
    held.set(name, job);
    await job;
    held.delete(name);
  }) as LockManager['request'];
  const query = async () => ({ held: [...held.keys()].map((name) => ({ name })), pending: [] });
  return { request, query } as LockManager;
}

describe('import presence', () => {
  it('tells another tab who is importing, and that it is over', async () => {
    const locks = createLocks();
    const [here, there] = [createImportPresence(locks), createImportPresence(locks)];
    const heard = vi.fn();
    const stopWatching = there.watch(heard);
    const done = here.announce('p1');
    await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith(new Set(['p1'])));
    done();
    await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith(new Set()));
    stopWatching();
  });

  it('does not tell a tab of its own import', async () => {
    const locks = createLocks();
    const here = createImportPresence(locks);
    const done = here.announce('p1');
    const heard = vi.fn();
    here.watch(heard);
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(new Set()));
    done();
  });

  it('sees an import that began before it looked', async () => {
    const locks = createLocks();
    const done = createImportPresence(locks).announce('');
    const heard = vi.fn();
    createImportPresence(locks).watch(heard);
    await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith(new Set([''])));
    done();
  });
});
