import type { Random } from '#core/stats/random.ts';

export type Bytes = Uint8Array<ArrayBuffer>;
type Mutation = (bytes: Bytes, random: Random, other: Bytes) => Bytes;

const encoder = new TextEncoder();
export const bytesOf = (text: string): Bytes => encoder.encode(text);

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)]!;

/** Bytes [from, to) replaced by others. */
const replace = (bytes: Bytes, from: number, to: number, by: Uint8Array = new Uint8Array(0)): Bytes =>
  concat(bytes.subarray(0, from), by, bytes.subarray(to));

/** A stretch of up to `longest` bytes. */
function stretch(bytes: Bytes, random: Random, longest: number): [from: number, to: number] {
  const from = random.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + random.below(longest + 1))];
}

/** Puts something in the place of one of the matches of a pattern. */
const inPlaceOf =
  (pattern: RegExp, make: (random: Random, found: string) => string): Mutation =>
  (bytes, random) => {
    const text = Buffer.from(bytes).toString('latin1');
    const matches = [...text.matchAll(pattern)];
    if (matches.length === 0) return bytes;
    const { index, 0: found } = pick(random, matches);
    return replace(bytes, index, index + found.length, bytesOf(make(random, found)));
  };

const numbers = [
  '1e999',
  '-1e999',
  '1e-999',
  '-0',
  '0.1e1',
  '1E+2',
  '00',
  '1.',
  '.5',
  '+1',
  '0x10',
  'NaN',
  '9'.repeat(400),
  `0.${'1'.repeat(400)}`,
  '1e13',
  '9999999999999',
  '9007199254740993',
  '-5',
  '2e11',
  '99999999999.9995',
];
const odd = [
  '\\u0000',
  '\\ud800',
  '\\udc00\\ud800',
  '\\u',
  '\\x41',
  '\\"',
  '\u2028',
  '\u0085',
  '\ufeff',
  '\ud83d\ude00',
  '\u0000',
  '\\u0065vent',
  'é'.repeat(50),
];
const wrong = [
  [0xff],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xe9],
  [0xf5, 0x80, 0x80, 0x80],
  [0x00],
  [0x0d],
  [0x0a],
  [0xef, 0xbb, 0xbf],
  [0xe2, 0x80],
];
const values = [
  'null',
  'true',
  '""',
  '[]',
  '{}',
  '"$hotshard_events"',
  '"x"',
  '{"a":{"b":1},"a.b":2}',
  '[1,[2,{"c":null}]]',
  '1700000000',
  '1700000000.5',
  '1700000000123',
  '"1700000000"',
];

const deep = (random: Random): string => {
  const depth = pick(random, [1, 15, 16, 17, 40, 3000]) + random.below(3);
  const [open, close] = pick(random, [
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"b":', '}]'],
  ] as const);
  const short = random.below(8) === 0 ? 1 : 0;
  return open.repeat(depth) + '1' + close.repeat(depth - short);
};

/** What can happen to the bytes of a line or file. */
const mutations: readonly Mutation[] = [
  (bytes, random) =>
    bytes.length === 0 ? bytes : (bytes.with(random.below(bytes.length), random.below(256)) as Bytes),
  (bytes, random) => {
    if (bytes.length === 0) return bytes;
    const at = random.below(bytes.length);
    return bytes.with(at, bytes[at]! ^ (1 << random.below(8))) as Bytes;
  },
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  (bytes, random) => bytes.slice(random.below(bytes.length + 1)),
  (bytes, random) => replace(bytes, ...stretch(bytes, random, 12)),
  (bytes, random) => {
    const [from, to] = stretch(bytes, random, 60);
    return replace(bytes, to, to, bytes.subarray(from, to));
  },
  (bytes, random) => {
    const [at] = stretch(bytes, random, 0);
    return replace(bytes, at, at, Uint8Array.from(pick(random, wrong)));
  },
  (bytes, random) => {
    const [at] = stretch(bytes, random, 0);
    return replace(
      bytes,
      at,
      at,
      bytesOf(pick(random, ['"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\t', '\r\n', '\n'])),
    );
  },
  (bytes, random, other) =>
    concat(bytes.subarray(0, random.below(bytes.length + 1)), other.subarray(random.below(other.length + 1))),
  (bytes, _, other) => concat(bytes, other),
  (bytes, random, other) => concat(bytes, bytesOf(pick(random, [' ', ',', '\r', '\n\n', '\u2028'])), other),
  inPlaceOf(/-?\d+(\.\d+)?/g, (random) => pick(random, numbers)),
  inPlaceOf(/[A-Za-z ]{3,}/g, (random, found) => found.slice(0, 2) + pick(random, odd) + found.slice(2)),
  inPlaceOf(/("[^"]*"|-?\d+(\.\d+)?|true|false|null)(?=[,}])/g, (random) => pick(random, values)),
  inPlaceOf(/("[^"]*"|-?\d+(\.\d+)?|true|false|null)(?=[,}])/g, deep),
  inPlaceOf(
    /"(time|distinct_id|\$insert_id|event|properties)"/g,
    (random) =>
      `"${pick(random, ['time', 'distinct_id', '$insert_id', 'event', 'properties', 'mp_processing_time_ms', '$distinct_id_before_identity', '__proto__', 'a.b', ''])}"`,
  ),
  inPlaceOf(/"(time|distinct_id|\$insert_id)":[^,}]*,/g, (random, found) => (random.below(2) ? '' : found + found)),
  inPlaceOf(/,/g, (random) => pick(random, [' , ', ',,', '', ',"x":"' + 'y'.repeat(random.below(2000)) + '",'])),
];

/** Does so many of the mutations, one after the other. */
export function mutated(bytes: Bytes, random: Random, other: Bytes, times = 1 + random.below(3)): Bytes {
  let result = bytes;
  for (let i = 0; i < times; i += 1) result = pick(random, mutations)(result, random, other);
  return result;
}
