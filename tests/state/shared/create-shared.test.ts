import 'fake-indexeddb/auto';
import { createRoot, createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SharedCache } from '#contract/shared.ts';
import type { ProjectSummary } from '#contract/store.ts';
import { noEventNames } from '#core/scenario/event-names.ts';
import { createSharedCache } from '#data/browser/shared-cache.ts';
import { createScenarios } from '#state/scenarios/create-scenarios.ts';
import { createShared } from '#state/shared/create-shared.ts';
import { shared } from '#tests/core/sharing/two-people.ts';
import { createFakeAnalysis, createMemoryStore, definition, NOON, project, result } from '#tests/ui/fakes/clients.ts';
import { createSharedServer } from '../fakes/shared-server.ts';

/** As long as it takes on a busy machine. */
const asked = definition('Sign Up', 'Start Plan');
let made = 0;
let disposers: (() => void)[] = [];
afterEach(() => {
  disposers.forEach((dispose) => dispose());
  disposers = [];
});

function open(
  server: ReturnType<typeof createSharedServer>,
  userId: string,
  options: {
    readonly cache?: SharedCache;
    readonly projects?: ProjectSummary[];
    readonly online?: boolean;
    readonly isReadOnly?: () => boolean;
  } = {},
) {
  return createRoot((dispose) => {
    disposers.push(dispose);
    const tab = server.person(userId);
    if (options.online === false) tab.leave();
    const cache = options.cache ?? createSharedCache(`state-${(made += 1)}`);
    const local = createMemoryStore();
    const projects = options.projects ?? [project()];
    const analysis = createFakeAnalysis();
    const common = {
      analysis: analysis.client,
      local,
      now: () => NOON,
      newId: () => `id-${userId}-${(made += 1)}`,
    };
    const current = () => projects[0] ?? null;
    const [hidden, setHidden] = createSignal<readonly string[]>([]);
    const eventNames = {
      of: () => ({ ...noEventNames, hidden: hidden() }),
      hide: async (events: readonly string[]) => {
        setHidden((all) => [...new Set([...all, ...events])]);
        return async () => undefined;
      },
      unhide: async (events: readonly string[]) => {
        setHidden((all) => all.filter((event) => !events.includes(event)));
        return async () => undefined;
      },
    };
    const localScenarios = createScenarios({
      ...common,
      eventNames: eventNames.of,
      projects: () => projects,
      currentProject: current,
    });
    const state = createShared({
      ...common,
      ...tab,
      cache,
      eventNames,
      localScenarios,
      projects: { list: () => projects, current },
      ...(options.isReadOnly && { isReadOnly: options.isReadOnly }),
    });
    return { ...tab, state, eventNames, hidden, cache, local, localScenarios, analysis, dispose };
  });
}
type Tab = ReturnType<typeof open>;

const list = (tab: Tab) => tab.state.scenarios.list() ?? [];
const only = (tab: Tab) => list(tab)[0];
const settled = (tab: Tab) => vi.waitFor(() => expect(tab.state.waiting()).toBe(0));
const loaded = (tab: Tab) =>
  vi.waitFor(() => {
    expect(tab.state.scenarios.list()).toBeDefined();
    expect(tab.localScenarios.list()).toBeDefined();
    expect(tab.state.seenAt()).toBeNull();
  });
const serverWith = (...ids: readonly string[]) => {
  const server = createSharedServer();
  server.projects.set('p', { id: 'p', name: 'Recipe app' });
  for (const id of ids) server.scenarios.set(id, shared(id, { definition: asked, updatedAt: 10 }));
  return server;
};

