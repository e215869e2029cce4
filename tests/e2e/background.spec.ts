import { expect, test } from '@playwright/test';

test('a periodic sync of the browser reaches the open windows, and no other tag does', async ({ page, baseURL }) => {
  await page.goto('/');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    navigator.serviceWorker.addEventListener('message', ({ data }) => heard.push(data));
  });
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(baseURL!));
      if (own) resolve(own.registrationId);
    }),
  );
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  const sync = (tag: string) =>
    devtools.send('ServiceWorker.dispatchPeriodicSyncEvent', { origin: baseURL!, registrationId, tag });
  await sync('something-else');
  await sync('ptero-refresh');
  const heard = () => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  await expect.poll(heard).toEqual([{ type: 'ptero-refresh' }]);
});
