import { MOST_DISTINCT_NUMBERS, numberRanges } from './number-ranges.ts';
import type { ValueCodes } from './value-codes.ts';

/** What the occurrences of one event are told apart by: values, members of lists, or ranges of a number. Codes from 0. */
export interface ValueKinds {
  /** The kind of a cell; negative for none. */
  of(cell: number): number;
  /** The kinds of a cell that holds a list, instead of its own. */
  membersOf(kind: number): readonly number[] | undefined;
  texts(kinds: readonly number[]): string[];
}

/** The values themselves. */
export const plainKinds = (codes: ValueCodes): ValueKinds => ({
  of: (cell) => codes.code[cell]!,
  membersOf: (kind) => codes.members.get(kind),
  texts: (kinds) => codes.texts(kinds),
});

/** Quarter ranges of the numbers among some cells. */
export function rangeKinds(codes: ValueCodes, cells: Uint32Array): ValueKinds {
  const { value } = codes.column;
  const isNumber = (cell: number): boolean => codes.code[cell]! >= 0 && codes.isNumber(codes.code[cell]!);
  const ranges = numberRanges(Float64Array.from(cells.filter(isNumber), (cell) => value[cell]!));
  return {
    of: (cell) => (isNumber(cell) ? ranges.of(value[cell]!) : -1),
    membersOf: () => undefined,
    texts: (kinds) => kinds.map((kind) => ranges.texts[kind]!),
  };
}

/** Mostly numbers with many values: a measurement, of which no single value is a behaviour. */
export function isMeasured(codes: ValueCodes, seen: readonly number[]): boolean {
  const numbers = seen.reduce((sum, code) => sum + (codes.isNumber(code) ? 1 : 0), 0);
  return areMeasured(numbers, seen.length);
}

/** So many distinct numbers among so many distinct values: a measurement? */
export const areMeasured = (numbers: number, values: number): boolean =>
  numbers > MOST_DISTINCT_NUMBERS && numbers >= 0.9 * values;

/** Occurrences, people and converters by kind. Cells come user by user. */
export interface ValueTally {
  /** Kinds seen since `clear`, in order of first appearance. */
  readonly seen: readonly number[];
  readonly count: Uint32Array;
  readonly users: Uint32Array;
  readonly converted: Uint32Array;
  add(kind: number, entrant: number, converted: number): void;
  clear(): void;
}

/** Make an empty tally. @param size - one more than the largest kind. */
export function createValueTally(size: number): ValueTally {
  const seen: number[] = [];
  const count = new Uint32Array(size);
  const users = new Uint32Array(size);
  const converted = new Uint32Array(size);
  const last = new Int32Array(size);
  return {
    seen,
    count,
    users,
    converted,
    add(kind, entrant, isConverted) {
      if (count[kind] === 0) {
        seen.push(kind);
        users[kind] = 0;
        converted[kind] = 0;
        last[kind] = -1;
      }
      count[kind]! += 1;
      if (last[kind] === entrant) return;
      last[kind] = entrant;
      users[kind]! += 1;
      converted[kind]! += isConverted;
    },
    clear() {
      for (const kind of seen) count[kind] = 0;
      seen.length = 0;
    },
  };
}

/** The `most` largest by `size`, largest first; of equals the first to come. Cost: O(items × most). */
export function largest(items: readonly number[], size: Uint32Array, most: number): number[] {
  const top: number[] = [];
  for (const item of items) {
    let at = top.length;
    while (at > 0 && size[top[at - 1]!]! < size[item]!) at -= 1;
    if (at >= most) continue;
    top.splice(at, 0, item);
    if (top.length > most) top.pop();
  }
  return top;
}
