import { changeMoments } from './event-moments.ts';
import { type CountedCells, createCellCounter } from './property-counts.ts';
import { growTally, joinRows, type Sizes, type Tally } from './tally.ts';
import { changeUserEvents, type Rows } from './user-events.ts';

/** The columns of one segment, by project code. Shapes: `time`, `event`, `user` (rows,); those of a property (cells,). */
export interface SegmentColumns extends Rows {
  readonly properties: readonly (Pick<CountedCells, 'cells' | 'row' | 'tag' | 'value'> & {
    readonly property: number;
  })[];
}

/** Counts rows while they are in memory, so that the commit need not read them again. */
export interface RunningTally {
  /** @param sizes - codes there are by now. The columns are not to be changed after. */
  add(columns: SegmentColumns, sizes: Sizes): void;
  /** All that was counted, with what there was before. */
  finish(sizes: Sizes): Tally;
}

/** Rows that are counted together at least: counting some costs a walk over all users and what they did. */
const ROWS_TOGETHER = 262_144;

/** @param before - what the project adds up to; it is used up. */
export function createRunningTally(before: Tally): RunningTally {
  const counter = createCellCounter(1, 0, 0);
  let tally = before;
  let room: Sizes | null = null;
  let waiting: Rows[] = [];
  let rows = 0;

  const makeRoom = (sizes: Sizes): void => {
    counter.makeRoom(sizes.events, sizes.strings);
    if (sizes.events !== room?.events || sizes.properties !== room.properties) tally = growTally(tally, sizes);
    room = sizes;
  };
  const settle = (sizes: Sizes): void => {
    if (rows === 0) return;
    const { after } = changeUserEvents(tally.users, joinRows(waiting, rows), 1, sizes.users, sizes.events);
    tally = { ...tally, users: after };
    waiting = [];
    rows = 0;
  };

  return {
    add(columns, sizes) {
      makeRoom(sizes);
      const { time, event, user, properties } = columns;
      changeMoments(tally.moments, columns, 1);
      const rowsOfEvent = new Float64Array(sizes.events);
      for (let i = 0; i < event.length; i += 1) rowsOfEvent[event[i]!]! += 1;
      for (const { property, ...cells } of properties)
        counter.count(tally.properties[property]!, { ...cells, event, rowsOfEvent });
      waiting.push({ time, event, user });
      rows += time.length;
      if (rows >= Math.max(ROWS_TOGETHER, tally.users.event.length / 4)) settle(sizes);
    },
    finish(sizes) {
      makeRoom(sizes);
      settle(sizes);
      return tally;
    },
  };
}
