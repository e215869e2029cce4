import { createMemo, createSignal, For, Show } from 'solid-js';
import type uPlot from 'uplot';
import type { ConversionCurve as Curve } from '#core/predictor/result.ts';
import { formatCount, formatShare, formatSpan } from '../kit/format.ts';
import { quietX, quietY } from './axes.ts';
import { faded, type ChartColours } from './chart-colours.ts';
import styles from './charts.module.css';
import { formatDuration, formatMoment } from '#core/scenario/format-duration.ts';
import { PlotHost } from './plot-host.tsx';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface ConversionCurveProps {
  curve: Curve;
  horizonMs: number;
  startEvent: string;
  targetEvent: string;
}

/** Places on the axis that part it evenly into whole units, both ends included. */
function evenSplits(end: number): number[] {
  const parts = [4, 3, 5, 2, 7].find((count) => end % count === 0) ?? 1;
  return Array.from({ length: parts + 1 }, (_, index) => (index * end) / parts);
}

/** Some moments of the curve for its table: at most ten, evenly spread, the last always there. */
function moments(curve: Curve): number[] {
  const last = curve.timeMs.length - 1;
  const wanted = Math.min(10, last);
  return [...new Set(Array.from({ length: wanted }, (_, i) => Math.round(((i + 1) * last) / wanted)))];
}

/** Kaplan–Meier curve of the share converted, with its 95 % band, a readout under the pointer and a table instead. */
export function ConversionCurve(props: ConversionCurveProps) {
  const [at, setAt] = createSignal<number | null>(null);
  const unit = () => (props.horizonMs <= HOUR ? MINUTE : props.horizonMs < 2 * DAY ? HOUR : DAY);
  const data = createMemo((): uPlot.AlignedData => {
    const { timeMs, share, low, high } = props.curve;
    return [timeMs.map((ms) => ms / unit()), [...high], [...low], [...share]];
  });
  const top = createMemo(() => Math.max(0.001, ...props.curve.high) * 1.04);

  const options = (colours: ChartColours, plotter: typeof uPlot): Omit<uPlot.Options, 'width' | 'height'> => {
    const step = plotter.paths.stepped?.({ align: 1 });
    const edge = { stroke: 'transparent', points: { show: false }, ...(step && { paths: step }) };
    const end = props.horizonMs / unit();
    return {
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 8, fill: colours.accent } },
      padding: [8, 12, 0, 0],
      scales: { x: { time: false, range: [0, end] }, y: { range: [0, top()] } },
      series: [
        {},
        edge,
        edge,
        { stroke: colours.accent, width: 2, points: { show: false }, ...(step && { paths: step }) },
      ],
      bands: [{ series: [1, 2], fill: faded(colours.accent, 0.14) }],
      axes: [
        quietX(colours, {
          splits: () => evenSplits(end),
          values: (_plot, splits) =>
            splits.map((value) => (value === 0 ? '0' : formatDuration(value * unit()).replace(/ days?$/, ' d'))),
        }),
        quietY(colours, {
          space: 26,
          size: 42,
          values: (_plot, splits) =>
            splits.map((share) => (share === 0 ? '0' : `${Number((share * 100).toPrecision(3))}%`)),
        }),
      ],
      hooks: { setCursor: [(plot) => setAt(plot.cursor.idx ?? null)] },
    };
  };

  const reading = (index: number) => {
    const { timeMs, share, low, high } = props.curve;
    return {
      when: formatMoment(timeMs[index] ?? 0),
      share: formatShare(share[index] ?? 0),
      band: `${formatShare(low[index] ?? 0)} – ${formatShare(high[index] ?? 0)}`,
      atRisk: formatCount(props.curve.atRisk[index] ?? 0),
    };
  };
  const label = () => {
    const last = reading(props.curve.timeMs.length - 1);
    return `Share who did ${props.targetEvent} by time since ${props.startEvent}: ${last.share} (${last.band}) within ${formatSpan(props.horizonMs)}.`;
  };

  return (
    <figure class={styles.figure}>
      <figcaption class={styles.caption}>
        <Show when={at()} fallback={<span>Share converted, with its 95% band</span>}>
          {(index) => (
            <span class={styles.reading}>
              <b>{reading(index()).share}</b> by {reading(index()).when} ({reading(index()).band}),{' '}
              {reading(index()).atRisk} still watched
            </span>
          )}
        </Show>
      </figcaption>
      <PlotHost label={label()} height={132} data={data()} options={options} />
      <details class={styles.numbers}>
        <summary>Show as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Since start</th>
              <th scope="col">Converted</th>
              <th scope="col">95% band</th>
              <th scope="col">Still watched</th>
            </tr>
          </thead>
          <tbody>
            <For each={moments(props.curve)}>
              {(index) => (
                <tr>
                  <th scope="row">{formatDuration(props.curve.timeMs[index] ?? 0)}</th>
                  <td>{reading(index).share}</td>
                  <td>{reading(index).band}</td>
                  <td>{reading(index).atRisk}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </details>
    </figure>
  );
}
