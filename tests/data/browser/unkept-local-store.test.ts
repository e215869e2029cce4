import { describe, expect, it } from 'vitest';
import { createUnkeptLocalStore } from '#data/browser/unkept-local-store.ts';
import { definition, NOON, result } from '#tests/ui/fakes/clients.ts';

const scenario = {
  id: 'a',
  projectId: 'p1',
  name: null,
  definition: definition('Sign Up', 'Start Plan'),
  colour: 'blue' as const,
  pinned: false,
  createdAt: NOON,
  openedAt: NOON,
  suggestedBecause: null,
};

describe('a local store that keeps nothing', () => {
  it('gives back what was put until it is removed, and what is changed later stays outside', async () => {
    const store = createUnkeptLocalStore();
    const own = { ...scenario };
    await store.putScenario(own);
    await store.putResult({ scenarioId: 'a', result: result(scenario.definition) });
    own.pinned = true;
    expect(await store.scenarios()).toEqual([scenario]);
    expect(await store.result('a')).toEqual(result(scenario.definition));
    await store.removeScenario('a');
    expect(await store.scenarios()).toEqual([]);
    expect(await store.results()).toEqual([]);
  });

  it('is another one in each window', async () => {
    await createUnkeptLocalStore().putSetting('theme', 'dark');
    expect(await createUnkeptLocalStore().setting('theme')).toBeNull();
  });
});
