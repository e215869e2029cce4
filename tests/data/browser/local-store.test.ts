import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLocalStore } from '#data/browser/local-store.ts';
import { definition, NOON, result } from '#tests/ui/fakes/clients.ts';

const scenario = (id: string) => ({
  id,
  projectId: 'p1',
  name: null,
  definition: definition('Sign Up', 'Start Plan'),
  colour: 'blue' as const,
  pinned: false,
  createdAt: NOON,
  openedAt: NOON,
  suggestedBecause: null,
});
let databases = 0;
const fresh = () => createLocalStore(`test-${(databases += 1)}`);

afterEach(() => vi.unstubAllGlobals());

describe('local store', () => {
  it('gives back what was put, and puts the same scenario once', async () => {
    const store = fresh();
    await store.putScenario(scenario('a'));
    await store.putScenario({ ...scenario('a'), pinned: true });
    expect(await store.scenarios()).toEqual([{ ...scenario('a'), pinned: true }]);
  });

  it('removes a scenario together with its result', async () => {
    const store = fresh();
    await store.putScenario(scenario('a'));
    await store.putResult({ scenarioId: 'a', result: result(scenario('a').definition) });
    await store.removeScenario('a');
    expect(await store.scenarios()).toEqual([]);
    expect(await store.result('a')).toBeNull();
    expect(await store.results()).toEqual([]);
  });

  it('says null for a setting that was never put', async () => {
    const store = fresh();
    expect(await store.setting('appearance')).toBeNull();
    await store.putSetting('appearance', { theme: 'dark' });
    expect(await store.setting('appearance')).toEqual({ theme: 'dark' });
  });

  it('survives being opened again', async () => {
    await createLocalStore('again').putScenario(scenario('a'));
    expect(await createLocalStore('again').scenarios()).toHaveLength(1);
  });

  it('tells another tab of a change, and stops when asked', async () => {
    const [here, there] = [createLocalStore('shared'), createLocalStore('shared')];
    const heard = vi.fn();
    const stop = there.onChange(heard);
    await here.putScenario(scenario('a'));
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
    stop();
    const after = vi.fn();
    there.onChange(after);
    await here.putScenario(scenario('b'));
    await vi.waitFor(() => expect(after).toHaveBeenCalledOnce());
    expect(heard).toHaveBeenCalledOnce();
  });

  it('opens again after it made way for another tab', async () => {
    const store = createLocalStore('made-way');
    await store.putScenario(scenario('a'));
    await deleteDB('made-way');
    expect(await store.scenarios()).toEqual([]);
  });

  it('says store/unavailable where the browser gives no database, and works once it does', async () => {
    const store = fresh();
    const real = indexedDB.open.bind(indexedDB);
    const denied = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    await expect(store.scenarios()).rejects.toMatchObject({ code: 'store/unavailable' });
    denied.mockImplementation(real);
    expect(await store.scenarios()).toEqual([]);
  });
});
