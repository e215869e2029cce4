import { Popover } from '@kobalte/core/popover';
import { createEffect, createSignal, on, Show } from 'solid-js';
import type { NoticesState } from '#state/notices/notices-state.ts';
import { formatNoun } from '../kit/format.ts';
import { useNavigation } from '../kit/navigation.ts';
import { NoticeList } from './notice-list.tsx';
import './notices.css';

/** A bell at the top right once there is something to tell, and what it is. */
export function NoticeBell(props: { notices: NoticesState }) {
  const navigation = useNavigation();
  const [open, setOpen] = createSignal(false);
  let content: HTMLElement | undefined;
  const unread = () => props.notices.unread();
  const change = (opens: boolean) => {
    setOpen(opens);
    if (!opens) props.notices.readAll();
  };
  createEffect(on(navigation.path, () => open() && change(false), { defer: true }));
  return (
    <Show when={props.notices.list().length > 0}>
      <Popover open={open()} onOpenChange={change} placement="bottom-end" gutter={6}>
        <Popover.Trigger
          class="icon notice-bell"
          aria-label={unread() > 0 ? `Notifications: ${formatNoun(unread(), 'new one', 'new ones')}` : 'Notifications'}
          title="Notifications"
        >
          <svg
            width="17"
            height="17"
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            stroke-width="1.4"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
          >
            <path d="M3 11.500c1-1 1.200-2 1.200-4.200a3.800 3.800 0 0 1 7.600 0c0 2.200.2 3.200 1.200 4.200zM6.700 13.500a1.400 1.400 0 0 0 2.600 0" />
          </svg>
          <Show when={unread() > 0}>
            <i aria-hidden="true">{Math.min(unread(), 9)}</i>
          </Show>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            class="floating notice-float"
            ref={content}
            onOpenAutoFocus={(event) => {
              event.preventDefault();
              content?.focus();
            }}
          >
            <header>
              <Popover.Title class="notice-title">Notifications</Popover.Title>
              <a class="small" href="/settings/notifications">
                Settings
              </a>
            </header>
            <NoticeList notices={props.notices} onFollow={() => change(false)} />
          </Popover.Content>
        </Popover.Portal>
      </Popover>
    </Show>
  );
}
