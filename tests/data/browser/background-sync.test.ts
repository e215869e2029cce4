import { describe, expect, it, vi } from 'vitest';
import { createBackgroundSync } from '#data/browser/background-sync.ts';

/** What a page has of its service worker; `periodicSync` where the browser offers it. */
const containerWith = (registration: object | undefined) =>
  Object.assign(new EventTarget(), {
    getRegistration: async () => registration as ServiceWorkerRegistration | undefined,
  }) as unknown as ServiceWorkerContainer & EventTarget;
const said = (data: unknown) => new MessageEvent('message', { data });

describe('waking by the browser', () => {
  it('is asked for twice a day, where the browser offers it', async () => {
    const register = vi.fn(async () => undefined);
    expect(await createBackgroundSync(containerWith({ periodicSync: { register } })).register()).toBe(true);
    expect(register).toHaveBeenCalledExactlyOnceWith('ptero-refresh', { minInterval: 12 * 3_600_000 });
  });

  it.each([
    ['has none for this page', containerWith(undefined)],
    ['does not offer it', containerWith({})],
    [
      'does not allow it',
      containerWith({ periodicSync: { register: () => Promise.reject(new DOMException('no', 'NotAllowedError')) } }),
    ],
  ])('is none where the browser %s', async (_what, container) => {
    expect(await createBackgroundSync(container).register()).toBe(false);
  });

  it('is none where the browser has no service workers', async () => {
    vi.stubGlobal('navigator', {});
    expect(await createBackgroundSync().register()).toBe(false);
    createBackgroundSync().onDue(() => undefined)();
    vi.unstubAllGlobals();
  });

  it('is told to who listens, until they stop, and no other message is', () => {
    const container = containerWith({});
    const heard = vi.fn();
    const stop = createBackgroundSync(container).onDue(heard);
    for (const data of [null, 'ptero-refresh', { type: 'SKIP_WAITING' }]) container.dispatchEvent(said(data));
    expect(heard).not.toHaveBeenCalled();
    container.dispatchEvent(said({ type: 'ptero-refresh' }));
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    container.dispatchEvent(said({ type: 'ptero-refresh' }));
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
