/** Lets the browser wake the app now and then. Only some browsers do, and only where the app is installed. */
export interface BackgroundSync {
  /** Asks for it; false where the browser does not offer it or does not allow it. */
  register(): Promise<boolean>;
  /** Calls back when the browser says that it is time. Returns the way to stop. */
  onDue(listener: () => void): () => void;
}

/** The name under which it is registered, and of the message that the service worker passes on. */
const TAG = 'ptero-refresh';
/** The browser may take longer, ms. */
const EVERY_MS = 12 * 3_600_000;

interface PeriodicSync {
  register(tag: string, options: { readonly minInterval: number }): Promise<void>;
}

export function createBackgroundSync(
  container: ServiceWorkerContainer | undefined = globalThis.navigator.serviceWorker as
    | ServiceWorkerContainer
    | undefined,
): BackgroundSync {
  return {
    async register() {
      try {
        const registration = await container?.getRegistration();
        const { periodicSync } = (registration ?? {}) as { readonly periodicSync?: PeriodicSync };
        if (!periodicSync) return false;
        await periodicSync.register(TAG, { minInterval: EVERY_MS });
        return true;
      } catch {
        // Not installed, or not allowed: the app refreshes when it is opened.
        return false;
      }
    },
    onDue(listener) {
      const heard = ({ data }: MessageEvent<{ readonly type?: unknown } | null>) => {
        if (data?.type === TAG) listener();
      };
      container?.addEventListener('message', heard);
      return () => container?.removeEventListener('message', heard);
    },
  };
}
