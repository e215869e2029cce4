import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { describe, expect, it } from 'vitest';
import type { Notice, NoticesState } from '#state/notices/notices-state.ts';
import type { TeamState } from '#state/team/team-state.ts';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { AppContext, useApp } from '#ui/kit/app-context.ts';
import { NoticeBell } from '#ui/notices/notice-bell.tsx';
import { NotificationsSection } from '#ui/settings/account/notifications-section.tsx';

function fakeNotices(permission: ReturnType<NoticesState['permission']> = 'default') {
  const [list, setList] = createSignal<readonly Notice[]>([]);
  const [system, setSystem] = createSignal(false);
  const [held, setHeld] = createSignal(permission);
  const notices: NoticesState = {
    list,
    unread: () => list().filter(({ isRead }) => !isRead).length,
    choices: () => ({ system: system() }),
    permission: held,
    setSystem: async (wanted) => {
      setHeld('granted');
      return setSystem(wanted);
    },
    add: (notice) => void setList((all) => [{ ...notice, id: `${all.length}`, at: Date.now(), isRead: false }, ...all]),
    readAll: () => void setList((all) => all.map((one) => ({ ...one, isRead: true }))),
    clear: () => void setList([]),
  };
  return notices;
}
const ready = { kind: 'data-ready', title: 'The data of متجر are here', words: 'All of it.', path: '/data' } as const;

describe('the bell', () => {
  it('is there once there is something to tell, and is quiet once it was read', async () => {
    const notices = fakeNotices();
    renderScreen(() => <NoticeBell notices={notices} />);
    expect(screen.queryByRole('button')).toBeNull();
    notices.add(ready);
    fireEvent.click(screen.getByRole('button', { name: 'Notifications: 1 new one' }));
    expect((await screen.findByRole('link', { name: /متجر/u })).getAttribute('href')).toBe('/data');
    fireEvent.click(screen.getByRole('button', { name: /^Notifications/u, hidden: true }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Notifications' })).toBeTruthy());
  });
});

describe('Settings, Notifications', () => {
  const show = (notices: NoticesState) =>
    renderScreen(() => (
      <AppContext.Provider value={{ ...useApp(), team: () => ({ notices }) as unknown as TeamState }}>
        <NotificationsSection />
      </AppContext.Provider>
    ));

  it('turns notices of the computer on, and lists what happened', async () => {
    const notices = fakeNotices();
    notices.add(ready);
    show(notices);
    const toggle = screen.getByRole('switch', { name: 'Notify me on this computer' });
    fireEvent.click(toggle);
    await waitFor(() => expect(toggle.getAttribute('aria-checked')).toBe('true'));
    expect(screen.getByRole('link', { name: /متجر/u })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(screen.getByText('Nothing yet.')).toBeTruthy();
  });

  it('says why they cannot be turned on', () => {
    show(fakeNotices('denied'));
    expect(screen.getByRole('switch').getAttribute('aria-disabled')).toBe('true');
    const why =
      /was told not to let Ptero notify you\. Its settings for this address can change that\. Notices still stand/u;
    expect(screen.getByText(why)).toBeTruthy();
  });
});
