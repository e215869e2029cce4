import type uPlot from 'uplot';
import type { ChartColours } from './chart-colours.ts';

const axis = (colours: ChartColours): uPlot.Axis => ({
  stroke: colours['ink-3'],
  font: `11px ${colours.font}`,
  ticks: { show: false },
  border: { show: false },
});

/** A quiet vertical axis: thin grid lines, small labels, no ticks. */
export const quietY = (colours: ChartColours, more: uPlot.Axis): uPlot.Axis => ({
  ...axis(colours),
  grid: { stroke: colours.line, width: 1 },
  gap: 6,
  ...more,
});

/** A quiet horizontal axis: labels only. */
export const quietX = (colours: ChartColours, more: uPlot.Axis): uPlot.Axis => ({
  ...axis(colours),
  grid: { show: false },
  size: 22,
  gap: 4,
  ...more,
});

const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-9;

/** An axis of named places 0, 1, 2 …; leaves out names where they would touch. */
export const namedX = (colours: ChartColours, names: readonly string[], space: number): uPlot.Axis =>
  quietX(colours, {
    incrs: [1, 2, 3, 6, 12, 24, 60],
    space,
    values: (_plot, splits) => splits.map((value) => (isWhole(value) ? (names[Math.round(value)] ?? '') : '')),
  });

/** Log-scale bounds around these ratios, 1 included, with some air. */
export function ratioRange(ratios: readonly number[]): [number, number] {
  const logs = ratios.filter((ratio) => ratio > 0 && Number.isFinite(ratio)).map(Math.log2);
  const low = Math.max(-7, Math.min(0, ...logs));
  const high = Math.min(7, Math.max(0, ...logs));
  const air = Math.max(0.15, (high - low) * 0.12);
  return [2 ** (low - air), 2 ** (high + air)];
}

/** Octaves between two ratios, at most five, 1 always among them. */
export function octavesWithin(low: number, high: number): number[] {
  const first = Math.ceil(Math.log2(low));
  const last = Math.floor(Math.log2(high));
  const step = Math.max(1, Math.ceil((last - first) / 4));
  const octaves = [];
  for (let octave = -Math.floor(-first / step) * step; octave <= last; octave += step) octaves.push(2 ** octave);
  return octaves;
}
