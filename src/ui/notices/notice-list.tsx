import { For } from 'solid-js';
import type { NoticesState } from '#state/notices/notices-state.ts';
import { formatMoment } from '../kit/format.ts';
import './notices.css';

/** Notices, newest first, each a way to what it is about. */
export function NoticeList(props: { notices: NoticesState; onFollow?: () => void }) {
  const now = Date.now();
  return (
    <ul class="notice-list">
      <For each={props.notices.list()} fallback={<li class="small quiet notice-none">Nothing yet.</li>}>
        {(notice) => (
          <li classList={{ unread: !notice.isRead, bad: notice.kind === 'pull-failed' }}>
            <a href={notice.path} onClick={() => props.onFollow?.()}>
              <b dir="auto">{notice.title}</b>
              <span class="small" dir="auto">
                {notice.words}
              </span>
              <span class="small quiet">{formatMoment(notice.at, now)}</span>
            </a>
          </li>
        )}
      </For>
    </ul>
  );
}
