import { createMemo } from 'solid-js';
import type uPlot from 'uplot';
import type { Direction, ResultRow } from '#core/predictor/result.ts';
import { namedX, octavesWithin, quietY, ratioRange } from './axes.ts';
import { faded, type ChartColours } from './chart-colours.ts';
import { tickLabel } from './effect-scale.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { PlotHost } from './plot-host.tsx';

export interface CountCurveProps {
  points: ResultRow['byCount'];
  /** The number of times that the row stands for; its dot is larger. */
  chosen: number | null;
  direction: Direction;
}

/** The effect of having done it at least n times, over n, with its band. */
export function CountCurve(props: CountCurveProps) {
  const data = createMemo((): uPlot.AlignedData => [
    props.points.map((_point, index) => index),
    props.points.map((point) => point.high),
    props.points.map((point) => point.low),
    props.points.map((point) => point.ratio),
  ]);
  const range = createMemo(() => ratioRange(props.points.flatMap((point) => [point.low, point.high])));

  const options = (colours: ChartColours): Omit<uPlot.Options, 'width' | 'height'> => {
    const colour = props.direction === 'to' ? colours.toward : colours.away;
    const hollow = props.direction === 'to' ? colour : colours.surface;
    const edge = { stroke: 'transparent', points: { show: false } };
    const last = props.points.length - 1;
    return {
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 16, 0, 0],
      scales: {
        x: { time: false, range: [-0.25, last + 0.25] },
        y: { distr: 3, log: 2, range: () => range() },
      },
      series: [{}, edge, edge, { stroke: colour, width: 2, points: { show: false } }],
      bands: [{ series: [1, 2], fill: faded(colour, 0.16) }],
      axes: [
        namedX(
          colours,
          props.points.map((point) => `${point.minCount}×`),
          28,
        ),
        quietY(colours, {
          size: 40,
          splits: () => octavesWithin(...range()),
          values: (_plot, splits) => splits.map((ratio) => tickLabel(Math.round(Math.log2(ratio)))),
          filter: (_plot, splits) => splits,
        }),
      ],
      hooks: {
        draw: [
          (plot) => {
            const { ctx } = plot;
            props.points.forEach((point, index) => {
              const size = (point.minCount === props.chosen ? 5 : 3) * devicePixelRatio;
              ctx.beginPath();
              ctx.arc(plot.valToPos(index, 'x', true), plot.valToPos(point.ratio, 'y', true), size, 0, 2 * Math.PI);
              ctx.fillStyle = hollow;
              ctx.strokeStyle = colour;
              ctx.lineWidth = 2 * devicePixelRatio;
              ctx.fill();
              ctx.stroke();
            });
          },
        ],
      },
    };
  };

  const label = () =>
    `Effect by number of times. ${props.points
      .map(
        (point) =>
          `${point.minCount} or more: ${formatRatio(point.ratio)}, interval ${formatRatio(point.low)} to ${formatRatio(point.high)}`,
      )
      .join('; ')}.`;

  return <PlotHost label={label()} height={136} data={data()} options={options} />;
}
