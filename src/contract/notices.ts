/** Notices of the computer, as the browser gives them. */
export interface SystemNotices {
  permission(): 'default' | 'granted' | 'denied' | 'unsupported';
  ask(): Promise<'default' | 'granted' | 'denied'>;
  /** True while Ptero is in sight: then the list is enough. */
  isSeen(): boolean;
  show(title: string, words: string, path: string): void;
}
