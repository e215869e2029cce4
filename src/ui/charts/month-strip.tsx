import { For } from 'solid-js';
import type { Direction, ResultRow } from '#core/predictor/result.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import styles from './charts.module.css';
import { formatMonthYear } from './format-month.ts';

const HEIGHT = 56;
const EDGE = 5;

/** Places of months and ratios, the same for all rows of a table. */
export interface MonthScale {
  /** `yyyy-mm`, ascending. */
  readonly months: readonly string[];
  /** Place of a month's middle in (0, 1). */
  x(month: string): number;
  /** CSS pixels from the top; beyond the ends it stays at the end. */
  y(ratio: number): number;
}

/** How far an interval may stretch the scale beyond its dot, octaves. */
const STRETCH = 0.75;

/** The scale for the months of these rows: their ratios and 1× fit, intervals as far as three quarters of an octave. */
export function createMonthScale(rows: readonly Pick<ResultRow, 'byMonth'>[]): MonthScale {
  const all = rows.flatMap((row) => row.byMonth);
  const months = [...new Set(all.map(({ month }) => month))].toSorted();
  const ends = all.flatMap(({ ratio, low: from, high: to }) => {
    const octave = Math.log2(ratio);
    return [Math.max(Math.log2(from), octave - STRETCH), Math.min(Math.log2(to), octave + STRETCH)];
  });
  const logs = ends.filter(Number.isFinite);
  const low = Math.min(-0.5, ...logs);
  const high = Math.max(0.5, ...logs);
  return {
    months,
    x: (month) => (months.indexOf(month) + 0.5) / Math.max(1, months.length),
    y(ratio) {
      const octave = Math.min(high, Math.max(low, ratio > 0 ? Math.log2(ratio) : low));
      return EDGE + ((high - octave) / (high - low)) * (HEIGHT - 2 * EDGE);
    },
  };
}

const across = (share: number) => `${share * 100}%`;

export interface MonthStripProps {
  months: ResultRow['byMonth'];
  direction: Direction;
  scale: MonthScale;
}

/** The effect of one row by month of entry, small: a dot and its interval each, 1× marked. */
export function MonthStrip(props: MonthStripProps) {
  const label = () =>
    props.months
      .map(
        ({ month, ratio, low, high }) =>
          `${formatMonthYear(month)}: ${formatRatio(ratio)} (${formatRatio(low)} to ${formatRatio(high)})`,
      )
      .join('; ');
  return (
    <svg
      class={`${styles.glyph} ${props.direction === 'to' ? styles.toward : styles.away}`}
      height={HEIGHT}
      role="img"
      aria-label={label()}
    >
      <line class={styles.one} x1="0" x2="100%" y1={props.scale.y(1)} y2={props.scale.y(1)} />
      <For each={props.months}>
        {({ month, ratio, low, high }) => (
          <>
            <line
              class={styles.interval}
              x1={across(props.scale.x(month))}
              x2={across(props.scale.x(month))}
              y1={props.scale.y(low)}
              y2={props.scale.y(high)}
            />
            <circle class={styles.dot} cx={across(props.scale.x(month))} cy={props.scale.y(ratio)} r="2.5" />
          </>
        )}
      </For>
    </svg>
  );
}

/** The names of the months above the strips, as many as there is room for. */
export function MonthAxis(props: { scale: MonthScale }) {
  const every = () => Math.max(1, Math.ceil(props.scale.months.length / 6));
  const shown = () => props.scale.months.filter((_month, index) => index % every() === 0);
  return (
    <svg class={styles.glyph} height="14" aria-hidden="true">
      <For each={shown()}>
        {(month) => (
          <text class={styles.tick} x={across(props.scale.x(month))} y="11" text-anchor="middle">
            {formatMonthYear(month)}
          </text>
        )}
      </For>
    </svg>
  );
}