describe('the scenarios of a workspace', () => {
  it('show a pin to the other by itself, with who pinned', async () => {
    const server = serverWith('s');
    const [ada, bob] = [open(server, 'ada'), open(server, 'bob')];
    await Promise.all([loaded(ada), loaded(bob)]);
    await bob.state.scenarios.update('s', { pinned: true });
    await vi.waitFor(() => expect(only(ada)?.pinned).toBe(true));
    expect(ada.state.teammate(only(ada)?.shared?.pinnedBy ?? null)).toEqual({
      name: 'Bob',
      picture: null,
      isSelf: false,
    });
    expect(bob.state.teammate(only(bob)?.shared?.pinnedBy ?? null)?.isSelf).toBe(true);
    await settled(bob);
    expect(only(bob)?.shared?.pending).toBe(false);
  });

  it('are made in the project of that name, once for equal questions', async () => {
    const server = serverWith();
    const ada = open(server, 'ada');
    await loaded(ada);
    const one = await ada.state.scenarios.create(asked);
    const two = await ada.state.scenarios.create(asked);
    expect(two.id).toBe(one.id);
    await settled(ada);
    expect([...server.scenarios.values()]).toMatchObject([{ projectId: 'p', createdBy: 'ada', definition: asked }]);
    expect(server.projects.size).toBe(1);
    expect(only(ada)).toMatchObject({ projectId: 'p1', shared: { hasEvents: true, isMine: true } });
  });

  it('make a project in the workspace where none has the name, and keep that it is this one', async () => {
    const server = createSharedServer();
    const ada = open(server, 'ada');
    await loaded(ada);
    await ada.state.scenarios.create(asked);
    await settled(ada);
    expect([...server.projects.values()].map(({ name }) => name)).toEqual(['Recipe app']);
    const [id] = [...server.projects.keys()];
    expect(ada.state.localOf(id ?? '')).toBe('p1');
  });

  it('miss nothing that happens while the last change is being kept', async () => {
    const server = serverWith('s');
    const cache = createSharedCache(`state-${(made += 1)}`);
    let gate = Promise.resolve();
    const bob = open(server, 'bob', {
      cache: {
        ...cache,
        async putSeen(...kept) {
          await gate;
          await cache.putSeen(...kept);
        },
      },
    });
    const ada = open(server, 'ada');
    await Promise.all([loaded(ada), loaded(bob)]);
    let release = () => undefined as void;
    gate = new Promise((resolve) => {
      release = resolve;
    });
    await ada.state.scenarios.update('s', { pinned: true });
    await vi.waitFor(() => expect(only(bob)?.pinned).toBe(true));
    await ada.state.scenarios.update('s', { name: 'Then' });
    await settled(ada);
    release();
    await vi.waitFor(() => expect(only(bob)?.name).toBe('Then'));
  });

  it('stay the same objects while only another changes', async () => {
    const server = serverWith('s', 't');
    const ada = open(server, 'ada');
    await loaded(ada);
    const before = list(ada).find(({ id }) => id === 't');
    await ada.state.scenarios.update('s', { colour: 'red' });
    await settled(ada);
    expect(list(ada).find(({ id }) => id === 't')).toBe(before);
    expect(list(ada).map(({ id }) => id)).toEqual(['s', 't']);
  });

  it('are deleted by who made them and by admins only, with a way back', async () => {
    const server = serverWith('s');
    const [ada, bob] = [open(server, 'ada'), open(server, 'bob')];
    await Promise.all([loaded(ada), loaded(bob)]);
    await expect(bob.state.scenarios.remove('s')).rejects.toMatchObject({ details: { reason: 'team/not-allowed' } });
    await ada.state.scenarios.update('s', { pinned: true, name: 'Kept' });
    const undo = await ada.state.scenarios.remove('s');
    await settled(ada);
    expect(server.scenarios.size).toBe(0);
    await undo();
    await settled(ada);
    expect(server.scenarios.get('s')).toMatchObject({ name: 'Kept', pin: { by: 'ada' } });
  });
});

