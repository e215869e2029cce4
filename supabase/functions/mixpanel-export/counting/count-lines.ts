import { type Hash64, halfSipHash } from './half-sip-hash.ts';
import { dayIndex, type ProjectDays } from './project-days.ts';
import { nonQualifyingEvents } from './qualifying-events.ts';
import { createScannedLine, type Place, scanLine, textOf } from './scan-line.ts';
import { addToSketch, REGISTERS } from './sketch.ts';
import { readUserId, type UserId } from './user-id.ts';

/** What a day's lines came to. */
export interface DayCount {
  readonly day: string;
  /** Lines that are events, as delivered: Mixpanel repeats some. */
  readonly events: number;
  /** Users with a qualifying event; null when there was none. */
  readonly users: Uint8Array | null;
}

/** Counts lines, one after the other. */
export interface LineCounter {
  /** False when bytes [start, end) are no event. */
  count(bytes: Uint8Array, start: number, end: number): boolean;
  days(): readonly DayCount[];
}

const MILLISECONDS_ABOVE = 1e11;
const LATEST_MS = 1e13;
const notQualifying = new Set(nonQualifyingEvents);

/** A number's value, quickly when it is a short whole one. NaN for what is no number. */
function numberOf(bytes: Uint8Array, { kind, start, end }: Place): number {
  if (kind !== 0x2d && (kind < 0x30 || kind > 0x39)) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit < 0 || digit > 9 || end - start > 15) return Number(textOf(bytes, start, end, false));
    value = value * 10 + digit;
  }
  return value;
}

/** Epoch ms of a `time`, as src/core/mixpanel/normalise-time.ts has it; NaN when it is no moment. */
function momentOf(time: number): number {
  const ms = Math.round(time > MILLISECONDS_ABOVE ? time : time * 1000);
  return ms > 0 && ms < LATEST_MS ? ms : Number.NaN;
}

function qualifies(bytes: Uint8Array, { start, end, escapes }: Place): boolean {
  if (bytes[start] !== 0x24 && !escapes) return true;
  return !notQualifying.has(textOf(bytes, start, end, escapes));
}

/**
 * Make a counter of events and users per day.
 *
 * Keeps 16 kB a day, and no id: of each only what a keyed hash of it says to the day's sketch.
 *
 * @param key - shape (2,), see `keyFromHex`.
 */
export function createLineCounter({ days, starts }: ProjectDays, key: Uint32Array): LineCounter {
  const events = new Float64Array(days.length);
  const sketches: (Uint8Array | undefined)[] = [];
  const line = createScannedLine();
  const hash: Hash64 = { first: 0, second: 0 };
  const user: UserId = { bytes: new Uint8Array(), start: 0, end: 0 };
  return {
    count(bytes, start, end) {
      if (!scanLine(bytes, start, end, line)) return false;
      const ms = momentOf(numberOf(bytes, line.time));
      if (Number.isNaN(ms)) return true;
      const day = dayIndex(starts, ms);
      events[day]! += 1;
      if (!qualifies(bytes, line.event) || !readUserId(bytes, line.user, user)) return true;
      halfSipHash(key, user.bytes, user.start, user.end, hash);
      addToSketch((sketches[day] ??= new Uint8Array(REGISTERS)), hash);
      return true;
    },
    days: () => days.map((day, index) => ({ day, events: events[index] ?? 0, users: sketches[index] ?? null })),
  };
}
