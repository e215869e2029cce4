import { createSignal, onCleanup } from 'solid-js';
import type { Appearance, LocalStore } from '#contract/saved.ts';
import type { AppearanceState } from './app-state.ts';

export interface AppearanceDeps {
  readonly local: Pick<LocalStore, 'setting' | 'putSetting' | 'onChange'>;
  /** A copy that is read before the first paint. */
  readonly hints: { get(key: string): string | null; set(key: string, value: string): void };
  /** Puts the theme on the page. */
  apply(theme: Appearance['theme']): void;
}

const themes: readonly string[] = ['system', 'light', 'dark'] satisfies Appearance['theme'][];
const isTheme = (value: unknown): value is Appearance['theme'] => typeof value === 'string' && themes.includes(value);

/** How the app looks. Kept in IndexedDB, and under `ptero-theme` for the first paint. */
export function createAppearance({ local, hints, apply }: AppearanceDeps): AppearanceState {
  const hinted = hints.get('ptero-theme');
  const [value, setValue] = createSignal<Appearance>({ theme: isTheme(hinted) ? hinted : 'system' });

  const show = (appearance: Appearance) => {
    setValue(appearance);
    apply(appearance.theme);
    hints.set('ptero-theme', appearance.theme);
  };
  const load = async () => {
    // Where IndexedDB is denied, the copy in the hints is all there is.
    const kept = await local.setting<Appearance>('appearance').catch(() => null);
    if (kept && isTheme(kept.theme) && kept.theme !== value().theme) show(kept);
  };
  apply(value().theme);
  void load();
  onCleanup(local.onChange(() => void load()));

  return {
    value,
    set(appearance) {
      show(appearance);
      local.putSetting('appearance', appearance).catch(() => undefined);
    },
  };
}
