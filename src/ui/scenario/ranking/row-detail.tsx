import { For, Show } from 'solid-js';
import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { CountCurve } from '../../charts/count-curve.tsx';
import { formatMoment } from '#core/scenario/format-duration.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { MonthPlot } from '../../charts/month-plot.tsx';
import { Icon } from '../../kit/icon.tsx';
import { isolate } from '../../kit/isolate.ts';
import {
  countSentence,
  fragileSentence,
  monthSentence,
  noMonthsSentence,
  onceSentence,
  plainSentence,
  secondSentence,
} from './detail-sentences.ts';
import { evidenceMeaning } from './evidence.tsx';
import { RowFacts } from './row-facts.tsx';
import styles from './row-detail.module.css';
import { WhatIf } from './what-if.tsx';

export interface RowDetailProps {
  row: ResultRow;
  result: ResultDocument;
  /** Undefined while nothing can be changed. */
  onHide?: (event: string) => void;
}

/** What a finding opens to: its curve over n, its months, its words and its raw counts. */
export function RowDetail(props: RowDetailProps) {
  const direction = () => props.row.direction ?? 'to';
  /** Neither a curve over n nor months: only words. */
  const isPlain = () => props.row.byCount.length < 2 && props.row.byMonth.length < 2;
  const definition = () => props.result.definition;
  return (
    <div class={styles.detail}>
      <div class={styles.columns} classList={{ [styles.few as string]: isPlain() }}>
        <div>
          <h3>{props.row.kind === 'attribute' ? 'Which value?' : 'How many times?'}</h3>
          <Show
            when={props.row.byCount.length > 1}
            fallback={<p>{onceSentence(props.row, definition().start.event)}</p>}
          >
            <CountCurve points={props.row.byCount} chosen={props.row.minCount} direction={direction()} />
            <p>{countSentence(props.row)}</p>
          </Show>
        </div>
        <div>
          <h3>Does it last?</h3>
          <Show when={props.row.byMonth.length > 1} fallback={<p>{noMonthsSentence(props.row)}</p>}>
            <MonthPlot months={props.row.byMonth} direction={direction()} />
          </Show>
          <p>{monthSentence(props.row)}</p>
        </div>
        <div>
          <h3>In words</h3>
          <For each={props.row.words}>{(sentence) => <p>{isolate(sentence)}</p>}</For>
          <Show when={props.row.words.length === 0 && props.row.medianLeadMs !== null}>
            <p>Half of those who did it had done so by {formatMoment(props.row.medianLeadMs ?? 0)}.</p>
          </Show>
          <Show when={plainSentence(props.row)}>{(sentence) => <p>{sentence()}</p>}</Show>
          <Show when={props.row.competing}>{(sentence) => <p>{isolate(sentence())}</p>}</Show>
          <Show when={secondSentence(props.row)}>{(sentence) => <p>{sentence()}</p>}</Show>
          <Show when={props.row.tier}>{(tier) => <p>{fragileSentence(props.row) ?? evidenceMeaning(tier())}</p>}</Show>
        </div>
      </div>
      <Show when={props.row.hazard}>
        {(hazard) => (
          <p class={styles.range}>
            {formatRatio(hazard().ratio)} (95% interval {formatRatio(hazard().low)} to {formatRatio(hazard().high)}) is
            an association among equally active people, not proof of cause.
          </p>
        )}
      </Show>
      <RowFacts row={props.row} targetEvent={definition().target.event} />
      <Show when={props.result.stage === 'complete'}>
        <WhatIf result={props.result} row={props.row} />
      </Show>
      <Show when={props.row.twins.length > 0}>
        <p class={styles.twins}>
          Done by nearly the same people, so shown as one:{' '}
          <For each={props.row.twins}>
            {(twin, index) => (
              <>
                {index() > 0 ? ', ' : ''}
                <bdi>{twin}</bdi>
              </>
            )}
          </For>
          .
        </p>
      </Show>
      <Show when={props.onHide && props.row.event}>
        {(event) => (
          <button type="button" class="button" onClick={() => props.onHide?.(event())}>
            <Icon name="close" size={13} /> Hide this event
          </button>
        )}
      </Show>
    </div>
  );
}
