import { combineHashes, type Hash64, hashBytes, hashNumber } from '#core/mixpanel/key-hash.ts';
import { ValueTag } from '#core/predictor/event-table.ts';
import { Role } from './property-paths.ts';
import { StringFlag } from './scan-json.ts';
import type { ScannedRecord } from './scan-record.ts';
import { createScratch } from '../columns/scratch.ts';
import type { TextDictionary } from '../columns/text-dictionary.ts';
import type { Token } from './token.ts';
import { unescape } from './unescape.ts';

/** Hashes of texts by their dictionary code, each computed once. */
function createTextHashes(texts: TextDictionary): (code: number, out: Hash64) => void {
  let halves = new Uint32Array(2048);
  let known = 0;
  const grow = (needed: number): void => {
    const larger = new Uint32Array(Math.max(2 * halves.length, needed));
    larger.set(halves);
    halves = larger;
  };
  return (code, out) => {
    if (code >= known) {
      if (2 * texts.size > halves.length) grow(2 * texts.size);
      for (; known <= code; known++) {
        const bytes = texts.bytesOf(known);
        hashBytes(bytes, 0, bytes.length, out);
        halves[2 * known] = out.high;
        halves[2 * known + 1] = out.low;
      }
    }
    out.high = halves[2 * code]!;
    out.low = halves[2 * code + 1]!;
  };
}

/** Sums the properties of a record that has no `$insert_id`; the order of the line plays no part. */
export interface ContentHash {
  readonly sum: Hash64;
  clear(): void;
  /** `bytes` is the text of a string or list, else null. */
  add(name: string, tag: number, number: number, bytes: Uint8Array | null): void;
}

export function createContentHash(): ContentHash {
  const sum = { high: 0, low: 0 };
  const name64 = { high: 0, low: 0 };
  const value64 = { high: 0, low: 0 };
  const names = new Map<string, Hash64>();
  const encoder = new TextEncoder();

  return {
    sum,
    clear() {
      sum.high = sum.low = 0;
    },
    add(name, tag, number, bytes) {
      let own = names.get(name);
      if (!own) {
        const encoded = encoder.encode(name);
        hashBytes(encoded, 0, encoded.length, (own = { high: 0, low: 0 }));
        names.set(name, own);
      }
      if (bytes) hashBytes(bytes, 0, bytes.length, value64);
      else hashNumber(number, value64);
      value64.high ^= tag;
      combineHashes(own, value64, name64);
      sum.high = (sum.high + name64.high) >>> 0;
      sum.low = (sum.low + name64.low) >>> 0;
    },
  };
}

/** True when the record names itself by an `$insert_id`: a string that is not empty, or a number. */
export function hasInsertId(record: ScannedRecord): boolean {
  const { tag, start, end } = record.special[Role.insertId]!;
  return (tag === ValueTag.string && end > start) || tag === ValueTag.number;
}

/** Computes the key by which duplicates are found: (event, time, id before identity merge, `$insert_id` or content). */
export function createRecordKey(events: TextDictionary, users: TextDictionary) {
  const scratch = createScratch();
  const eventHash = createTextHashes(events);
  const userHash = createTextHashes(users);
  const part = { high: 0, low: 0 };
  const key = { high: 0, low: 0 };

  const hashToken = (bytes: Uint8Array, token: Token): void => {
    if (token.tag === ValueTag.string && token.flags & StringFlag.escape) {
      unescape(bytes, token.start, token.end, scratch);
      hashBytes(scratch.bytes, 0, scratch.length, part);
    } else {
      hashBytes(bytes, token.start, token.end, part);
    }
  };

  /** `time` as the export says it, in ms: a zone chosen anew must not make an event new. The answer is used again. */
  return (
    record: ScannedRecord,
    bytes: Uint8Array,
    event: number,
    user: number,
    time: number,
    content: Hash64,
  ): Hash64 => {
    eventHash(event, key);
    hashNumber(time, part);
    combineHashes(key, part, key);
    const before = record.special[Role.userBefore]!;
    if (before.tag === ValueTag.string && before.end > before.start) hashToken(bytes, before);
    else userHash(user, part);
    combineHashes(key, part, key);
    if (hasInsertId(record)) {
      hashToken(bytes, record.special[Role.insertId]!);
      combineHashes(key, part, key);
    } else {
      combineHashes(content, key, key);
    }
    return key;
  };
}