describe('answers of a team', () => {
  const answer = result(asked, { computedAt: NOON });

  it('that are worked out here are read by a teammate without the events', async () => {
    const server = serverWith('s');
    const ada = open(server, 'ada');
    const bob = open(server, 'bob', { projects: [] });
    await Promise.all([loaded(ada), loaded(bob)]);
    await ada.state.link('p1', 'p');
    ada.state.scenarios.explore('s');
    await vi.waitFor(() => expect(ada.analysis.runs).toHaveLength(1));
    expect(ada.analysis.runs[0]?.arguments.projectId).toBe('p1');
    ada.analysis.runs[0]?.succeed(answer);
    await vi.waitFor(() => expect(only(bob)?.shared?.summary?.conversion.share).toBe(0.143));
    expect(only(bob)?.shared).toMatchObject({ computedBy: 'ada', hasEvents: false });
    expect(bob.state.scenarios.run('s')).toMatchObject({ kind: 'idle', result: null });
    await bob.state.scenarios.update('s', { openedAt: NOON });
    expect(bob.state.scenarios.run('s')).toMatchObject({ kind: 'idle', isLoading: true });
    await vi.waitFor(() =>
      expect(bob.state.scenarios.run('s')).toEqual({ kind: 'idle', result: answer, stale: false }),
    );
  });

  it('say what is missing when they are asked for again where the events are not', async () => {
    const server = serverWith('s');
    const bob = open(server, 'bob', { projects: [] });
    await loaded(bob);
    bob.state.scenarios.explore('s');
    expect(bob.state.scenarios.run('s')).toMatchObject({
      kind: 'failed',
      error: { code: 'team/no-events', details: { project: 'Recipe app' } },
    });
  });

  it('that were opened are there without a network; others say so', async () => {
    const server = serverWith('s', 't');
    const seed = open(server, 'ada');
    await loaded(seed);
    await seed.store.putAnswer('w', 's', { result: answer, previous: null });
    await seed.store.putAnswer('w', 't', { result: answer, previous: null });
    const cache = createSharedCache(`state-${(made += 1)}`);
    const first = open(server, 'bob', { cache });
    await loaded(first);
    await first.state.scenarios.update('s', { openedAt: NOON });
    await vi.waitFor(() => expect(first.state.scenarios.run('s').result).toEqual(answer));
    await vi.waitFor(async () => expect(await cache.answer('bob', 'w', 's')).not.toBeNull());
    first.dispose();

    const later = open(server, 'bob', { cache, online: false });
    await vi.waitFor(() => expect(list(later)).toHaveLength(2));
    expect(later.state.seenAt()).toBe(NOON);
    for (const id of ['s', 't']) await later.state.scenarios.update(id, { openedAt: NOON });
    await vi.waitFor(() => expect(later.state.scenarios.run('s').result).toEqual(answer));
    await vi.waitFor(() =>
      expect(later.state.scenarios.run('t')).toMatchObject({ kind: 'failed', error: { code: 'team/answer-not-here' } }),
    );
  });

  it('that a teammate works out come to who has the question open', async () => {
    const server = serverWith('s');
    const [ada, bob] = [open(server, 'ada'), open(server, 'bob', { projects: [] })];
    await Promise.all([loaded(ada), loaded(bob)]);
    await bob.state.scenarios.update('s', { openedAt: NOON });
    await ada.store.putAnswer('w', 's', { result: answer, previous: null });
    await vi.waitFor(() => expect(bob.state.scenarios.run('s').result).toEqual(answer));
  });

  it('that a teammate worked out anew replace the one that is open', async () => {
    const server = serverWith('s');
    const [ada, bob] = [open(server, 'ada'), open(server, 'bob')];
    await Promise.all([loaded(ada), loaded(bob)]);
    await ada.store.putAnswer('w', 's', { result: answer, previous: null });
    await vi.waitFor(() => expect(only(bob)?.shared?.summary).not.toBeNull());
    await bob.state.scenarios.update('s', { openedAt: NOON });
    await vi.waitFor(() => expect(bob.state.scenarios.run('s').result).toEqual(answer));
    const newer = { ...answer, computedAt: NOON + 5 };
    await ada.store.putAnswer('w', 's', { result: newer, previous: null });
    await vi.waitFor(() => expect(bob.state.scenarios.run('s').result?.computedAt).toBe(NOON + 5));
  });
});

