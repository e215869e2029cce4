import { FEWEST_USERS } from '../input.ts';
import { LIST, OTHER } from '../words/derived-values.ts';
import { MOST_DISTINCT_NUMBERS, numberRanges } from './number-ranges.ts';
import { NO_VALUE, type ValueCodes } from './value-codes.ts';

/** How many people had a value as of A, and how many of them converted. */
export interface ValueCount {
  readonly code: number;
  readonly users: number;
  readonly converted: number;
}

/** Values as of A, most frequent first, then in order of first appearance; members of lists apart. */
export interface ValueCounts {
  readonly values: readonly ValueCount[];
  readonly members: readonly ValueCount[];
  /** People with any value. */
  readonly known: number;
}

/** Count the people by value. @param cells - shape (users,), the cell as of A or −1. Cost: O(users). */
export function countValues(codes: ValueCodes, cells: Int32Array, converted: Uint8Array): ValueCounts {
  const users = new Map<number, number>();
  const won = new Map<number, number>();
  const isMember = new Set<number>();
  let known = 0;
  const count = (code: number, i: number): void => {
    users.set(code, (users.get(code) ?? 0) + 1);
    won.set(code, (won.get(code) ?? 0) + converted[i]!);
  };
  cells.forEach((cell, i) => {
    const code = cell < 0 ? NO_VALUE : codes.code[cell]!;
    if (code === NO_VALUE) return;
    known += 1;
    count(code, i);
    for (const member of codes.members.get(code) ?? []) {
      isMember.add(member);
      count(member, i);
    }
  });
  const all = [...users]
    .map(([code, n]): ValueCount => ({ code, users: n, converted: won.get(code)! }))
    .sort((a, b) => b.users - a.users);
  return {
    values: all.filter(({ code }) => !isMember.has(code)),
    members: all.filter(({ code }) => isMember.has(code)),
    known,
  };
}

/** How the values of a property become levels. */
export interface Levels {
  /** Text of the level of a cell that holds a value. */
  textOf(cell: number): string;
  /** For a number in ranges, their texts in ascending order; else null. */
  readonly ranges: readonly string[] | null;
  /** Values that have a level of their own. */
  readonly named: ReadonlySet<number>;
}

const MOST_LEVELS = 8;

/** Quarter ranges where nearly all values are numbers, and many; else the commonest values, and `other`. */
export function levelsOf(codes: ValueCodes, cells: Int32Array, counts: ValueCounts): Levels {
  const numbers = counts.values.filter(({ code }) => codes.isNumber(code));
  const share = numbers.reduce((sum, { users }) => sum + users, 0) / counts.known;
  return share >= 0.9 && numbers.length > MOST_DISTINCT_NUMBERS
    ? rangeLevels(codes, cells)
    : commonLevels(codes, counts);
}

function rangeLevels(codes: ValueCodes, cells: Int32Array): Levels {
  const { value } = codes.column;
  const isNumber = (cell: number): boolean => codes.isNumber(codes.code[cell]!);
  const ranges = numberRanges(
    Float64Array.from(
      cells.filter((cell) => cell >= 0 && codes.code[cell] !== NO_VALUE && isNumber(cell)),
      (cell) => value[cell]!,
    ),
  );
  return {
    textOf: (cell) => (isNumber(cell) ? ranges.texts[ranges.of(value[cell]!)]! : OTHER),
    ranges: ranges.texts,
    named: new Set(),
  };
}

function commonLevels(codes: ValueCodes, { values }: ValueCounts): Levels {
  const top = values
    .filter(({ code, users }) => users >= FEWEST_USERS && !codes.members.has(code))
    .slice(0, MOST_LEVELS)
    .map(({ code }) => code);
  const texts = codes.texts(top);
  const textOf = new Map(top.map((code, k) => [code, texts[k]!]));
  return {
    textOf: (cell) => {
      const code = codes.code[cell]!;
      return codes.members.has(code) ? LIST : (textOf.get(code) ?? OTHER);
    },
    ranges: null,
    named: new Set(top),
  };
}
