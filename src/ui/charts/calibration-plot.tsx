import { createMemo, For } from 'solid-js';
import type uPlot from 'uplot';
import type { PredictiveQuality } from '#core/predictor/result.ts';
import { formatCount } from '../kit/format.ts';
import { quietX, quietY } from './axes.ts';
import { faded, type ChartColours } from './chart-colours.ts';
import styles from './charts.module.css';
import { formatWholeShare } from './format-share.ts';
import { PlotHost } from './plot-host.tsx';

export interface CalibrationPlotProps {
  bins: PredictiveQuality['calibration'];
  targetEvent: string;
}

const percent = (_plot: uPlot, splits: number[]) => splits.map((share) => `${Number((share * 100).toPrecision(3))}%`);

/** Predicted against observed shares of converters, a dot and its interval for each tenth, with a table instead. */
export function CalibrationPlot(props: CalibrationPlotProps) {
  const data = createMemo((): uPlot.AlignedData => [
    props.bins.map((bin) => bin.predicted),
    props.bins.map((bin) => bin.observed),
  ]);
  const end = createMemo(() => Math.max(0.01, ...props.bins.flatMap((bin) => [bin.predicted, bin.high])) * 1.04);

  const options = (colours: ChartColours): Omit<uPlot.Options, 'width' | 'height'> => ({
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 12, 0, 0],
    scales: { x: { time: false, range: () => [0, end()] }, y: { range: () => [0, end()] } },
    series: [{}, { stroke: 'transparent', points: { show: false } }],
    axes: [
      quietX(colours, { space: 60, size: 24, values: percent }),
      quietY(colours, { space: 36, size: 42, values: percent }),
    ],
    hooks: {
      draw: [
        ({ ctx, valToPos, bbox }) => {
          const density = devicePixelRatio;
          const x = (share: number) => valToPos(share, 'x', true);
          const y = (share: number) => valToPos(share, 'y', true);
          ctx.save();
          ctx.beginPath();
          ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
          ctx.clip();
          ctx.lineWidth = density;
          ctx.setLineDash([4 * density, 4 * density]);
          ctx.strokeStyle = colours['line-strong'];
          ctx.beginPath();
          ctx.moveTo(x(0), y(0));
          ctx.lineTo(x(end()), y(end()));
          ctx.stroke();
          ctx.restore();
          ctx.setLineDash([]);
          for (const bin of props.bins) {
            ctx.strokeStyle = faded(colours.accent, 0.55);
            ctx.lineWidth = 2 * density;
            ctx.beginPath();
            ctx.moveTo(x(bin.predicted), y(bin.low));
            ctx.lineTo(x(bin.predicted), y(bin.high));
            ctx.stroke();
            ctx.fillStyle = colours.accent;
            ctx.beginPath();
            ctx.arc(x(bin.predicted), y(bin.observed), 3.5 * density, 0, 2 * Math.PI);
            ctx.fill();
          }
        },
      ],
    },
  });

  const label = () => {
    const [first, last] = [props.bins[0], props.bins.at(-1)];
    if (!first || !last) return 'Predicted against observed: nothing to show.';
    const within = props.bins.filter((bin) => bin.low <= bin.predicted && bin.predicted <= bin.high).length;
    return `Predicted against observed share who did ${props.targetEvent}, by tenths of the people. Lowest: ${formatWholeShare(first.predicted)} predicted, ${formatWholeShare(first.observed)} observed. Highest: ${formatWholeShare(last.predicted)} predicted, ${formatWholeShare(last.observed)} observed. ${within} of ${props.bins.length} lie within their interval.`;
  };

  return (
    <figure class={styles.figure}>
      <figcaption class={styles.caption}>Predicted (across) against observed, with 95% intervals</figcaption>
      <PlotHost label={label()} height={200} data={data()} options={options} />
      <details class={styles.numbers}>
        <summary>Show as a table</summary>
        <table aria-label="Predicted against observed">
          <thead>
            <tr>
              <th scope="col">Predicted</th>
              <th scope="col">Observed</th>
              <th scope="col">95% interval</th>
              <th scope="col">People</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.bins}>
              {(bin) => (
                <tr>
                  <th scope="row">{formatWholeShare(bin.predicted)}</th>
                  <td>{formatWholeShare(bin.observed)}</td>
                  <td>
                    {formatWholeShare(bin.low)} – {formatWholeShare(bin.high)}
                  </td>
                  <td>{formatCount(bin.users)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </details>
    </figure>
  );
}