describe('without a network', () => {
  it('changes are shown as pending, survive the tab, and are sent when it is back', async () => {
    const server = serverWith('s');
    const cache = createSharedCache(`state-${(made += 1)}`);
    const first = open(server, 'bob', { cache });
    await loaded(first);
    first.leave();
    await first.state.scenarios.update('s', { name: 'Trial', pinned: true });
    expect(only(first)).toMatchObject({ name: 'Trial', pinned: true, shared: { pending: true } });
    expect(first.state.waiting()).toBe(2);
    first.dispose();

    const later = open(server, 'bob', { cache, online: false });
    await vi.waitFor(() =>
      expect(only(later)).toMatchObject({ name: 'Trial', pinned: true, shared: { pending: true } }),
    );
    expect(server.scenarios.get('s')?.name).toBeNull();
    later.return();
    await settled(later);
    expect(server.scenarios.get('s')).toMatchObject({ name: 'Trial', pin: { by: 'bob' }, updatedBy: 'bob' });
    expect(await cache.changes('bob', 'w')).toEqual([]);
    expect(later.state.told()).toEqual([]);
  });

  it('a change of what another deleted comes to nothing, and is told', async () => {
    const server = serverWith('s');
    const [ada, bob] = [open(server, 'ada'), open(server, 'bob')];
    await Promise.all([loaded(ada), loaded(bob)]);
    bob.leave();
    await bob.state.scenarios.update('s', { name: 'Trial' });
    await ada.state.scenarios.remove('s');
    await settled(ada);
    bob.return();
    await settled(bob);
    expect(bob.state.told()).toEqual([
      'Sign Up → Start Plan was deleted by a teammate meanwhile. Your new name “Trial” came to nothing: deletions win.',
    ]);
    expect(list(bob)).toEqual([]);
    bob.state.dismissTold();
    expect(bob.state.told()).toEqual([]);
  });

  it('the later to reach the server stands, and both see the same', async () => {
    const server = serverWith('s');
    const [ada, bob] = [open(server, 'ada'), open(server, 'bob')];
    await Promise.all([loaded(ada), loaded(bob)]);
    bob.leave();
    await bob.state.scenarios.update('s', { name: 'His' });
    await ada.state.scenarios.update('s', { name: 'Hers' });
    await settled(ada);
    bob.return();
    await settled(bob);
    await vi.waitFor(() => expect(only(ada)?.name).toBe('His'));
    expect(only(bob)?.name).toBe('His');
    // Ada had made the scenario; that she also changed it is seen by the name, not by the time.
    expect(bob.state.told()).toEqual([
      'Ada had changed Sign Up → Start Plan meanwhile. Your new name “His” came later and stands instead of “Hers”.',
    ]);
  });

  it('a lost answer does no harm: the change is sent again and counts once', async () => {
    const server = serverWith('s');
    const bob = open(server, 'bob');
    await loaded(bob);
    bob.loseNextAnswer();
    await bob.state.scenarios.update('s', { name: 'Trial' });
    await vi.waitFor(() => expect(server.scenarios.get('s')?.name).toBe('Trial'));
    await vi.waitFor(() => expect(bob.state.seenAt()).not.toBeNull());
    expect(bob.state.waiting()).toBe(1);
    const at = server.scenarios.get('s')?.updatedAt;
    bob.focus();
    await settled(bob);
    expect(server.scenarios.get('s')?.updatedAt).toBe(at);
    expect(bob.state.told()).toEqual([]);
  });

  it('a fault of the server is tried once more; then the change is undone here and told, and holds up nothing', async () => {
    const server = serverWith('s');
    const bob = open(server, 'bob');
    await loaded(bob);
    bob.fail('backend/failed');
    await bob.state.scenarios.update('s', { colour: 'red' });
    await vi.waitFor(() => expect(bob.state.error()).not.toBeNull());
    expect(only(bob)).toMatchObject({ colour: 'red', shared: { pending: true } });
    bob.focus();
    await settled(bob);
    expect(bob.state.told()).toEqual([
      'Sign Up → Start Plan: your colour red was refused by the server and is undone here.',
    ]);
    expect(only(bob)).toMatchObject({ colour: 'blue', shared: { pending: false } });
    bob.fail(null);
    await bob.state.scenarios.update('s', { colour: 'pink' });
    await settled(bob);
    expect(server.scenarios.get('s')?.colour).toBe('pink');
  });
});

