import { Show } from 'solid-js';
import type { ResultDocument } from '#core/predictor/result.ts';
import { ConversionCurve } from '../charts/conversion-curve.tsx';
import { formatDuration, formatMoment } from '#core/scenario/format-duration.ts';
import { formatCount, formatNoun, formatShare } from '../kit/format.ts';
import styles from './summary.module.css';

const setAside = (result: ResultDocument) =>
  result.flow.setAside
    .filter((part) => part.reason !== 'converted-before' && part.reason !== 'not-drawn')
    .reduce((sum, part) => sum + part.users, 0);

/** Three plain figures beside the conversion curve. */
export function Summary(props: { result: ResultDocument }) {
  const flow = () => props.result.flow;
  return (
    <div class={styles.summary}>
      <dl class={styles.figures}>
        <div>
          <dt>
            Did <bdi>{props.result.definition.start.event}</bdi>
          </dt>
          <dd>{formatCount(flow().entrants)}</dd>
          <dd class={styles.note}>
            {setAside(props.result) > 0 ? `${formatCount(setAside(props.result))} set aside` : 'nobody set aside'}
          </dd>
        </div>
        <div>
          <dt>
            Went on to <bdi>{props.result.definition.target.event}</bdi>
          </dt>
          <dd>{formatShare(props.result.conversion.share)}</dd>
          <dd class={styles.note}>
            {formatNoun(flow().converted, 'person', 'people')}, {formatCount(flow().stillOpen)} still open
          </dd>
        </div>
        <div>
          <dt>Half of them by</dt>
          <dd>{props.result.medianMs === null ? '–' : formatMoment(props.result.medianMs)}</dd>
          <dd class={styles.note}>
            <Show when={props.result.quarterMs !== null} fallback="nobody converted">
              first quarter within {formatDuration(props.result.quarterMs ?? 0)}
            </Show>
          </dd>
        </div>
      </dl>
      <ConversionCurve
        curve={props.result.curve}
        horizonMs={props.result.horizonMs}
        startEvent={props.result.definition.start.event}
        targetEvent={props.result.definition.target.event}
      />
    </div>
  );
}
