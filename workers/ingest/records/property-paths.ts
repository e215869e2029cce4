import { isTransportProperty } from '#core/mixpanel/transport-properties.ts';
import { sameBytes, viewOf } from '../columns/byte-view.ts';
import { StringFlag } from './scan-json.ts';
import { createTextDictionary, decodeString } from '../columns/text-dictionary.ts';

/** What a property is for. */
export const Role = { stored: 0, dropped: 1, time: 2, user: 3, insertId: 4, processed: 5, userBefore: 6 } as const;

const roles: Readonly<Record<string, number>> = {
  time: Role.time,
  distinct_id: Role.user,
  $insert_id: Role.insertId,
  mp_processing_time_ms: Role.processed,
  $distinct_id_before_identity: Role.userBefore,
};

/** The path of the properties themselves. */
export const ROOT = 0;

/**
 * Numbers the places at which values lie below `properties`: a key, or a key of an object at another place.
 *
 * `{"a.b":1}` and `{"a":{"b":1}}` are two paths with one name.
 */
export interface PropertyPaths {
  /** The path of the key whose content is [start, end), below `parent`. */
  find(parent: number, bytes: Uint8Array, start: number, end: number, flags: number): number;
  /**
   * The path of the key at `at` if it is the one that followed `previous` last time, else -1. Cheap: exports repeat
   * their keys in one order. `previous` is the path before it, or for an object's first key `~parent`.
   */
  guess(previous: number, bytes: Uint8Array, at: number): number;
  /** Bytes of the key of a guessed path. */
  keyLength(path: number): number;
  /** Remember what followed `previous`. */
  learn(previous: number, path: number): void;
  parentOf(path: number): number;
  roleOf(path: number): number;
  /** Keys joined with points: `a.b`. */
  nameOf(path: number): string;
  /** Of two paths with one name, true when the first is to be kept: the one with the longer outer key. */
  isPreferred(path: number, over: number): boolean;
  /** Note that `record` carries the path; true when it already did. */
  mark(path: number, record: number): boolean;
}

/** Keys below one parent and their paths stay in this many, so that parent and key fit one exact number. */
const KEYS = 2 ** 26;

/** Told of every key as it was spelled: bytes [start, end) and the closing quote. */
export type LearnKey = (
  parent: number,
  path: number,
  role: number,
  bytes: Uint8Array,
  start: number,
  end: number,
) => void;

export function createPropertyPaths(learnKey?: LearnKey): PropertyPaths {
  const keys = createTextDictionary();
  const topLevel: number[] = [];
  const nested = new Map<number, number>();
  const parents: number[] = [-1];
  const keyTexts: string[] = [''];
  const names: string[] = [''];
  const roleByPath: number[] = [Role.stored];
  const keyViews: DataView[] = [new DataView(new ArrayBuffer(0))];
  const keyLengths: number[] = [0];
  const followers: number[] = [-1];
  const firsts: number[] = [-1];
  let seenIn = new Float64Array(64).fill(-1);

  const add = (parent: number, key: string, quoted: Uint8Array<ArrayBuffer>): number => {
    const path = parents.length;
    keyViews.push(new DataView(quoted.buffer));
    keyLengths.push(quoted.length);
    followers.push(-1);
    firsts.push(-1);
    parents.push(parent);
    keyTexts.push(key);
    names.push(parent === ROOT ? key : `${names[parent]!}.${key}`);
    const plain = isTransportProperty(key) ? Role.dropped : Role.stored;
    roleByPath.push(parent === ROOT ? (Object.hasOwn(roles, key) ? roles[key]! : plain) : Role.stored);
    if (path >= seenIn.length) {
      const larger = new Float64Array(seenIn.length * 2).fill(-1);
      larger.set(seenIn);
      seenIn = larger;
    }
    return path;
  };

  const segments = (path: number): string[] => {
    const found: string[] = [];
    for (let at = path; at !== ROOT; at = parents[at]!) found.unshift(keyTexts[at]!);
    return found;
  };

  return {
    find(parent, bytes, start, end, flags) {
      const key = keys.codeOf(bytes, start, end, flags);
      let path = parent === ROOT ? topLevel[key] : nested.get(parent * KEYS + key);
      if (path === undefined) {
        path = add(
          parent,
          decodeString(bytes, start, end, flags & StringFlag.escape),
          Uint8Array.from(bytes.subarray(start, end + 1)),
        );
        if (parent === ROOT) topLevel[key] = path;
        else nested.set(parent * KEYS + key, path);
      }
      learnKey?.(parent, path, roleByPath[path]!, bytes, start, end);
      return path;
    },
    guess(previous, bytes, at) {
      const path = previous < 0 ? firsts[~previous]! : followers[previous]!;
      if (path < 0) return -1;
      const length = keyLengths[path]!;
      return at + length <= bytes.length && sameBytes(viewOf(bytes), at, keyViews[path]!, 0, length) ? path : -1;
    },
    keyLength: (path) => keyLengths[path]! - 1,
    learn(previous, path) {
      if (previous < 0) firsts[~previous] = path;
      else followers[previous] = path;
    },
    parentOf: (path) => parents[path]!,
    roleOf: (path) => roleByPath[path]!,
    nameOf: (path) => names[path]!,
    isPreferred(path, over) {
      const [own, other] = [segments(path), segments(over)];
      const differs = own.findIndex((segment, level) => segment !== other[level]);
      return own[differs]!.length > (other[differs]?.length ?? 0);
    },
    mark(path, record) {
      const again = seenIn[path] === record;
      seenIn[path] = record;
      return again;
    },
  };
}
