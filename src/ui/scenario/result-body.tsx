import { createMemo, createSignal, For, Show } from 'solid-js';
import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { createEffectScale } from '../charts/effect-scale.ts';
import { findingsOf } from '../charts/findings.ts';
import { useApp } from '../kit/app-context.ts';
import { formatSpan } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { isolate } from '../kit/isolate.ts';
import { Menu, MenuChoices } from '../kit/menu.tsx';
import { CohortFlow } from './cohort-flow.tsx';
import type { ScenarioActions } from './create-scenario-actions.ts';
import { EffectTable } from './effect-table.tsx';
import { HelpLink } from './help-link.tsx';
import { PlainComparison } from './plain-comparison.tsx';
import styles from './result-body.module.css';
import { RowDetail } from './row-detail.tsx';
import { Shelves } from './shelves.tsx';
import { rowOrders, sortRows, type RowOrder } from './sort-rows.ts';
import { Summary } from './summary.tsx';
import { Trust } from './trust.tsx';
import { truthOf } from './truth-rows.ts';
import { TruthSection } from './truth-section.tsx';

export interface ResultBodyProps {
  result: ResultDocument;
  actions: ScenarioActions;
}

const orders = Object.entries(rowOrders).map(([value, label]) => ({ value: value as RowOrder, label }));

/** A result from its figures down to its model card. */
export function ResultBody(props: ResultBodyProps) {
  const app = useApp();
  const [order, setOrder] = createSignal<RowOrder>('power');
  const target = () => props.result.definition.target.event;
  const toward = createMemo(() => sortRows(findingsOf(props.result.rows, 'to'), order()));
  const away = createMemo(() => sortRows(findingsOf(props.result.rows, 'away'), order()));
  const findings = createMemo(() => [...toward(), ...away()]);
  const scale = createMemo(() => createEffectScale(findings().flatMap((row) => (row.hazard ? [row.hazard] : []))));
  const truth = () => {
    const known = app.truth?.();
    return known ? truthOf(known, props.result.definition) : null;
  };
  const refused = () => (props.result.claim.kind === 'describe-only' ? props.result.claim.reason : null);

  const detail = (row: () => ResultRow) => (
    <RowDetail
      row={row()}
      startEvent={props.result.definition.start.event}
      targetEvent={target()}
      onHide={(event) => void props.actions.hide(event)}
    />
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
      <Summary result={props.result} />
      <CohortFlow
        result={props.result}
        onKeepOutliers={(keepOutliers) => void props.actions.redefine({ keepOutliers })}
      />
      <p class={styles.verdict}>
        <For each={props.result.verdict}>{(sentence, index) => `${index() > 0 ? ' ' : ''}${isolate(sentence)}`}</For>
      </p>
      <Show
        when={refused() === null}
        fallback={
          <section class={styles.refused}>
            <h2>No ranking yet</h2>
            <p>{refused()}</p>
            <p>
              The figures above are plain counts and hold as they are. A longer time, fewer filters or more data may
              bring enough people.{' '}
              <HelpLink page="what-is-a-scenario" section="enough">
                What is enough
              </HelpLink>
            </p>
          </section>
        }
      >
        <EffectTable
          direction="to"
          targetEvent={target()}
          rows={toward()}
          scale={scale()}
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
            active people, as the model has it. <HelpLink page="reading-a-result">How to read these tables</HelpLink>
          </p>
        </Show>
        <Shelves
          rows={props.result.rows}
          targetEvent={target()}
          onUnhide={(event) => void props.actions.unhide(event)}
        />
      </Show>
      <Show when={truth()}>{(truth) => <TruthSection truth={truth()} rows={props.result.rows} />}</Show>
      <Show when={refused() === null}>
        <PlainComparison rows={props.result.rows} />
      </Show>
      <Trust result={props.result} />
    </>
  );
}
