import { createSignal, type Accessor } from 'solid-js';
import { Workbox } from 'workbox-window';

export interface Updates {
  /** True when a newer version is loaded and waits for the user's word. */
  readonly updateReady: Accessor<boolean>;
  /** True once everything needed without a network is kept in this browser. */
  readonly offlineReady: Accessor<boolean>;
  /** True once a part of the app was asked for and did not come: no network, or a newer version has replaced it. */
  readonly partMissing: Accessor<boolean>;
  /** Switches to the waiting version, if one waits, and reloads this page. Other open tabs are asked, not reloaded. */
  apply(): void;
}

/** The slice of workbox-window in use, so that a test can pass its own. */
export type ServiceWorkerPort = Pick<Workbox, 'addEventListener' | 'register' | 'messageSkipWaiting'>;

/** The browser's service worker, or null where there is none (a developer's server, an old browser). */
function openServiceWorker(): ServiceWorkerPort | null {
  const available = import.meta.env.PROD && 'serviceWorker' in navigator;
  return available ? new Workbox('/service-worker.js', { updateViaCache: 'none' }) : null;
}

/**
 * Registers the service worker and tells when an update waits.
 *
 * An update never takes over by itself: it would pull the code from under a running import.
 *
 * @param page - where Vite tells of parts of the app that did not come.
 */
export function createUpdates(
  worker: ServiceWorkerPort | null = openServiceWorker(),
  reload: () => void = () => location.reload(),
  page: EventTarget = window,
): Updates {
  const [updateReady, setUpdateReady] = createSignal(false);
  const [partMissing, setPartMissing] = createSignal(false);
  const [offlineReady, setOfflineReady] = createSignal(false);
  let asked = false;
  let switched = false;

  page.addEventListener('vite:preloadError', () => setPartMissing(true));
  worker?.addEventListener('waiting', () => setUpdateReady(true));
  worker?.addEventListener('activated', () => setOfflineReady(true));
  worker?.addEventListener('controlling', (event) => {
    if (!event.isUpdate && !event.isExternal) return;
    switched = true;
    if (asked) reload();
    else setUpdateReady(true);
  });
  void worker?.register().then(
    (registration) => {
      if (registration?.active) setOfflineReady(true);
    },
    // Without a service worker the app works as before, only not offline.
    () => setOfflineReady(false),
  );

  return {
    updateReady,
    offlineReady,
    partMissing,
    apply: () => {
      asked = true;
      if (updateReady() && !switched) worker?.messageSkipWaiting();
      else reload();
    },
  };
}