describe('what is kept in this browser', () => {
  const kept = async (cache: SharedCache) => [await cache.seen('bob', 'w'), (await cache.changes('bob', 'w')).length];

  it('is wiped by signing out, changes that wait included', async () => {
    const bob = open(serverWith('s'), 'bob');
    await loaded(bob);
    bob.leave();
    await bob.state.scenarios.update('s', { name: 'x' });
    await vi.waitFor(async () => expect((await kept(bob.cache))[1]).toBe(1));
    await bob.signOut();
    expect(await kept(bob.cache)).toEqual([null, 0]);
    expect(bob.state.scenarios.list()).toBeUndefined();
  });

  it('is wiped before another person signs in here', async () => {
    const bob = open(serverWith('s'), 'bob');
    await loaded(bob);
    await vi.waitFor(async () => expect((await kept(bob.cache))[0]).not.toBeNull());
    await bob.giveTo('ada');
    expect(await kept(bob.cache)).toEqual([null, 0]);
  });

  it('is forgotten when the membership ends', async () => {
    const bob = open(serverWith('s'), 'bob');
    await loaded(bob);
    await vi.waitFor(async () => expect((await kept(bob.cache))[0]).not.toBeNull());
    await bob.lose();
    expect(await kept(bob.cache)).toEqual([null, 0]);
  });

  it('holds the newest of thousands', async () => {
    const server = serverWith();
    for (let at = 0; at < 3000; at += 1) server.scenarios.set(`s${at}`, shared(`s${at}`, { updatedAt: at }));
    const bob = open(server, 'bob');
    await loaded(bob);
    expect([list(bob).length, bob.state.isAll()]).toEqual([200, false]);
    await bob.state.loadAll();
    expect([list(bob).length, bob.state.isAll(), only(bob)?.id]).toEqual([3000, true, 's2999']);
    await vi.waitFor(async () => expect((await bob.cache.seen('bob', 'w'))?.scenarios).toHaveLength(500));
    expect((await bob.cache.seen('bob', 'w'))?.isAll).toBe(false);
  });
});

describe('hidden events of a project', () => {
  it('are hidden for everybody who has its events, and brought back for everybody', async () => {
    const server = serverWith('s');
    const [ada, bob] = [open(server, 'ada'), open(server, 'bob')];
    await Promise.all([loaded(ada), loaded(bob)]);
    await ada.eventNames.hide(['Ping']);
    await ada.state.link('p1', 'p');
    await bob.eventNames.hide(['Zoom']);
    await bob.state.link('p1', 'p');
    await vi.waitFor(() => {
      expect([...ada.hidden()].toSorted()).toEqual(['Ping', 'Zoom']);
      expect([...bob.hidden()].toSorted()).toEqual(['Ping', 'Zoom']);
    });
    bob.leave();
    await bob.eventNames.unhide(['Ping']);
    await ada.eventNames.hide(['Log']);
    bob.return();
    await vi.waitFor(() => {
      expect([...ada.hidden()].toSorted()).toEqual(['Log', 'Zoom']);
      expect([...bob.hidden()].toSorted()).toEqual(['Log', 'Zoom']);
    });
    expect([...(server.hidden.get('p') ?? [])].toSorted()).toEqual(['Log', 'Zoom']);
  });
});

