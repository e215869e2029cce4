import { describe, expect, it } from 'vitest';
import type { StoreApi } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createStoreClient } from '#data/store-client.ts';

const never = new Promise<never>(() => {});
const storeWith = (part: Partial<StoreApi>) => part as StoreApi;
const persist = async () => true;

describe('the store client', () => {
  it('gives the value of a reply and passes the arguments on', async () => {
    const asked: unknown[] = [];
    const store = storeWith({
      propertyValues: async (...args) => {
        asked.push(args);
        return { ok: true, value: [] };
      },
    });
    expect(await createStoreClient({ store, failed: never, persist }).propertyValues('p', 'plan', null, 5)).toEqual([]);
    expect(asked).toEqual([['p', 'plan', null, 5]]);
  });

  it('rejects with the code, words and details of a failed reply', async () => {
    const error = { code: 'store/damaged', message: 'broken', details: { file: 'events-1.bin' } } as const;
    const client = createStoreClient({
      store: storeWith({ catalogue: async () => ({ ok: false, error }) }),
      failed: never,
      persist,
    });
    const failure = await client.catalogue('p').catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(PteroError);
    expect(failure).toMatchObject(error);
  });

  it('does not wait for ever for a worker that could not start', async () => {
    const failed = Promise.reject(new PteroError({ code: 'store/unavailable', message: 'no worker' }));
    const client = createStoreClient({ store: storeWith({ projects: () => never }), failed, persist });
    await expect(client.projects()).rejects.toMatchObject({ code: 'store/unavailable' });
  });

  it('asks the browser to keep what is stored', async () => {
    expect(await createStoreClient({ store: storeWith({}), failed: never, persist }).persist()).toBe(true);
  });
});
