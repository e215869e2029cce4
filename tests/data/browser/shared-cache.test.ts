import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SeenWorkspace } from '#contract/shared.ts';
import type { SharedChange } from '#core/sharing/shared-change.ts';
import { createSharedCache } from '#data/browser/shared-cache.ts';
import { shared } from '#tests/core/sharing/two-people.ts';
import { definition, result } from '#tests/ui/fakes/clients.ts';

let databases = 0;
const name = () => `shared-test-${(databases += 1)}`;
const seen: SeenWorkspace = { scenarios: [shared('s')], projects: [{ id: 'p', name: 'App' }], isAll: true, seenAt: 7 };
const answer = { result: result(definition('A', 'B')), previous: null };
const change = (id: string, more: Partial<SharedChange> = {}): SharedChange => ({
  id,
  scenarioId: 's',
  title: 'A → B',
  deed: { kind: 'delete' },
  tried: false,
  ...more,
});

afterEach(() => vi.unstubAllGlobals());

describe('shared cache', () => {
  it('gives back what was last seen and opened, to the person and for the workspace it is of', async () => {
    const cache = createSharedCache(name());
    await cache.putSeen('ada', 'w', seen);
    await cache.putAnswer('ada', 'w', 's', answer);
    expect(await cache.seen('ada', 'w')).toEqual(seen);
    expect(await cache.answer('ada', 'w', 's')).toEqual(answer);
    expect(await cache.seen('bob', 'w')).toBeNull();
    expect(await cache.seen('ada', 'v')).toBeNull();
    expect(await cache.answer('bob', 'w', 's')).toBeNull();
  });

  it('keeps what waits in the order in which it was put, one of an id', async () => {
    const [at, other] = [createSharedCache(name()), 'v'];
    for (const id of ['z', 'a', 'm']) await at.putChange('ada', 'w', change(id));
    await at.putChange('ada', other, change('elsewhere'));
    await at.putChange('ada', 'w', change('a', { tried: true }));
    expect((await at.changes('ada', 'w')).map(({ id, tried }) => [id, tried])).toEqual([
      ['z', false],
      ['a', true],
      ['m', false],
    ]);
    await at.dropChanges(['z', 'not there']);
    expect((await at.changes('ada', 'w')).map(({ id }) => id)).toEqual(['a', 'm']);
  });

  it('forgets one workspace of one person and nothing else', async () => {
    const cache = createSharedCache(name());
    for (const [who, where] of [
      ['ada', 'w'],
      ['ada', 'v'],
      ['bob', 'w'],
    ] as const) {
      await cache.putSeen(who, where, seen);
      await cache.putAnswer(who, where, 's', answer);
      await cache.putChange(who, where, change(`${who}-${where}`));
    }
    await cache.forget('ada', 'w');
    expect(await cache.seen('ada', 'w')).toBeNull();
    expect(await cache.answer('ada', 'w', 's')).toBeNull();
    expect(await cache.changes('ada', 'w')).toEqual([]);
    for (const [who, where] of [
      ['ada', 'v'],
      ['bob', 'w'],
    ] as const) {
      expect(await cache.seen(who, where)).toEqual(seen);
      expect(await cache.answer(who, where, 's')).toEqual(answer);
      expect(await cache.changes(who, where)).toHaveLength(1);
    }
  });

  it('wipes everything of everybody', async () => {
    const cache = createSharedCache(name());
    await cache.putSeen('ada', 'w', seen);
    await cache.putAnswer('ada', 'w', 's', answer);
    await cache.putChange('ada', 'w', change('c'));
    await cache.wipe();
    expect([await cache.seen('ada', 'w'), await cache.answer('ada', 'w', 's')]).toEqual([null, null]);
    expect(await cache.changes('ada', 'w')).toEqual([]);
  });

  it('tells the other tabs that something waits', async () => {
    const database = name();
    const [one, two] = [createSharedCache(database), createSharedCache(database)];
    const heard = vi.fn<() => void>();
    const stop = two.onChange(heard);
    await one.putChange('ada', 'w', change('c'));
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
    stop();
  });

  it('keeps nothing and fails nothing where the browser gives no database', async () => {
    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const cache = createSharedCache(name());
    await cache.putSeen('ada', 'w', seen);
    await cache.putChange('ada', 'w', change('c'));
    expect(await cache.seen('ada', 'w')).toBeNull();
    expect(await cache.changes('ada', 'w')).toEqual([]);
    await cache.wipe();
  });
});
