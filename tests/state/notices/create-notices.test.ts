import { createRoot } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SystemNotices } from '#contract/notices.ts';
import { createNotices } from '#state/notices/create-notices.ts';
import { createMemoryStore } from '#tests/ui/fakes/clients.ts';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

function make(
  local = createMemoryStore(),
  answers: Partial<{ held: 'default' | 'granted' | 'denied'; asked: 'granted' | 'denied'; seen: boolean }> = {},
) {
  let held: 'default' | 'granted' | 'denied' = answers.held ?? 'default';
  const shown: string[] = [];
  const system: SystemNotices = {
    permission: () => held,
    ask: async () => (held = answers.asked ?? 'granted'),
    isSeen: () => answers.seen ?? false,
    show: (title) => void shown.push(title),
  };
  let id = 0;
  const notices = createRoot((stop) => {
    stops.push(stop);
    return createNotices({ local, system, now: () => 1000 + id, newId: () => `n${++id}` });
  });
  return { notices, shown, local };
}
const ready = { kind: 'data-ready', title: 'The data of Shop are here', words: 'All of it.', path: '/data' } as const;

describe('notices', () => {
  it('are kept, newest first, and known as read when they were', async () => {
    const { notices, local } = make();
    notices.add(ready);
    notices.add({ ...ready, kind: 'results-ready', path: '/' });
    expect(notices.list().map(({ kind }) => kind)).toEqual(['results-ready', 'data-ready']);
    expect(notices.unread()).toBe(2);
    notices.readAll();
    await vi.waitFor(async () => expect(await local.setting('notices')).toHaveLength(2));
    const again = make(local).notices;
    await vi.waitFor(() => expect(again.list()).toHaveLength(2));
    expect(again.unread()).toBe(0);
    again.clear();
    await vi.waitFor(async () => expect(await local.setting('notices')).toEqual([]));
  });

  it('say the same thing once until it was read', () => {
    const { notices } = make();
    notices.add(ready);
    notices.add(ready);
    expect(notices.list()).toHaveLength(1);
    notices.readAll();
    notices.add(ready);
    expect(notices.list()).toHaveLength(2);
  });

  it('are fifty at most', () => {
    const { notices } = make();
    for (let at = 0; at < 60; at += 1) notices.add({ ...ready, path: `/scenario/${at}` });
    expect(notices.list()).toHaveLength(50);
    expect(notices.list()[0]?.path).toBe('/scenario/59');
  });

  it('are shown by the computer only when that was allowed, and Ptero is out of sight', async () => {
    const { notices, shown } = make();
    notices.add(ready);
    expect(shown).toEqual([]);
    expect(await notices.setSystem(true)).toBe(true);
    notices.add({ ...ready, path: '/a' });
    expect(shown).toEqual([ready.title]);
    await notices.setSystem(false);
    notices.add({ ...ready, path: '/b' });
    expect(shown).toHaveLength(1);
    const inSight = make(createMemoryStore(), { held: 'granted', seen: true });
    await inSight.notices.setSystem(true);
    inSight.notices.add(ready);
    expect(inSight.shown).toEqual([]);
  });

  it('stay in the list when the browser refuses', async () => {
    const { notices } = make(createMemoryStore(), { asked: 'denied' });
    expect(await notices.setSystem(true)).toBe(false);
    expect([notices.permission(), notices.choices().system]).toEqual(['denied', false]);
  });

  it('of another tab are shown here', async () => {
    const local = createMemoryStore();
    const [one, two] = [make(local).notices, make(local).notices];
    one.add(ready);
    await vi.waitFor(async () => expect(await local.setting('notices')).toHaveLength(1));
    local.change();
    await vi.waitFor(() => expect(two.list()).toHaveLength(1));
  });
});
