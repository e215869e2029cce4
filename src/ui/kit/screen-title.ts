import { createEffect } from 'solid-js';

/** Puts the screen's name into the title of the browser's tab. */
export function useScreenTitle(title: () => string): void {
  createEffect(() => {
    document.title = title() === 'Ptero' ? 'Ptero' : `${title()} · Ptero`;
  });
}
