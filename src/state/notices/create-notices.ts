import { createMemo, createSignal, onCleanup } from 'solid-js';
import type { SystemNotices } from '#contract/notices.ts';
import type { LocalStore } from '#contract/saved.ts';
import type { Notice, NoticeChoices, NoticesState } from './notices-state.ts';

export interface NoticesDeps {
  readonly local: Pick<LocalStore, 'setting' | 'putSetting' | 'onChange'>;
  readonly system: SystemNotices;
  now(): number;
  newId(): string;
}

const KEPT = 'notices';
const CHOICES = 'notice-choices';
const MOST = 50;

/** The notices of this browser: kept, newest first, fifty at most; another tab's are shown here, too. */
export function createNotices({ local, system, now, newId }: NoticesDeps): NoticesState {
  const [list, setList] = createSignal<readonly Notice[]>([]);
  const [choices, setChoices] = createSignal<NoticeChoices>({ system: false });
  const [permission, setPermission] = createSignal(system.permission());

  const read = async () => {
    const [kept, chosen] = await Promise.all([
      local.setting<readonly Notice[]>(KEPT),
      local.setting<NoticeChoices>(CHOICES),
    ]);
    setList((here) => {
      const known = new Set((kept ?? []).map(({ id }) => id));
      return [...here.filter(({ id }) => !known.has(id)), ...(kept ?? [])].slice(0, MOST);
    });
    if (chosen) setChoices(chosen);
  };
  // Where nothing can be kept they last as long as the page.
  const reading = read().catch(() => undefined);
  onCleanup(local.onChange(() => void reread()));
  const reread = async () => {
    const kept = await local.setting<readonly Notice[]>(KEPT).catch(() => null);
    if (kept) setList(kept);
  };
  const keep = async (change: (before: readonly Notice[]) => readonly Notice[]) => {
    setList(change);
    await reading;
    await local.putSetting(KEPT, list()).catch(() => undefined);
  };

  return {
    list,
    unread: createMemo(() => list().filter(({ isRead }) => !isRead).length),
    choices,
    permission,
    async setSystem(wanted) {
      let held: ReturnType<typeof permission> = system.permission();
      if (wanted && held === 'default') held = await system.ask();
      setPermission(held);
      const next = { system: wanted && held === 'granted' };
      setChoices(next);
      await local.putSetting(CHOICES, next).catch(() => undefined);
      return next.system;
    },
    add(notice) {
      const same = list().find((one) => one.kind === notice.kind && one.path === notice.path && !one.isRead);
      const added = { ...notice, id: same?.id ?? newId(), at: now(), isRead: false };
      void keep((before) => [added, ...before.filter((one) => one !== same)].slice(0, MOST));
      if (!same && choices().system && system.permission() === 'granted' && !system.isSeen())
        system.show(notice.title, notice.words, notice.path);
    },
    readAll: () => void keep((before) => before.map((one) => ({ ...one, isRead: true }))),
    clear: () => void keep(() => []),
  };
}
