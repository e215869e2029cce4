import { describe, expect, it } from 'vitest';
import type { StoreApi } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createStoreClient } from '#data/workers/store-client.ts';

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

  it('counts in a worker of its own, which is ended with the answer, and at once when nobody waits for it', async () => {
    const ended: number[] = [];
    let started = 0;
    const facts = { firstDay: 1, lastDay: 0 } as never;
    const client = createStoreClient({
      start: () => {
        const number = (started += 1);
        const usage = async () => ({ ok: true, value: facts }) as const;
        return {
          store: storeWith({
            projects: async () => ({ ok: true, value: [] }),
            usage: number === 3 ? () => never : usage,
          }),
          failed: never,
          end: () => ended.push(number),
        };
      },
      persist,
    });
    expect(await client.usage([], 1)).toBe(facts);
    expect(ended).toEqual([2]);
    const controller = new AbortController();
    const counting = client.usage([], 1, controller.signal);
    await client.projects();
    expect(ended).toEqual([2]);
    controller.abort();
    await expect(counting).rejects.toMatchObject({ code: 'job/cancelled' });
    expect(ended).toEqual([2, 3]);
    await expect(client.rise([], 1, controller.signal)).rejects.toMatchObject({ code: 'job/cancelled' });
    expect([started, ended]).toEqual([3, [2, 3]]);
    expect(await client.projects()).toEqual([]);
  });

  it('asks the browser to keep what is stored', async () => {
    expect(await clientOf(storeWith({})).persist()).toBe(true);
  });
});
