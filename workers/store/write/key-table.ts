/** Keeps, of all rows with the same key, the one processed last; of equals the one that came first. */
export interface KeyTable {
  /**
   * Answers the row that lost to another one with the same key, or -1 when the key is new.
   *
   * @param row - the store's number of the row; `processed`: when it was processed, epoch ms.
   */
  add(time: number, event: number, keyHigh: number, keyLow: number, processed: number, row: number): number;
  /** Forgets all keys. */
  clear(): void;
}

/** Spreads a key over 32 bits, evenly even where its own bits are not. */
export function hashKey(time: number, event: number, keyHigh: number, keyLow: number): number {
  let hash = Math.imul(keyLow ^ 0x9e3779b1, 0x85ebca6b) ^ keyHigh;
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) ^ event;
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f) ^ (time | 0) ^ (time / 2 ** 32);
  hash = Math.imul(hash ^ (hash >>> 16), 0x165667b1);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/**
 * An open-addressing table of typed arrays.
 *
 * @param expected - keys it will hold, roughly; it grows when there are more.
 * Cost: 64 to 128 bytes a key at most, O(1) a row.
 */
export function createKeyTable(expected: number): KeyTable {
  let capacity = 1024;
  while (capacity < 2 * expected) capacity *= 2;
  let columns = makeColumns(capacity);
  let used = 0;

  const slotOf = (time: number, event: number, keyHigh: number, keyLow: number): number => {
    const { row, times, events, highs, lows } = columns;
    let slot = hashKey(time, event, keyHigh, keyLow) & (capacity - 1);
    while (row[slot] !== 0) {
      if (lows[slot] === keyLow && highs[slot] === keyHigh && times[slot] === time && events[slot] === event)
        return slot;
      slot = (slot + 1) & (capacity - 1);
    }
    return slot;
  };
  const put = (
    slot: number,
    time: number,
    event: number,
    keyHigh: number,
    keyLow: number,
    processed: number,
    row: number,
  ): void => {
    columns.times[slot] = time;
    columns.events[slot] = event;
    columns.highs[slot] = keyHigh;
    columns.lows[slot] = keyLow;
    columns.processed[slot] = processed;
    columns.row[slot] = row + 1;
  };
  const grow = (): void => {
    const { times, events, highs, lows, processed, row } = columns;
    capacity *= 2;
    columns = makeColumns(capacity);
    for (let slot = 0; slot < row.length; slot += 1) {
      if (row[slot] === 0) continue;
      const to = slotOf(times[slot]!, events[slot]!, highs[slot]!, lows[slot]!);
      put(to, times[slot]!, events[slot]!, highs[slot]!, lows[slot]!, processed[slot]!, row[slot]! - 1);
    }
  };

  return {
    add(time, event, keyHigh, keyLow, processed, row) {
      const slot = slotOf(time, event, keyHigh, keyLow);
      if (columns.row[slot] === 0) {
        put(slot, time, event, keyHigh, keyLow, processed, row);
        used += 1;
        if (used > 0.7 * capacity) grow();
        return -1;
      }
      if (processed <= columns.processed[slot]!) return row;
      const loser = columns.row[slot]! - 1;
      put(slot, time, event, keyHigh, keyLow, processed, row);
      return loser;
    },
    clear() {
      columns.row.fill(0);
      used = 0;
    },
  };
}

/** `row` is one more than the row, so that 0 means an empty slot. */
function makeColumns(capacity: number) {
  return {
    times: new Float64Array(capacity),
    processed: new Float64Array(capacity),
    events: new Uint32Array(capacity),
    highs: new Uint32Array(capacity),
    lows: new Uint32Array(capacity),
    row: new Uint32Array(capacity),
  };
}
