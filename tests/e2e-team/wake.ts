import type { Page } from '@playwright/test';

interface Registered {
  readonly registrations: readonly {
    readonly registrationId: string;
    readonly scopeURL: string;
    readonly isDeleted: boolean;
  }[];
}

/** Does what the browser does when its schedule says so: fires `periodicsync` in the page's service worker. */
export async function fireRefresh(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  const { origin } = new URL(page.url());
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }: Registered) => {
      const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${origin}/` && !isDeleted);
      if (own) resolve(own.registrationId);
    }),
  );
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  await devtools.send('ServiceWorker.dispatchPeriodicSyncEvent', { origin, registrationId, tag: 'ptero-refresh' });
  await devtools.detach();
}
