import { describe, expect, it } from 'vitest';
import type { StoreApi } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createStoreClient } from '#data/store-client.ts';

const never = new Promise<never>(() => {});
const storeWith = (part: Partial<StoreApi>) => part as StoreApi;
const persist = async () => true;
const clientOf = (store: StoreApi, failed: Promise<never> = never) =>
  createStoreClient({ start: () => ({ store, failed, end: () => {} }), persist });

describe('the store client', () => {
  it('gives the value of a reply and passes the arguments on', async () => {
    const asked: unknown[] = [];
    const store = storeWith({
      propertyValues: async (...args) => {
        asked.push(args);
        return { ok: true, value: [] };
      },
    });
    expect(await clientOf(store).propertyValues('p', 'plan', null, 5)).toEqual([]);
    expect(asked).toEqual([['p', 'plan', null, 5]]);
  });

  it('rejects with the code, words and details of a failed reply', async () => {
    const error = { code: 'store/damaged', message: 'broken', details: { file: 'events-1.bin' } } as const;
    const client = clientOf(storeWith({ catalogue: async () => ({ ok: false, error }) }));
    const failure = await client.catalogue('p').catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(PteroError);
    expect(failure).toMatchObject(error);
  });

  it('does not wait for ever for a worker that could not start', async () => {
    const failed = Promise.reject(new PteroError({ code: 'store/unavailable', message: 'no worker' }));
    const client = clientOf(storeWith({ projects: () => never }), failed);
    await expect(client.projects()).rejects.toMatchObject({ code: 'store/unavailable' });
  });

  it('starts another worker after one that failed, and ends that', async () => {
    const ended: number[] = [];
    let started = 0;
    const client = createStoreClient({
      start: () => {
        const number = ++started;
        const gone = new PteroError({ code: 'worker/ended', message: 'gone' });
        return number === 1
          ? { store: storeWith({ projects: () => never }), failed: Promise.reject(gone), end: () => ended.push(number) }
          : { store: storeWith({ projects: async () => ({ ok: true, value: [] }) }), failed: never, end: () => {} };
      },
      persist,
    });
    await expect(client.projects()).rejects.toMatchObject({ code: 'worker/ended' });
    expect(await client.projects()).toEqual([]);
    expect(await client.projects()).toEqual([]);
    expect([started, ended]).toEqual([2, [1]]);
  });

  it('asks the browser to keep what is stored', async () => {
    expect(await clientOf(storeWith({})).persist()).toBe(true);
  });
});
