import { For, Show } from 'solid-js';
import type { Direction, Estimate } from '#core/predictor/result.ts';
import styles from './charts.module.css';
import type { EffectScale } from './effect-scale.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';

// The drawing stretches with its column; the last part of the width is kept for the written ratio.
const LEFT = 3;
const WIDTH = 80;
const across = (position: number) => `${LEFT + position * WIDTH}%`;

/** The labels of the scale, above the intervals. */
export function EffectAxis(props: { scale: EffectScale }) {
  return (
    <svg class={styles.glyph} height="14" aria-hidden="true">
      <For each={props.scale.ticks}>
        {(tick) => (
          <text class={styles.tick} x={across(props.scale.position(tick.ratio))} y="11" text-anchor="middle">
            {tick.label}
          </text>
        )}
      </For>
    </svg>
  );
}

export interface IntervalGlyphProps {
  estimate: Estimate;
  direction: Direction;
  scale: EffectScale;
}

/** Dot, interval and ratio of one row on the common scale: filled toward B, hollow away from it. */
export function IntervalGlyph(props: IntervalGlyphProps) {
  const at = (ratio: number) => props.scale.position(ratio);
  const left = () => at(props.estimate.low);
  const right = () => at(props.estimate.high);
  const label = () =>
    `${formatRatio(props.estimate.ratio)}, 95% interval ${formatRatio(props.estimate.low)} to ${formatRatio(props.estimate.high)}`;

  return (
    <svg
      class={`${styles.glyph} ${props.direction === 'to' ? styles.toward : styles.away}`}
      height="28"
      role="img"
      aria-label={label()}
    >
      <For each={props.scale.ticks}>
        {(tick) => (
          <line
            class={tick.ratio === 1 ? styles.one : styles.grid}
            x1={across(at(tick.ratio))}
            x2={across(at(tick.ratio))}
            y1="0"
            y2="28"
          />
        )}
      </For>
      <line class={styles.interval} x1={across(left())} x2={across(right())} y1="14" y2="14" />
      <Show when={props.scale.isBeyond(props.estimate.low)}>
        <svg x={across(left())} y="14" overflow="visible" aria-hidden="true">
          <path class={styles.interval} d="M5 -4 L0 0 L5 4" fill="none" />
        </svg>
      </Show>
      <Show when={props.scale.isBeyond(props.estimate.high)}>
        <svg x={across(right())} y="14" overflow="visible" aria-hidden="true">
          <path class={styles.interval} d="M-5 -4 L0 0 L-5 4" fill="none" />
        </svg>
      </Show>
      <circle class={styles.dot} cx={across(at(props.estimate.ratio))} cy="14" r="4.5" />
      <text class={styles.ratio} x={across(right())} dx="9" y="18">
        {formatRatio(props.estimate.ratio)}
      </text>
    </svg>
  );
}
