import { wrap } from 'comlink';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoreClient } from '#contract/clients.ts';
import { startStore } from '#data/workers/start-store.ts';
import type { TestEvent } from '../../workers/store/batches.ts';
import type { Importer } from '../../workers/store/opfs-worker.ts';

const events: TestEvent[] = Array.from({ length: 300 }, (_, i) => ({
  event: i % 3 === 0 ? 'Buy' : 'Open',
  user: `u${i % 7}`,
  time: 1_700_000_000_000 + i * 3_600_000,
  id: `${i}`,
  properties: { plan: i % 2 ? 'Pro' : 'free', seats: i % 5 },
}));

let store: StoreClient;
let projectId: string;
let worker: Worker;

beforeAll(async () => {
  worker = new Worker(new URL('../../workers/store/opfs-worker.ts', import.meta.url), { type: 'module' });
  const outcome = await wrap<Importer>(worker).run(events, null);
  if (!outcome.ok) throw new Error(outcome.error.message);
  ({ projectId } = outcome.value);
  store = startStore();
});

afterAll(async () => {
  await store.remove(projectId);
  worker.terminate();
});

const fetched = () => performance.getEntriesByType('resource').some(({ name }) => name.includes('duckdb-eh'));

describe('DuckDB in a real browser', () => {
  it('is not needed to list projects and read the catalogue', async () => {
    expect((await store.projects()).map(({ id }) => id)).toContain(projectId);
    expect((await store.catalogue(projectId)).events.map(({ name, count }) => [name, count])).toEqual([
      ['Open', 200],
      ['Buy', 100],
    ]);
    expect(fetched()).toBe(false);
  });

  it('answers filters, values and days from the stored events', async () => {
    const filters = [
      { property: 'plan', operator: 'is', values: ['Pro'] },
      { property: 'seats', operator: 'greater', values: [2] },
    ] as const;
    const expected = events.flatMap(({ event, properties }, row) =>
      event === 'Buy' && properties!.plan === 'Pro' && Number(properties!.seats) > 2 ? [row] : [],
    );
    expect([...(await store.matchRows(projectId, ['Buy'], filters)).rows]).toEqual(expected);
    expect(await store.propertyValues(projectId, 'plan', null, 1)).toMatchObject([{ kind: 'string', count: 150 }]);
    const days = await store.days(projectId, null);
    expect(days.reduce((sum, day) => sum + day.events, 0)).toBe(300);
  });
});
