import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { createTeamCache } from '#data/browser/team-cache.ts';

describe('what was last seen of workspaces', () => {
  it('is each person’s own, forgotten by what its key begins with, and wiped altogether', async () => {
    const cache = createTeamCache('one');
    await cache.put('ada', 'w1/members', [1]);
    await cache.put('ada', 'w1/scenarios', [2]);
    await cache.put('ada', 'w10/members', [3]);
    await cache.put('bob', 'w1/members', [4]);
    expect(await cache.get('ada', 'w1/members')).toEqual([1]);
    expect(await cache.get('cleo', 'w1/members')).toBeNull();
    await cache.forget('ada', 'w1/');
    expect(await cache.get('ada', 'w1/scenarios')).toBeNull();
    expect(await cache.get('ada', 'w10/members')).toEqual([3]);
    expect(await cache.get('bob', 'w1/members')).toEqual([4]);
    await cache.wipe();
    expect(await cache.get('bob', 'w1/members')).toBeNull();
  });

  it('fails nothing where the browser gives no database', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new Error('denied');
    });
    const cache = createTeamCache('denied');
    await expect(cache.put('ada', 'x', 1)).resolves.toBeUndefined();
    await expect(cache.get('ada', 'x')).resolves.toBeNull();
    await expect(cache.wipe()).resolves.toBeUndefined();
    vi.restoreAllMocks();
  });
});
