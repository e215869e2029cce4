import { createComputed, createEffect, on, type Accessor } from 'solid-js';

const DURATION_MS = 180;

const rowsOf = (body: HTMLElement | undefined) => [...(body?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];

/**
 * Lets the rows of a table glide to their new places when their order changes. No motion where the reader asked for none.
 *
 * @param order - ids in the order shown; each row carries its id as `data-row`.
 */
export function moveToNewPlaces(order: Accessor<readonly string[]>, body: () => HTMLElement | undefined): void {
  const wantsMotion = () => 'animate' in Element.prototype && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  let before = new Map<string, number>();
  // A computation runs before the page is changed, an effect after.
  createComputed(
    on(order, () => {
      before = new Map(rowsOf(body()).map((row) => [row.dataset.row ?? '', row.getBoundingClientRect().top]));
    }),
  );
  createEffect(
    on(order, () => {
      if (before.size === 0 || !wantsMotion()) return;
      for (const row of rowsOf(body())) {
        const from = before.get(row.dataset.row ?? '');
        const shift = from === undefined ? 0 : from - row.getBoundingClientRect().top;
        if (Math.abs(shift) > 1)
          row.animate([{ transform: `translateY(${shift}px)` }, { transform: 'none' }], {
            duration: DURATION_MS,
            easing: 'cubic-bezier(.2, .7, .2, 1)',
          });
      }
    }),
  );
}
