import { binColumn } from '../../stats/bin-column.ts';
import type { History } from './history.ts';

/** A column of numbers (n,) and the behaviour set it belongs to: an event's name, a property's name, or one of the below. */
export interface Feature {
  readonly label: string;
  readonly value: Float64Array | Uint8Array;
}

/** Labels of the sets that are neither an event nor a property. */
const ACTIVITY = 'Activity';
const START_TIME = 'Time of the start';

const FLAG_BINS = 8;
const DAY = 86_400;
const HOUR = 3_600;

const log2Of = (values: Float64Array): Float64Array => values.map((value) => Math.log2(1 + Math.max(0, value)));

/** Activity and recency, on the log scale. */
export function activityFeatures({ total, distinct, sinceLast, toFirst, before, known }: History): Feature[] {
  return [total, distinct, sinceLast, toFirst, before, known].map((values) => ({
    label: ACTIVITY,
    value: log2Of(values),
  }));
}

/** Months, not days: with days a user would be foretold by those who came just before and after, which no newcomer has. */
function monthOf(second: number): number {
  const date = new Date(second * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Month, hour and weekday of A (UTC). */
export function startFeatures(n: number, secondAt: (r: number) => number): Feature[] {
  const column = (read: (second: number) => number): Feature => ({
    label: START_TIME,
    value: Float64Array.from({ length: n }, (_, r) => read(secondAt(r))),
  });
  return [
    column(monthOf),
    column((second) => Math.floor((second % DAY) / HOUR)),
    column((second) => (Math.floor(second / DAY) + 4) % 7),
  ];
}

/** Once is what the behaviour itself says: log2 of the count, which is 0 for none and one. */
export const logAboveOne = (count: Float64Array): Float64Array => count.map((c) => (c > 1 ? Math.log2(c) : 0));

/** Centred, in standard deviations; 0 where all are equal. */
function standardise(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (spread > 0 ? (value - mean) / spread : 0));
}

/** A number as the linear model reads it: itself, and flags of up to eight bins, so that it may bend. */
export function bendable(values: Float64Array | Uint8Array): (Float64Array | Uint8Array)[] {
  const { bin, bins, commonest } = binColumn(values, FLAG_BINS);
  const others = Array.from({ length: bins }, (_, b) => b).filter((b) => b !== commonest);
  return [standardise(Float64Array.from(values)), ...others.map((b) => bin.map((one) => (one === b ? 1 : 0)))];
}
