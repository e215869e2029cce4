import { readLiveSegment, segmentsOf } from '../read/live-rows.ts';
import { isDead, type StoredProject } from '../read/stored-project.ts';
import { changeMoments, type EventMoments, growMoments } from './event-moments.ts';
import { countCells, rowsByEventOf } from './count-cells.ts';
import { createCellCounter, noCells, type PropertyCounts } from './property-counts.ts';
import { changeUserEvents, type LostUsers, noUserEvents, type Rows, type UserEvents } from './user-events.ts';

/** What all live rows of a project add up to. It is kept with the project, so that an import counts only what it changes. */
export interface Tally {
  readonly users: UserEvents;
  readonly moments: EventMoments;
  /** By project code. */
  readonly properties: readonly PropertyCounts[];
}

/** How many codes each dictionary of the project has. */
export interface Sizes {
  readonly users: number;
  readonly events: number;
  readonly properties: number;
  readonly strings: number;
}

/** Files, or some of their segments, and a bitmap a file of the rows that do not matter. */
export type Part = Pick<StoredProject, 'files' | 'dead'>;

export const noTally: Tally = { users: noUserEvents, moments: growMoments(null, 0), properties: [] };

/** Rows that are counted together: counting some costs a walk over all users. */
const ROWS_TOGETHER = 1_048_576;

/** Room for the codes there are by now. */
export function growTally({ users, moments, properties }: Tally, sizes: Sizes): Tally {
  const more = Array.from({ length: sizes.properties - properties.length }, noCells);
  return { users, moments: growMoments(moments, sizes.events), properties: [...properties, ...more] };
}

/**
 * Counts the live rows of a part in (`sign` 1) or out (-1). The tally that is given is used up.
 *
 * @param onSegment - told the share of the part's segments that is done, and may throw to stop.
 *
 * Cost: O(rows and cells of the part, and users and pairs of the project); about 60 MB of memory for the rows.
 */
export async function changeTally(
  { users: before, moments, properties }: Tally,
  part: Part,
  sign: 1 | -1,
  sizes: Sizes,
  onSegment: (fraction: number) => void,
): Promise<{ readonly tally: Tally; readonly lost: LostUsers }> {
  const counter = createCellCounter(sign, sizes.events, sizes.strings);
  const lost: { first: number[]; last: number[] } = { first: [], last: [] };
  let users = before;
  let waiting: Rows[] = [];
  let rows = 0;
  const settle = () => {
    if (rows === 0) return;
    const change = changeUserEvents(users, joinRows(waiting, rows), sign, sizes.users, sizes.events);
    users = change.after;
    lost.first.push(...change.lost.first);
    lost.last.push(...change.lost.last);
    waiting = [];
    rows = 0;
  };

  const segments = [...segmentsOf(part)];
  for (const [done, one] of segments.entries()) {
    const live = await readLiveSegment(one.file, one.segment, one.dead);
    const rowsByEvent = rowsByEventOf(one.segment, live, sizes.events);
    changeMoments(moments, live, sign);
    for (const blocks of one.segment.properties)
      await countCells(one, blocks, rowsByEvent, properties[blocks.property]!, counter);
    waiting.push({ time: live.time, event: live.event, user: live.user });
    rows += live.time.length;
    if (rows >= ROWS_TOGETHER) settle();
    onSegment((done + 1) / segments.length);
  }
  settle();
  return { tally: { users, moments, properties }, lost };
}

export function joinRows(parts: readonly Rows[], rows: number): Rows {
  if (parts.length === 1) return parts[0]!;
  const joined = { time: new Float64Array(rows), event: new Uint32Array(rows), user: new Uint32Array(rows) };
  let at = 0;
  for (const { time, event, user } of parts) {
    joined.time.set(time, at);
    joined.event.set(event, at);
    joined.user.set(user, at);
    at += time.length;
  }
  return joined;
}

/** The rows that died in between: only segments with such a row, and bitmaps in which all others are dead. */
export function diedBetween({ files, dead: after }: Part, before: Part['dead']): Part {
  const died = files.flatMap((file, i) => {
    const now = after[i];
    if (now === null || now === undefined) return [];
    const then = before[i] ?? null;
    const others = now.map((byte, at) => ~byte | (then?.[at] ?? 0));
    const segments = file.index.segments.filter(({ firstRow, rows }) => {
      for (let row = firstRow; row < firstRow + rows; row += 1) if (!isDead(others, row)) return true;
      return false;
    });
    return segments.length === 0 ? [] : [{ file: { ...file, index: { ...file.index, segments } }, others }];
  });
  return { files: died.map(({ file }) => file), dead: died.map(({ others }) => others) };
}
