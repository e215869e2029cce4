import { describe, expect, it, vi } from 'vitest';
import { createUpdates, type ServiceWorkerPort } from '#app/register-service-worker.ts';

type Listener = (event: { isUpdate?: boolean; isExternal?: boolean }) => void;

function fakeWorker(registration: Promise<unknown> = Promise.resolve(undefined)) {
  const listeners = new Map<string, Listener>();
  const messageSkipWaiting = vi.fn();
  const port = {
    addEventListener: (type: string, listener: Listener) => void listeners.set(type, listener),
    register: () => registration,
    messageSkipWaiting,
  } as unknown as ServiceWorkerPort;
  return { port, messageSkipWaiting, send: (type: string, event = {}) => listeners.get(type)?.(event) };
}

describe('createUpdates', () => {
  it('offers an update and changes nothing by itself', () => {
    const worker = fakeWorker();
    const reload = vi.fn();
    const updates = createUpdates(worker.port, reload);
    expect(updates.updateReady()).toBe(false);

    worker.send('waiting');
    expect(updates.updateReady()).toBe(true);
    expect(worker.messageSkipWaiting).not.toHaveBeenCalled();
    expect(reload).not.toHaveBeenCalled();
  });

  it('switches when asked, and reloads once the new version is in charge', () => {
    const worker = fakeWorker();
    const reload = vi.fn();
    const updates = createUpdates(worker.port, reload);
    worker.send('waiting');

    updates.apply();
    expect(worker.messageSkipWaiting).toHaveBeenCalledOnce();
    expect(reload).not.toHaveBeenCalled();
    worker.send('controlling', { isUpdate: true });
    expect(reload).toHaveBeenCalledOnce();
  });

  it('does not reload a tab that did not ask, and offers to', () => {
    const worker = fakeWorker();
    const reload = vi.fn();
    const updates = createUpdates(worker.port, reload);
    worker.send('controlling', { isExternal: true });
    expect(reload).not.toHaveBeenCalled();
    expect(updates.updateReady()).toBe(true);

    updates.apply();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('does not take the first installation for an update', () => {
    const worker = fakeWorker();
    const updates = createUpdates(worker.port, vi.fn());
    worker.send('controlling', { isUpdate: false });
    expect(updates.updateReady()).toBe(false);
  });

  it('says when everything is kept for offline use', () => {
    const worker = fakeWorker();
    const updates = createUpdates(worker.port, vi.fn());
    expect(updates.offlineReady()).toBe(false);
    worker.send('activated');
    expect(updates.offlineReady()).toBe(true);
  });

  it('knows at a later visit that everything is kept already', async () => {
    const registration = Promise.resolve({ active: {} });
    const updates = createUpdates(fakeWorker(registration).port, vi.fn());
    await registration;
    expect(updates.offlineReady()).toBe(true);
  });

  it('lives without a service worker', async () => {
    const refused = Promise.reject(new Error('not allowed'));
    const updates = createUpdates(fakeWorker(refused).port, vi.fn());
    await refused.catch(() => undefined);
    expect(updates.offlineReady()).toBe(false);
    const reload = vi.fn();
    createUpdates(null, reload).apply();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('says when a part of the app did not come, and reloads on the reader’s word', () => {
    const worker = fakeWorker();
    const [reload, page] = [vi.fn(), new EventTarget()];
    const updates = createUpdates(worker.port, reload, page);
    expect(updates.partMissing()).toBe(false);
    page.dispatchEvent(new Event('vite:preloadError'));
    expect(updates.partMissing()).toBe(true);
    expect(reload).not.toHaveBeenCalled();

    updates.apply();
    expect(worker.messageSkipWaiting).not.toHaveBeenCalled();
    expect(reload).toHaveBeenCalledOnce();
  });
});
