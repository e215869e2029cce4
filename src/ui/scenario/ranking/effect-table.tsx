import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import type { Direction, ResultRow } from '#core/predictor/result.ts';
import type { EffectScale } from '../../charts/effect-scale.ts';
import { EffectAxis } from '../../charts/interval-glyph.tsx';
import { formatCount } from '../../kit/format.ts';
import { EffectRow } from './effect-row.tsx';
import styles from './effect-table.module.css';
import { moveToNewPlaces } from './move-to-new-places.ts';

const FIRST = 20;

export interface EffectTableProps {
  direction: Direction;
  targetEvent: string;
  /** In the order to show. */
  rows: readonly ResultRow[];
  scale: EffectScale;
  /** Ids of the rows that are new since the last refresh. */
  fresh: ReadonlySet<string>;
  /** At the right of the heading. */
  tools?: JSX.Element;
  /** Shown in place of the table when there is no row. */
  empty: JSX.Element;
  /** What a row opens to. */
  detail: (row: () => ResultRow) => JSX.Element;
}

/** One of the two rankings: a table with an interval each, the first twenty at once. */
export function EffectTable(props: EffectTableProps) {
  const [all, setAll] = createSignal(false);
  const [open, setOpen] = createSignal<ReadonlySet<string>>(new Set());
  let body: HTMLTableSectionElement | undefined;

  const name = () =>
    props.direction === 'to' ? `Leads to ${props.targetEvent}` : `Leads away from ${props.targetEvent}`;
  const byId = createMemo(() => new Map(props.rows.map((row) => [row.id, row])));
  // Ids, not rows: a refined result brings new row objects, and the same row must keep its place in the page.
  const ids = createMemo(() => (all() ? props.rows : props.rows.slice(0, FIRST)).map((row) => row.id));
  moveToNewPlaces(ids, () => body);

  const toggle = (id: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });

  return (
    <section class={styles.section}>
      <header class={styles.heading}>
        <h2>
          {props.direction === 'to' ? 'Leads to' : 'Leads away from'} <bdi>{props.targetEvent}</bdi>
        </h2>
        {props.tools}
      </header>
      <Show when={props.rows.length > 0} fallback={props.empty}>
        <table class={styles.table} aria-label={name()}>
          <thead>
            <tr>
              <th scope="col" class={styles.n}>
                #
              </th>
              <th scope="col">Behaviour or attribute</th>
              <th scope="col" class={styles.effect}>
                How fast they reach it, against equally active people
                <EffectAxis scale={props.scale} />
              </th>
              <th scope="col" class={styles.rate}>
                Converted, with vs without
              </th>
              <th scope="col" class={styles.reach}>
                Did it
              </th>
              <th scope="col" class={styles.tier}>
                Evidence
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            <For each={ids()}>
              {(id) => (
                <Show when={byId().get(id)}>
                  {(row) => (
                    <EffectRow
                      row={row()}
                      scale={props.scale}
                      direction={props.direction}
                      open={open().has(id)}
                      fresh={props.fresh.has(id)}
                      onToggle={() => toggle(id)}
                    >
                      {props.detail(row)}
                    </EffectRow>
                  )}
                </Show>
              )}
            </For>
          </tbody>
        </table>
        <Show when={!all() && props.rows.length > FIRST}>
          <button type="button" class={`link small ${styles.more}`} onClick={() => setAll(true)}>
            Show all {formatCount(props.rows.length)}
          </button>
        </Show>
      </Show>
    </section>
  );
}
