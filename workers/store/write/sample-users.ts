import { isInSample } from '#core/sample/user-hash.ts';
import type { EventBatch, PropertyCells } from '../../shared/batch.ts';

/** Leaves out the events of users outside the sample, batch by batch, as if the files had never held them. */
export interface UserSampler {
  take(batch: EventBatch): EventBatch;
  /** Events left out so far. */
  leftOut(): number;
}

/** @param oneIn - 1: everybody stays, and batches are passed on as they are. */
export function createUserSampler(oneIn: number): UserSampler {
  if (oneIn === 1) return { take: (batch) => batch, leftOut: () => 0 };
  /** By the import's code: the code among those that stay, plus one; 0 for those that do not. */
  let stays = new Uint32Array(1024);
  let seen = 0;
  let kept = 0;
  let leftOut = 0;

  return {
    leftOut: () => leftOut,
    take(batch) {
      const { users } = batch.added;
      if (seen + users.length > stays.length) {
        const wider = new Uint32Array(Math.max(2 * stays.length, seen + users.length));
        wider.set(stays);
        stays = wider;
      }
      const added: string[] = [];
      for (const id of users) {
        if (isInSample(id, oneIn)) {
          added.push(id);
          stays[seen] = ++kept;
        }
        seen += 1;
      }

      const place = new Int32Array(batch.rows).fill(-1);
      let rows = 0;
      for (let row = 0; row < batch.rows; row += 1) if (stays[batch.user[row]!]! > 0) place[row] = rows++;
      leftOut += batch.rows - rows;
      return {
        rows,
        time: pick(batch.time, place, new Float64Array(rows)),
        event: pick(batch.event, place, new Uint32Array(rows)),
        user: pick(batch.user, place, new Uint32Array(rows)).map((code) => stays[code]! - 1),
        keyHigh: pick(batch.keyHigh, place, new Uint32Array(rows)),
        keyLow: pick(batch.keyLow, place, new Uint32Array(rows)),
        processed: pick(batch.processed, place, new Float64Array(rows)),
        properties: batch.properties.map((cells) => pickCells(cells, place)).filter(({ row }) => row.length > 0),
        added: { ...batch.added, users: added },
      };
    },
  };
}

function pick<T extends Uint32Array | Float64Array>(column: T, place: Int32Array, out: T): T {
  for (let row = 0; row < place.length; row += 1) if (place[row]! >= 0) out[place[row]!] = column[row]!;
  return out;
}

function pickCells({ property, row, tag, value }: PropertyCells, place: Int32Array): PropertyCells {
  const kept = new Uint32Array(row.length);
  let cells = 0;
  for (let cell = 0; cell < row.length; cell += 1) if (place[row[cell]!]! >= 0) kept[cells++] = cell;
  const from = kept.subarray(0, cells);
  return {
    property,
    row: from.map((cell) => place[row[cell]!]!),
    tag: Uint8Array.from(from, (cell) => tag[cell]!),
    value: Float64Array.from(from, (cell) => value[cell]!),
  };
}
