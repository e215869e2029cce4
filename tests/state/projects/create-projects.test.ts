import { createRoot } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import type { StoreClient } from '#contract/clients.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createProjects } from '#state/projects/create-projects.ts';
import { createFakeStore, createMemoryStore, definition, NOON, project } from '#tests/ui/fakes/clients.ts';

function setUp({
  list = [project(), project({ id: 'p2', name: 'Other', updatedAt: NOON + 1 })],
  local = createMemoryStore(),
  patch = {} as Partial<StoreClient>,
} = {}) {
  const store = { ...createFakeStore(list), ...patch };
  const hints = new Map<string, string>();
  let tell: (ids: ReadonlySet<string>) => void = () => undefined;
  const presence = {
    watch(listener: (ids: ReadonlySet<string>) => void) {
      tell = listener;
      return () => undefined;
    },
  };
  const removed = vi.fn();
  const projects = createRoot(() =>
    createProjects({ store, local, presence, hints: { set: (key, value) => void hints.set(key, value) }, removed }),
  );
  return { projects, local, list, hints, removed, tell: (ids: string[]) => tell(new Set(ids)) };
}

describe('projects', () => {
  it('is undefined while loading, then shows the newest with its catalogue and the storage', async () => {
    const { projects, hints } = setUp();
    expect(projects.list()).toBeUndefined();
    await vi.waitFor(() => expect(projects.catalogue()?.projectId).toBe('p2'));
    expect(projects.current()?.name).toBe('Other');
    expect(projects.storage()).toMatchObject({ persisted: false });
    expect(hints.get('ptero-projects')).toBe('2');
  });

  it('remembers the chosen project', async () => {
    const local = createMemoryStore();
    const first = setUp({ local });
    await vi.waitFor(() => expect(first.projects.list()).toBeDefined());
    first.projects.select('p1');
    await vi.waitFor(() => expect(first.projects.catalogue()?.projectId).toBe('p1'));
    const second = setUp({ local });
    await vi.waitFor(() => expect(second.projects.current()?.id).toBe('p1'));
  });

  it('removes a project with its scenarios, and no other’s', async () => {
    const { projects, local, removed } = setUp();
    removed.mockImplementation(() => expect(local.kept.size).toBe(2));
    const scenario = {
      id: 'a',
      projectId: 'p1',
      name: null,
      definition: definition('A', 'B'),
      colour: 'blue' as const,
      pinned: false,
      createdAt: 0,
      openedAt: 0,
      suggestedBecause: null,
    };
    await local.putScenario(scenario);
    await local.putScenario({ ...scenario, id: 'b', projectId: 'p2' });
    await projects.remove('p1');
    expect(removed.mock.calls).toEqual([['p1']]);
    expect(projects.list()?.map((one) => one.id)).toEqual(['p2']);
    expect([...local.kept.keys()]).toEqual(['b']);
  });

  it('asks no catalogue of a damaged project', async () => {
    const catalogue = vi.fn();
    const { projects } = setUp({ list: [project({ health: 'damaged', damage: 'checksum' })], patch: { catalogue } });
    await vi.waitFor(() => expect(projects.storage()).toBeDefined());
    expect(catalogue).not.toHaveBeenCalled();
  });

  it('shows an empty list and the reason when the store cannot be had', async () => {
    const { projects } = setUp({
      patch: { projects: () => Promise.reject(new PteroError({ code: 'store/unavailable', message: 'x' })) },
    });
    await vi.waitFor(() => expect(projects.list()).toEqual([]));
    expect(projects.error()).toMatchObject({ code: 'store/unavailable' });
  });

  it('looks again when another tab has finished its import', async () => {
    const { projects, list, tell } = setUp();
    await vi.waitFor(() => expect(projects.list()).toHaveLength(2));
    tell(['p1']);
    expect(projects.busyElsewhere().has('p1')).toBe(true);
    list.push(project({ id: 'p3' }));
    tell([]);
    await vi.waitFor(() => expect(projects.list()).toHaveLength(3));
  });

  it('knows that the browser agreed to keep the data', async () => {
    const { projects } = setUp();
    await expect(projects.persist()).resolves.toBe(true);
    expect(projects.storage()?.persisted).toBe(true);
  });
});
