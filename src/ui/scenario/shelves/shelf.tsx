import { createEffect, createSignal, createUniqueId, For, Show } from 'solid-js';
import type { ResultRow } from '#core/predictor/result.ts';
import { formatCount } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { rowText } from '#core/predictor/words/describe-row.ts';
import { shelfAnchor, shelfGroups, type ShelfGroup } from './shelf-groups.ts';
import { ShelfRow } from './shelf-row.tsx';
import styles from './shelves.module.css';

const STEP = 100;
const OPEN_UP_TO = 6;

export interface ShelfProps {
  group: ShelfGroup;
  rows: readonly ResultRow[];
  targetEvent: string;
  onUnhide?: (event: string) => void;
  /** Opens it and goes there, whenever this is another object. */
  wanted: object | null;
}

/** One shelf: how many, why, and the rows when opened. Long ones can be searched and grow a hundred at a time. */
export function Shelf(props: ShelfProps) {
  const listId = createUniqueId();
  const isSteps = () => props.group.title === shelfGroups[0]?.title;
  const [open, setOpen] = createSignal(isSteps() && props.rows.length > 0 && props.rows.length <= OPEN_UP_TO);
  const [wanted, setWanted] = createSignal('');
  const [shown, setShown] = createSignal(STEP);
  let toggle: HTMLButtonElement | undefined;
  createEffect(() => {
    if (!props.wanted) return;
    setOpen(true);
    toggle?.focus({ preventScroll: true });
    toggle?.scrollIntoView({ block: 'start' });
  });
  const matching = () => {
    const text = wanted().trim().toLocaleLowerCase();
    return text === '' ? props.rows : props.rows.filter((row) => rowText(row).toLocaleLowerCase().includes(text));
  };
  const examples = () => props.rows.slice(0, 3).map(rowText).join(', ') + (props.rows.length > 3 ? ' …' : '');

  return (
    <section class={styles.shelf} id={shelfAnchor(props.group)} aria-label={props.group.title}>
      <h3>
        <button
          type="button"
          ref={toggle}
          aria-expanded={open()}
          aria-controls={open() ? listId : undefined}
          onClick={() => setOpen(!open())}
        >
          <span class={styles.arrow} classList={{ [styles.turned as string]: open() }}>
            <Icon name="chevron-right" size={13} />
          </span>
          <span class={styles.title}>
            {props.rows.length === 0 ? 'No' : formatCount(props.rows.length)} {props.group.heading(props.rows.length)}
          </span>
          <span class={styles.examples} dir="auto">
            {open() ? '' : examples()}
          </span>
        </button>
      </h3>
      <Show when={open()}>
        <div class={styles.body} id={listId}>
          <p class="small" dir="auto">
            {props.group.why(props.targetEvent)}
          </p>
          <Show when={props.rows.length > STEP}>
            <input
              class={`input ${styles.find}`}
              type="search"
              aria-label={`Find in ${props.group.title}`}
              placeholder="Find a name"
              value={wanted()}
              onInput={(event) => setWanted(event.currentTarget.value)}
            />
          </Show>
          <ul>
            <For each={matching().slice(0, shown())}>{(row) => <ShelfRow row={row} onUnhide={props.onUnhide} />}</For>
          </ul>
          <Show when={wanted() !== '' && matching().length === 0}>
            <p class="small">No name contains “{wanted()}”.</p>
          </Show>
          <Show when={matching().length > shown()}>
            <button type="button" class="link small" onClick={() => setShown(shown() + STEP)}>
              Show {formatCount(Math.min(STEP, matching().length - shown()))} more of {formatCount(matching().length)}
            </button>
          </Show>
        </div>
      </Show>
    </section>
  );
}
