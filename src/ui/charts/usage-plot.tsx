import { createMemo } from 'solid-js';
import type uPlot from 'uplot';
import { formatCount } from '../kit/format.ts';
import { quietX, quietY } from './axes.ts';
import { faded, type ChartColours } from './chart-colours.ts';
import { formatMonth } from './format-month.ts';
import { PlotHost } from './plot-host.tsx';

/** One place of the graph: a day, or a calendar month. */
export interface UsagePoint {
  /** yyyy-mm of the day or month. */
  readonly month: string;
  readonly users: number;
  /** What the server counted; null where it did not. */
  readonly server: number | null;
  /** Drawn paler: the month is not over, or its beginning is missing. */
  readonly isPart?: boolean;
}

export interface UsagePlotProps {
  points: readonly UsagePoint[];
  unit: 'day' | 'month';
  /** What the drawing shows, in words. */
  label: string;
  /** Told the place under the pointer; null when there is none. */
  onPoint: (index: number | null) => void;
}

const ROOM_OF_A_NAME = 44;
const short = (users: number): string => {
  if (users < 10_000) return formatCount(users);
  return users < 1e6 ? `${Number((users / 1000).toPrecision(3))}k` : `${Number((users / 1e6).toPrecision(3))}M`;
};

/** First places of months, of years when it is crowded; January brings its year. */
function monthTicks(points: readonly UsagePoint[], width: number): { at: number; name: string }[] {
  const starts = points.flatMap((point, at) => (point.month === points[at - 1]?.month ? [] : [at]));
  const most = Math.max(1, Math.floor(width / ROOM_OF_A_NAME));
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((one) => starts.length / one <= most) ?? 240;
  const monthOf = (at: number) => Number(points[at]?.month.slice(5)) - 1 + 12 * Number(points[at]?.month.slice(0, 4));
  const wanted = starts.filter((at) => monthOf(at) % step === 0);
  // The first month may be there by its last days only.
  const isCrowded = ((wanted[1] ?? Infinity) * width) / points.length < ROOM_OF_A_NAME;
  return wanted.slice(isCrowded ? 1 : 0).map((at) => {
    const month = points[at]?.month ?? '';
    return { at, name: month.endsWith('-01') || step >= 12 ? month.slice(0, 4) : formatMonth(month) };
  });
}

/** Monthly users over time: a line a day with the server's count beside it, or a bar a month. */
export function UsagePlot(props: UsagePlotProps) {
  const data = createMemo((): uPlot.AlignedData => [
    props.points.map((_point, at) => at),
    props.points.map(({ users }) => users),
    props.points.map(({ server }) => server),
  ]);
  const top = createMemo(
    () => Math.max(4, ...props.points.map(({ users, server }) => Math.max(users, server ?? 0))) * 1.06,
  );

  const options = (colours: ChartColours, plotter: typeof uPlot): Omit<uPlot.Options, 'width' | 'height'> => {
    const isDay = props.unit === 'day';
    const last = props.points.length - 1;
    const bars = plotter.paths.bars?.({ size: [0.7, 40] });
    return {
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: isDay, size: 7, fill: colours.accent } },
      padding: [8, 8, 0, 0],
      scales: {
        x: { time: false, range: isDay ? [0, Math.max(1, last)] : [-0.6, last + 0.6] },
        y: { range: [0, top()] },
      },
      series: [
        {},
        isDay
          ? { stroke: colours.accent, width: 1.75, fill: faded(colours.accent, 0.1), points: { show: last === 0 } }
          : {
              stroke: colours.accent,
              width: 0,
              fill: faded(colours.accent, 0.85),
              points: { show: false },
              ...(bars && { paths: bars }),
            },
        isDay
          ? { stroke: colours['ink-2'], width: 1.25, dash: [4, 3], points: { show: false } }
          : {
              stroke: colours.ink,
              width: 0,
              points: { show: true, size: 7, fill: colours.surface, stroke: colours['ink-2'], width: 1.5 },
            },
      ],
      axes: [
        quietX(colours, {
          splits: (plot) => monthTicks(props.points, plot.bbox.width / devicePixelRatio).map(({ at }) => at),
          values: (plot, splits) => {
            const names = new Map(
              monthTicks(props.points, plot.bbox.width / devicePixelRatio).map(({ at, name }) => [at, name]),
            );
            return splits.map((at) => names.get(at) ?? '');
          },
          filter: (_plot, splits) => splits,
          space: 1,
        }),
        quietY(colours, {
          space: 36,
          size: 48,
          values: (_plot, splits) => splits.map((users) => (Number.isInteger(users) ? short(users) : '')),
        }),
      ],
      hooks: { setCursor: [(plot) => props.onPoint(plot.cursor.idx ?? null)] },
    };
  };
  return <PlotHost label={props.label} height={200} data={data()} options={options} />;
}
