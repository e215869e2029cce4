import type { Accessor } from 'solid-js';

/** What a notice is about. */
export type NoticeKind = 'data-ready' | 'results-ready' | 'pull-failed';

/** Something that happened while the reader may have looked elsewhere. Kept in this browser. */
export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  /** Unix ms. */
  readonly at: number;
  readonly title: string;
  readonly words: string;
  /** A path of the app. */
  readonly path: string;
  readonly isRead: boolean;
}

/** Where the reader is told besides the list. */
export interface NoticeChoices {
  /** Also by the computer, when Ptero is not in sight. */
  readonly system: boolean;
}

/** The notices of this browser, newest first. */
export interface NoticesState {
  readonly list: Accessor<readonly Notice[]>;
  readonly unread: Accessor<number>;
  readonly choices: Accessor<NoticeChoices>;
  /** What the browser lets Ptero do; `unsupported` where it has no such notices. */
  readonly permission: Accessor<'default' | 'granted' | 'denied' | 'unsupported'>;
  /** Asks the browser where it was not asked. Answers whether it holds. */
  setSystem(wanted: boolean): Promise<boolean>;
  add(notice: Pick<Notice, 'kind' | 'title' | 'words' | 'path'>): void;
  readAll(): void;
  clear(): void;
}
