import type { Hash64 } from '#core/mixpanel/key-hash.ts';
import type { EventBatch } from '../../shared/batch.ts';

type Rows = Omit<EventBatch, 'properties' | 'added'>;

/** Collects the columns every event has. */
export interface RowColumns {
  readonly rows: number;
  add(time: number, event: number, user: number, key: Hash64, processed: number): void;
  /** The rows so far as arrays of their own. Then starts over. */
  take(): Rows;
}

const START = 1024;

export function createRowColumns(): RowColumns {
  let capacity = START;
  let rows = 0;
  let time = new Float64Array(START);
  let event = new Uint32Array(START);
  let user = new Uint32Array(START);
  let keyHigh = new Uint32Array(START);
  let keyLow = new Uint32Array(START);
  let processed = new Float64Array(START);

  const wider = <T extends Float64Array | Uint32Array>(larger: T, old: T): T => {
    larger.set(old);
    return larger;
  };
  const grow = (): void => {
    capacity *= 2;
    time = wider(new Float64Array(capacity), time);
    event = wider(new Uint32Array(capacity), event);
    user = wider(new Uint32Array(capacity), user);
    keyHigh = wider(new Uint32Array(capacity), keyHigh);
    keyLow = wider(new Uint32Array(capacity), keyLow);
    processed = wider(new Float64Array(capacity), processed);
  };

  return {
    get rows() {
      return rows;
    },
    add(atMs, eventCode, userCode, key, processedMs) {
      if (rows === capacity) grow();
      time[rows] = atMs;
      event[rows] = eventCode;
      user[rows] = userCode;
      keyHigh[rows] = key.high;
      keyLow[rows] = key.low;
      processed[rows] = processedMs;
      rows++;
    },
    take() {
      const taken = {
        rows,
        time: time.slice(0, rows),
        event: event.slice(0, rows),
        user: user.slice(0, rows),
        keyHigh: keyHigh.slice(0, rows),
        keyLow: keyLow.slice(0, rows),
        processed: processed.slice(0, rows),
      };
      rows = 0;
      return taken;
    },
  };
}
