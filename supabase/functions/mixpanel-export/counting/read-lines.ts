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
/** Enough of the end to tell how it ended. */
const TAIL = 64;
const CLOSING = 0x7d;
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

/** Keeps the last bytes of what is not cut into lines any more, which tell how it ended. */
function createTail() {
  let tail = new Uint8Array(0);
  return {
    add(part: Uint8Array) {
      const last = part.subarray(-TAIL);
      const both = new Uint8Array(tail.length + last.length);
      both.set(tail);
      both.set(last, tail.length);
      tail = both.slice(-TAIL);
    },
    end(): SliceEnd {
      let end = tail.length;
      while (end > 0 && tail[end - 1]! <= 0x20) end--;
      if (saysTerminated(tail, 0, end)) return 'terminated';
      return tail[end - 1] === CLOSING ? 'whole' : 'cut';
    },
  };
}

/**
 * Make a reader that cuts a stream into lines, at byte 0x0A only, and has them counted.
 *
 * A record that Mixpanel split over two lines is joined again. What is no event is not counted.
 *
 * @param counted - after so many bytes nothing is counted any more; only how it ends is looked at.
 */
export function createLineReader(counter: LineCounter, counted = Infinity): LineReader {
  const tail = createTail();
  let passed = 0;
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
      passed += part.length;
      if (passed > counted) return tail.add(part);
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
      if (passed > counted) return tail.end();
      const whole = !carry.tooLong && line(carry.bytes, 0, carry.length);
      if (terminated) return 'terminated';
      return whole ? 'whole' : 'cut';
    },
  };
}
