import type { SystemNotices } from '#contract/notices.ts';

/** Notices over the browser's own; shown by the service worker where there is one, since some browsers allow no other way. */
export function createSystemNotices(follow: (path: string) => void): SystemNotices {
  const isSupported = 'Notification' in globalThis;
  return {
    permission: () => (isSupported ? Notification.permission : 'unsupported'),
    ask: async () => (isSupported ? Notification.requestPermission() : 'denied'),
    isSeen: () => document.visibilityState === 'visible',
    show(title, words, path) {
      try {
        const notice = new Notification(title, { body: words, icon: '/icons/icon-192.png', tag: path });
        notice.addEventListener('click', () => {
          window.focus();
          follow(path);
          notice.close();
        });
      } catch {
        // Phones show notices of a service worker only; the list has it.
      }
    },
  };
}
