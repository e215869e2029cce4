import { createMemo, createSignal, Show } from 'solid-js';
import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { findingsOf } from '#core/predictor/words/findings.ts';
import { createEffectScale } from '../../charts/effect-scale.ts';
import { formatSpan } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { later } from '../../kit/later.tsx';
import { Menu, MenuChoices } from '../../kit/menu.tsx';
import { EffectTable } from './effect-table.tsx';
import { HelpLink } from '../help-link.tsx';
import styles from '../result-body.module.css';
import { rowOrders, sortRows, type RowOrder } from './sort-rows.ts';

const RowDetail = later(
  () => import('./row-detail.tsx').then((module) => module.RowDetail),
  () => <div style={{ height: '420px' }} />,
);

export interface RankingsProps {
  result: ResultDocument;
  /** Ids of the rows that are new since the last refresh. */
  fresh: ReadonlySet<string>;
  onHide: (event: string) => void;
}

const orders = Object.entries(rowOrders).map(([value, label]) => ({ value: value as RowOrder, label }));

/** The two rankings on one scale, in the order the reader chose. */
export function Rankings(props: RankingsProps) {
  const [order, setOrder] = createSignal<RowOrder>('power');
  const target = () => props.result.definition.target.event;
  const toward = createMemo(() => sortRows(findingsOf(props.result.rows, 'to'), order()));
  const away = createMemo(() => sortRows(findingsOf(props.result.rows, 'away'), order()));
  const findings = createMemo(() => [...toward(), ...away()]);
  const scale = createMemo(() => createEffectScale(findings().flatMap((row) => (row.hazard ? [row.hazard] : []))));

  const detail = (row: () => ResultRow) => (
    <RowDetail row={row()} result={props.result} onHide={(event) => props.onHide(event)} />
  );
  const sorting = () => (
    <Menu
      triggerClass={`link small ${styles.sort}`}
      trigger={
        <>
          ordered by {rowOrders[order()]} <Icon name="chevron-down" size={12} />
        </>
      }
    >
      <MenuChoices value={order()} onChange={setOrder} options={orders} />
    </Menu>
  );

  return (
    <>
      <EffectTable
        direction="to"
        targetEvent={target()}
        rows={toward()}
        scale={scale()}
        fresh={props.fresh}
        tools={<Show when={findings().length > 1}>{sorting()}</Show>}
        detail={detail}
        empty={
          <p class={styles.nothing}>
            Nothing here leads to <bdi>{target()}</bdi> that chance would not explain.
          </p>
        }
      />
      <EffectTable
        direction="away"
        targetEvent={target()}
        rows={away()}
        scale={scale()}
        fresh={props.fresh}
        detail={detail}
        empty={
          <p class={styles.nothing}>
            Nothing here leads away from <bdi>{target()}</bdi> that chance would not explain.
          </p>
        }
      />
      <Show when={findings().length > 0}>
        <p class={styles.legend}>
          Converted, with vs without: the share expected within {formatSpan(props.result.horizonMs)} among equally
          active people, as the model has it.
          <Show when={findings().some((row) => row.rankInterval)}>
            {' '}
            Under a place: the places it takes in{' '}
            <HelpLink page="reading-a-result" section="place">
              95 of 100 samples
            </HelpLink>
            .
          </Show>{' '}
          <HelpLink page="reading-a-result">How to read these tables</HelpLink>
        </p>
      </Show>
    </>
  );
}
