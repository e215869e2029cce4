import { createMemo } from 'solid-js';
import type uPlot from 'uplot';
import type { Direction, ResultRow } from '#core/predictor/result.ts';
import { namedX, octavesWithin, quietY, ratioRange } from './axes.ts';
import type { ChartColours } from './chart-colours.ts';
import { formatMonth, formatMonthYear } from './format-month.ts';
import { tickLabel } from './effect-scale.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { PlotHost } from './plot-host.tsx';

export interface MonthPlotProps {
  months: ResultRow['byMonth'];
  direction: Direction;
}

/** The same effect by month of entry: a dot and its interval each, 1× marked. */
export function MonthPlot(props: MonthPlotProps) {
  const data = createMemo((): uPlot.AlignedData => [
    props.months.map((_month, index) => index),
    props.months.map((month) => month.ratio),
  ]);
  const range = createMemo(() =>
    ratioRange(
      props.months.flatMap((month) => [Math.max(month.low, month.ratio / 4), Math.min(month.high, month.ratio * 4)]),
    ),
  );
  const manyYears = () => new Set(props.months.map((month) => month.month.slice(0, 4))).size > 1;

  const options = (colours: ChartColours): Omit<uPlot.Options, 'width' | 'height'> => {
    const colour = props.direction === 'to' ? colours.toward : colours.away;
    const hollow = props.direction === 'to' ? colour : colours.surface;
    return {
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 8, 0, 0],
      scales: {
        x: { time: false, range: [-0.6, props.months.length - 0.4] },
        y: { distr: 3, log: 2, range: () => range() },
      },
      series: [{}, { stroke: 'transparent', points: { show: false } }],
      axes: [
        namedX(
          colours,
          props.months.map((month) => (manyYears() ? formatMonthYear(month.month) : formatMonth(month.month))),
          manyYears() ? 48 : 30,
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
            const ratio = devicePixelRatio;
            const y = (value: number) => plot.valToPos(Math.min(range()[1], Math.max(range()[0], value)), 'y', true);
            ctx.lineWidth = 2 * ratio;
            ctx.strokeStyle = colours['line-strong'];
            ctx.beginPath();
            ctx.moveTo(plot.bbox.left, y(1));
            ctx.lineTo(plot.bbox.left + plot.bbox.width, y(1));
            ctx.lineWidth = ratio;
            ctx.stroke();
            ctx.lineWidth = 2 * ratio;
            ctx.strokeStyle = colour;
            ctx.fillStyle = hollow;
            const size = Math.min(4, Math.max(1.5, plot.bbox.width / ratio / props.months.length / 3)) * ratio;
            props.months.forEach((month, index) => {
              const x = plot.valToPos(index, 'x', true);
              ctx.beginPath();
              ctx.moveTo(x, y(month.low));
              ctx.lineTo(x, y(month.high));
              ctx.stroke();
              ctx.beginPath();
              ctx.arc(x, y(month.ratio), size, 0, 2 * Math.PI);
              ctx.fill();
              ctx.stroke();
            });
          },
        ],
      },
    };
  };

  const label = () =>
    `Effect by month of entry. ${props.months
      .map(
        (month) =>
          `${formatMonthYear(month.month)}: ${formatRatio(month.ratio)}, interval ${formatRatio(month.low)} to ${formatRatio(month.high)}`,
      )
      .join('; ')}.`;

  return <PlotHost label={label()} height={136} data={data()} options={options} />;
}
