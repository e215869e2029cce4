import { createRoot } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createFakeApp, type FakeAppOptions } from '#tests/ui/fakes/fake-app.ts';
import { definition, event } from '#tests/ui/fakes/clients.ts';

const events = [event('Sign Up', 500), event('signup', 300), event('Start Plan', 100), event('Share', 50)];

async function setUp(options: FakeAppOptions = {}) {
  const fake = createRoot(() => createFakeApp({ catalogue: { events }, ...options }));
  await vi.waitFor(() => expect(fake.app.eventNames.listed()).toBeDefined());
  await vi.waitFor(() => expect(fake.app.scenarios.list()).toBeDefined());
  return {
    ...fake,
    names: fake.app.eventNames,
    seen: () => fake.app.projects.catalogue()?.events.map(({ name }) => name),
  };
}

describe('names of events', () => {
  it('takes hidden events out of the catalogue but lists them', async () => {
    const { names, seen } = await setUp();
    const undo = await names.hide(['Share']);
    expect(seen()).toEqual(['Sign Up', 'signup', 'Start Plan']);
    expect(names.listed()?.find(({ name }) => name === 'Share')?.hidden).toBe(true);
    await undo();
    expect(seen()).toContain('Share');
  });

  it('shows merged events once, with the counts of the store, and asks the store about all members', async () => {
    const { app, names, seen, store } = await setUp();
    const propertiesOf = vi.spyOn(store, 'propertiesOf');
    await names.merge('Joined', ['Sign Up', 'signup']);
    await vi.waitFor(() => expect(seen()).toEqual(['Joined', 'Start Plan', 'Share']));
    expect(names.listed()?.[0]).toMatchObject({
      name: 'Joined',
      users: 800,
      members: [{ name: 'Sign Up' }, { name: 'signup' }],
    });
    await app.store.propertiesOf('p1', 'Joined');
    expect(propertiesOf.mock.calls).toEqual([['p1', ['Sign Up', 'signup', 'Joined']]]);
  });

  it('redraws only what changed', async () => {
    const { names } = await setUp();
    const before = names.listed();
    await names.hide(['Share']);
    expect(names.listed()?.slice(0, 3)).toEqual(before?.slice(0, 3));
    expect(names.listed()?.[0]).toBe(before?.[0]);
    expect(names.listed()?.[3]).not.toBe(before?.[3]);
  });

  it('keeps them per project, follows other tabs, and forgets them with the project', async () => {
    const { app, names, local, projects } = await setUp();
    await names.hide(['Share']);
    expect(await local.setting('event-names:p1')).toEqual({ hidden: ['Share'], merged: [] });
    await local.putSetting('event-names:p1', { hidden: ['signup'], merged: [] });
    local.change();
    await vi.waitFor(() => expect(names.of('p1')?.hidden).toEqual(['signup']));
    await app.projects.remove('p1');
    expect(projects).toHaveLength(0);
    expect(await local.setting('event-names:p1')).toBeNull();
  });

  it('takes a change back that cannot be kept, and says why', async () => {
    const { names, local, seen } = await setUp();
    vi.spyOn(local, 'putSetting').mockRejectedValueOnce(new PteroError({ code: 'store/unavailable', message: 'x' }));
    await expect(names.hide(['Share'])).rejects.toMatchObject({ code: 'store/unavailable' });
    expect(seen()).toContain('Share');
  });

  it('refuses a merge under the name of another event', async () => {
    const { names } = await setUp();
    expect(names.problem('Share', ['Sign Up', 'signup'])?.field).toBe('name');
    await expect(names.merge('Share', ['Sign Up', 'signup'])).rejects.toMatchObject({ code: 'input/invalid' });
    expect(names.of('p1')?.merged).toEqual([]);
  });

  it('lets scenarios follow when a name that only a merge had is gone', async () => {
    const { app, names } = await setUp();
    await names.merge('Joined', ['signup', 'Sign Up']);
    await vi.waitFor(() => expect(app.projects.catalogue()?.events[0]?.name).toBe('Joined'));
    const { id } = await app.scenarios.create(definition('Joined', 'Start Plan'));
    const undo = await names.rename('Joined', 'Registered');
    expect(app.scenarios.byId(id)?.definition.start.event).toBe('Registered');
    await undo();
    expect(app.scenarios.byId(id)?.definition.start.event).toBe('Joined');
    await names.unmerge('Joined');
    expect(app.scenarios.byId(id)?.definition.start.event).toBe('Sign Up');
  });

  it('starts no analysis by itself', async () => {
    const { names, analysis, seen } = await setUp({
      suggestions: [{ definition: definition('Sign Up', 'Start Plan'), colour: 'blue', because: 'x' }],
    });
    await vi.waitFor(() => expect(analysis.runs).toHaveLength(1));
    await names.merge('Sign Up', ['Sign Up', 'signup']);
    await vi.waitFor(() => expect(seen()).toHaveLength(3));
    expect(analysis.runs).toHaveLength(1);
  });
});
