import { orderOfUsers } from '#core/predictor/canonical/orders.ts';
import type { EncodeNumbers } from '../format/number-codec.ts';
import { readLiveSegment } from '../read/live-rows.ts';
import type { OpenEventsFile } from '../read/stored-project.ts';

/** What is made a copy of, and how. */
export interface Source {
  readonly file: OpenEventsFile;
  readonly dead: Uint8Array | null;
  /** By project code. */
  readonly userIds: readonly string[];
  readonly eventNames: readonly string[];
  readonly encode: EncodeNumbers | undefined;
  /** Called now and then, and may reject to stop. */
  readonly pause: () => Promise<void>;
}

/** Live rows of each user and of each event. */
export async function countRows({ file, dead, userIds, eventNames, pause }: Source) {
  const rowsOf = new Uint32Array(userIds.length);
  const rowsOfEvent = new Uint32Array(eventNames.length);
  for (const segment of file.index.segments) {
    const { user, event } = await readLiveSegment(file, segment, dead, false);
    for (let r = 0; r < user.length; r += 1) {
      rowsOf[user[r]!]! += 1;
      rowsOfEvent[event[r]!]! += 1;
    }
    await pause();
  }
  return { rowsOf, rowsOfEvent };
}

/**
 * Users with rows: those who did the rarest event, then of the others those who did the next, and so on; each lot in canonical order.
 * Who did a rare event lies together, and is read without the others.
 */
export async function orderUsers(
  { file, dead, userIds, pause }: Source,
  rowsOf: Uint32Array,
  rowsOfEvent: Uint32Array,
): Promise<Uint32Array> {
  const rarity = new Uint32Array(rowsOfEvent.length);
  [...rowsOfEvent.keys()]
    .sort((a, b) => rowsOfEvent[a]! - rowsOfEvent[b]! || a - b)
    .forEach((event, place) => (rarity[event] = place));
  const rarest = new Uint32Array(userIds.length).fill(rarity.length);
  for (const segment of file.index.segments) {
    const { user, event } = await readLiveSegment(file, segment, dead, false);
    for (let r = 0; r < user.length; r += 1) {
      const place = rarity[event[r]!]!;
      if (place < rarest[user[r]!]!) rarest[user[r]!] = place;
    }
    await pause();
  }
  const present = Uint32Array.from(rowsOf.keys()).filter((user) => rowsOf[user]! > 0);
  const order = orderOfUsers(Array.from(present, (user) => userIds[user]!)).map((place) => present[place]!);
  const lots = Array.from({ length: rarity.length }, (): number[] => []);
  for (const user of order) lots[rarest[user]!]!.push(user);
  return Uint32Array.from(lots.flat());
}

/** Users in order, as many together as have that many rows. */
export function* groupsOf(rowsOf: Uint32Array, order: Uint32Array, most: number): Generator<Uint32Array> {
  let group: number[] = [];
  let rows = 0;
  for (const user of order) {
    const own = rowsOf[user]!;
    if (rows + own > most && rows > 0) {
      yield Uint32Array.from(group);
      group = [];
      rows = 0;
    }
    group.push(user);
    rows += own;
  }
  if (rows > 0) yield Uint32Array.from(group);
}
