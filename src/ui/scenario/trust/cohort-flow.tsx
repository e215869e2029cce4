import { For, Show } from 'solid-js';
import type { FlowCount, ResultDocument } from '#core/predictor/result.ts';
import { formatCount } from '../../kit/format.ts';
import styles from '../summary.module.css';

const reasons: Readonly<Record<FlowCount['reason'], string>> = {
  'converted-before': 'converted before, left out',
  bot: 'set aside as bots',
  'not-drawn': 'not drawn, as the others are enough',
  'empty-or-shared-id': 'with an empty or shared id',
};

export interface CohortFlowProps {
  result: ResultDocument;
  /** Puts back, or sets aside, users taken for bots; undefined while nothing can be changed. */
  onKeepOutliers?: (keep: boolean) => void;
}

/** Where everybody who did A went, as one line: entrants, set aside and why, analysed, converted, still open, not converted. */
export function CohortFlow(props: CohortFlowProps) {
  const flow = () => props.result.flow;
  const out = () => flow().setAside.filter((part) => part.users > 0);
  const outliers = () => out().some((part) => part.reason !== 'converted-before' && part.reason !== 'not-drawn');
  const kept = () => props.result.definition.keepOutliers;
  const part = (users: number) => `${(users / Math.max(1, flow().analysed)) * 100}%`;

  return (
    <section class={styles.flow} aria-label="Who was counted">
      <ol class={styles.steps}>
        <li>
          <b>{formatCount(flow().entrants)}</b> did it first
        </li>
        <For each={out()}>
          {(left) => (
            <li class={styles.out}>
              {formatCount(left.users)} {reasons[left.reason]}
            </li>
          )}
        </For>
        <li>
          <b>{formatCount(flow().analysed)}</b> analysed
        </li>
      </ol>
      <Show when={props.onKeepOutliers && (kept() || outliers())}>
        <button type="button" class={`link ${styles.back}`} onClick={() => props.onKeepOutliers?.(!kept())}>
          {kept() ? 'Set bots and shared ids aside' : 'Put them back'}
        </button>
      </Show>
      <div class={styles.parts} aria-hidden="true">
        <i class={styles.converted} style={{ width: part(flow().converted) }} />
        <i class={styles.stillOpen} style={{ width: part(flow().stillOpen) }} />
        <i class={`${styles.notConverted} ${styles.rest}`} />
      </div>
      <ul class={styles.ends}>
        <li>
          <i class={styles.converted} /> <b>{formatCount(flow().converted)}</b> converted
        </li>
        <li>
          <i class={styles.stillOpen} /> <b>{formatCount(flow().stillOpen)}</b> still open
        </li>
        <li>
          <i class={styles.notConverted} /> <b>{formatCount(flow().notConverted)}</b> not converted
        </li>
      </ul>
    </section>
  );
}
