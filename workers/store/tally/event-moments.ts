import type { Rows } from './user-events.ts';

/**
 * The first and last moment of each event, how many rows lie at them, and the rows of each day.
 *
 * Shapes: arrays (events,), by project code; epoch ms. An event without a row has 0 rows at Infinity and -Infinity.
 */
export interface EventMoments {
  readonly firstTime: Float64Array;
  readonly firstRows: Float64Array;
  readonly lastTime: Float64Array;
  readonly lastRows: Float64Array;
  /** Rows by day: the number of days since 1970 began, UTC. */
  readonly days: Map<number, number>;
}

const DAY = 86_400_000;

/** Room for `events` codes, with what is known of those before. Shares nothing with it. */
export function growMoments(before: EventMoments | null, events: number): EventMoments {
  const grown = (column: Float64Array | undefined, empty: number): Float64Array => {
    const wider = new Float64Array(events).fill(empty);
    if (column !== undefined) wider.set(column);
    return wider;
  };
  return {
    firstTime: grown(before?.firstTime, Infinity),
    firstRows: grown(before?.firstRows, 0),
    lastTime: grown(before?.lastTime, -Infinity),
    lastRows: grown(before?.lastRows, 0),
    days: new Map(before?.days),
  };
}

/** Counts rows in (`sign` 1) or out (-1), in place. An event that has 0 rows at its first or last moment then has lost it. */
export function changeMoments(moments: EventMoments, { time, event }: Rows, sign: 1 | -1): void {
  const { firstTime, firstRows, lastTime, lastRows, days } = moments;
  let day = NaN;
  let ofDay = 0;
  const keepDay = () => {
    if (ofDay === 0) return;
    const rows = (days.get(day) ?? 0) + sign * ofDay;
    if (rows === 0) days.delete(day);
    else days.set(day, rows);
  };
  for (let row = 0; row < time.length; row += 1) {
    const moment = time[row]!;
    const e = event[row]!;
    if (sign > 0 && moment < firstTime[e]!) {
      firstTime[e] = moment;
      firstRows[e] = 1;
    } else if (moment === firstTime[e]) {
      firstRows[e]! += sign;
    }
    if (sign > 0 && moment > lastTime[e]!) {
      lastTime[e] = moment;
      lastRows[e] = 1;
    } else if (moment === lastTime[e]) {
      lastRows[e]! += sign;
    }
    const rowDay = Math.floor(moment / DAY);
    if (rowDay !== day) {
      keepDay();
      day = rowDay;
      ofDay = 0;
    }
    ofDay += 1;
  }
  keepDay();
}
