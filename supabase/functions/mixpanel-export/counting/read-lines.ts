import { skipSpace } from './json-bytes.ts';
import type { LineCounter } from './count-lines.ts';

/** How a slice ended: `whole`; `terminated` by Mixpanel, which says so in a line; or `cut` in the middle of a line. */
export type SliceEnd = 'whole' | 'terminated' | 'cut';

/** Takes the parts of a slice as they come. */
export interface LineReader {
  push(part: Uint8Array): void;
  /** Call once, after the last part. */
  end(): SliceEnd;
}

/** A longer line is no event: Mixpanel takes 1 MB at most. It is passed over, so that memory has a bound. */
const LONGEST = 4 * 1024 * 1024;
const TERMINATED = 'terminated early';
const NEWLINE = 0x0a;

/** A text that grows, up to `LONGEST`. */
function createStore() {
  let bytes = new Uint8Array(64 * 1024);
  let length = 0;
  let tooLong = false;
  return {
    get bytes() {
      return bytes;
    },
    get length() {
      return length;
    },
    get tooLong() {
      return tooLong;
    },
    clear() {
      length = 0;
      tooLong = false;
    },
    add(part: Uint8Array, start: number, end: number) {
      const wanted = length + end - start;
      if (wanted > LONGEST) tooLong = true;
      if (tooLong) return;
      if (wanted > bytes.length) {
        const larger = new Uint8Array(Math.max(2 * bytes.length, wanted));
        larger.set(bytes.subarray(0, length));
        bytes = larger;
      }
      bytes.set(part.subarray(start, end), length);
      length = wanted;
    },
  };
}

/** True when the line is, or ends with, what Mixpanel writes when it gives up. */
function saysTerminated(bytes: Uint8Array, start: number, end: number): boolean {
  while (end > start && bytes[end - 1]! <= 0x20) end--;
  if (end - start < TERMINATED.length) return false;
  const from = end - TERMINATED.length;
  for (let i = 0; i < TERMINATED.length; i++) if (bytes[from + i] !== TERMINATED.charCodeAt(i)) return false;
  return true;
}

/**
 * Make a reader that cuts a stream into lines, at byte 0x0A only, and has them counted.
 *
 * A record that Mixpanel split over two lines is joined again. What is no event is not counted.
 */
export function createLineReader(counter: LineCounter): LineReader {
  const carry = createStore();
  /** The line before, if it was no event: it may be the first half of one. */
  const half = createStore();
  let terminated = false;

  /** False when the line is no event, not even with the one before. */
  const line = (bytes: Uint8Array, start: number, end: number): boolean => {
    if (skipSpace(bytes, start, end) === end) return true;
    if (counter.count(bytes, start, end)) {
      half.clear();
      return true;
    }
    if (saysTerminated(bytes, start, end)) terminated = true;
    if (half.length > 0) {
      half.add(bytes, start, end);
      const joined = !half.tooLong && counter.count(half.bytes, 0, half.length);
      half.clear();
      if (joined) return true;
    }
    half.add(bytes, start, end);
    return false;
  };

  return {
    push(part) {
      let start = 0;
      for (;;) {
        const newline = part.indexOf(NEWLINE, start);
        if (newline < 0) break;
        if (carry.length > 0 || carry.tooLong) {
          carry.add(part, start, newline);
          if (!carry.tooLong) line(carry.bytes, 0, carry.length);
          carry.clear();
        } else {
          line(part, start, newline);
        }
        start = newline + 1;
      }
      if (start < part.length) carry.add(part, start, part.length);
    },
    end() {
      const whole = !carry.tooLong && line(carry.bytes, 0, carry.length);
      if (terminated) return 'terminated';
      return whole ? 'whole' : 'cut';
    },
  };
}
