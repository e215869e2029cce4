import { For, Show } from 'solid-js';
import type { PredictiveQuality } from '#core/predictor/result.ts';
import { CalibrationPlot } from '../../charts/calibration-plot.tsx';
import { isolate } from '../../kit/isolate.ts';
import { HelpLink } from '../help-link.tsx';
import styles from './quality.module.css';
import { aucSentence, brierSentence, treesSentence } from './trust-sentences.ts';

export interface QualityProps {
  quality: PredictiveQuality;
  targetEvent: string;
}

/** How well B can be foretold: a bet on two people, calibration, and what trees find on the same features. */
export function Quality(props: QualityProps) {
  const importance = () => props.quality.trees.importance.filter(({ drop }) => drop > 0);
  const most = () => Math.max(...importance().map(({ drop }) => drop));
  return (
    <div class={styles.quality}>
      <div class={styles.words}>
        <h3>How well can it be foretold?</h3>
        <p>{isolate(aucSentence(props.quality, props.targetEvent))}</p>
        <p>{brierSentence(props.quality)}</p>
        <p>{treesSentence(props.quality)}</p>
        <p class={styles.more}>
          <HelpLink page="the-method" section="auc">
            How this is tested
          </HelpLink>
        </p>
        <Show when={props.quality.predicts && importance().length > 0}>
          <table class={styles.importance} aria-label="What the trees rely on">
            <caption>What the trees rely on: how many fewer right picks of 100 when it is shuffled</caption>
            <tbody>
              <For each={importance()}>
                {({ label, drop }) => (
                  <tr>
                    <th scope="row">
                      <bdi>{label}</bdi>
                    </th>
                    <td>
                      <i style={{ width: `${(drop / most()) * 100}%` }} aria-hidden="true" />
                    </td>
                    <td>−{(drop * 100).toFixed(1)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
      </div>
      <CalibrationPlot bins={props.quality.calibration} targetEvent={props.targetEvent} />
    </div>
  );
}