describe('moving scenarios of this browser into the workspace', () => {
  it('takes answers and pins along, and has a way back', async () => {
    const server = createSharedServer();
    const ada = open(server, 'ada');
    await loaded(ada);
    const one = await ada.localScenarios.create(asked);
    const two = await ada.localScenarios.create(definition('Sign Up', 'Invite Friend'));
    await ada.localScenarios.update(one.id, { pinned: true });
    await ada.local.putResult({ scenarioId: one.id, result: result(asked) });
    const progress: number[] = [];
    const back = await ada.state.move([one.id, two.id], ({ done }) => progress.push(done));
    await settled(ada);
    expect(progress).toEqual([0, 1, 2]);
    expect(server.scenarios.get(one.id)).toMatchObject({ pin: { by: 'ada' }, answer: { computedBy: 'ada' } });
    expect(server.scenarios.size).toBe(2);
    expect(ada.localScenarios.list()).toEqual([]);

    await back();
    await settled(ada);
    expect(server.scenarios.size).toBe(0);
    expect(ada.localScenarios.list()).toHaveLength(2);
    await ada.state.move([one.id], () => undefined);
    await settled(ada);
    expect(server.scenarios.has(one.id)).toBe(true);
  });

  it('asks for a network first and then leaves everything where it is', async () => {
    const ada = open(createSharedServer(), 'ada');
    await loaded(ada);
    const one = await ada.localScenarios.create(asked);
    ada.leave();
    await expect(ada.state.move([one.id], () => undefined)).rejects.toMatchObject({
      details: { reason: 'backend/unreachable' },
    });
    expect(ada.localScenarios.byId(one.id)).toBeDefined();
  });
});

describe('in a read-only workspace', () => {
  const refused = { code: 'team/refused', details: { reason: 'plan/read-only' } };
  const changed = (server: ReturnType<typeof createSharedServer>) => JSON.stringify([...server.scenarios]);

  it('nothing new is asked, nothing is deleted, and the server is not even asked', async () => {
    const server = serverWith('s');
    const ada = open(server, 'ada', { isReadOnly: () => true });
    await loaded(ada);
    const before = changed(server);
    const { scenarios } = ada.state;
    await expect(scenarios.create(definition('Sign Up', 'Invite'))).rejects.toMatchObject(refused);
    await expect(scenarios.duplicate('s')).rejects.toMatchObject(refused);
    await expect(scenarios.remove('s')).rejects.toMatchObject(refused);
    const another = { definition: definition('Sign Up', 'Invite') };
    await expect(scenarios.update('s', another)).rejects.toMatchObject(refused);
    const own = await ada.localScenarios.create(asked);
    await expect(ada.state.move([own.id], () => undefined)).rejects.toMatchObject(refused);
    expect(changed(server)).toBe(before);
    expect(ada.state.waiting()).toBe(0);
  });

  it('an answer is not worked out again: said to the reader, silently where Ptero wanted it by itself', async () => {
    const ada = open(serverWith('s'), 'ada', { isReadOnly: () => true });
    await loaded(ada);
    // Its events are here.
    await ada.state.link('p1', 'p');
    ada.state.scenarios.explore('s', { background: true });
    expect(ada.state.scenarios.run('s').kind).toBe('idle');
    ada.state.scenarios.explore('s');
    expect(ada.state.scenarios.run('s')).toMatchObject({ kind: 'failed', error: refused });
    expect(ada.analysis.runs).toHaveLength(0);
  });

  it('an equal question opens the scenario that is there; names, colours and pins change', async () => {
    const server = serverWith('s');
    const ada = open(server, 'ada', { isReadOnly: () => true });
    await loaded(ada);
    expect((await ada.state.scenarios.create(asked)).id).toBe('s');
    await ada.state.scenarios.update('s', { name: 'Paying', colour: 'red', pinned: true, definition: asked });
    await settled(ada);
    expect(server.scenarios.get('s')).toMatchObject({ name: 'Paying', colour: 'red' });
  });

  it('everything works again once it is paid for', async () => {
    const [isReadOnly, setReadOnly] = createSignal(true);
    const ada = open(serverWith('s'), 'ada', { isReadOnly });
    await loaded(ada);
    await ada.state.link('p1', 'p');
    setReadOnly(false);
    ada.state.scenarios.explore('s');
    expect(ada.state.scenarios.run('s').kind).toBe('running');
  });
});
