/** A query and its values. */
export interface Statement {
  readonly sql: string;
  readonly values: Parameters['values'];
}

type Value = string | number | readonly string[] | readonly number[];

/** Values of one query, sent beside its text so that nothing in them is read as SQL. */
export interface Parameters {
  readonly values: Readonly<Record<string, Value>>;
  text(value: string): string;
  number(value: number): string;
  texts(values: readonly string[]): string;
  /** Whole numbers from 0 to 2³² − 1. */
  whole(values: Iterable<number>): string;
  numbers(values: readonly number[]): string;
}

/** A server reads fields of up to 128 KiB; longer lists go in pieces. */
const MOST_BYTES = 100_000;

/** Make an empty list; each method keeps a value and answers how the query names it. */
export function createParameters(): Parameters {
  const values: Record<string, Value> = {};
  const add = (value: Value, type: string): string => {
    const name = `p${Object.keys(values).length}`;
    values[name] = value;
    return `{${name}:${type}}`;
  };
  const list = <T extends string | number>(all: readonly T[], size: (one: T) => number, type: string): string => {
    const pieces: T[][] = [[]];
    let bytes = 0;
    for (const one of all) {
      if ((bytes += size(one)) > MOST_BYTES) {
        pieces.push([]);
        bytes = size(one);
      }
      pieces.at(-1)!.push(one);
    }
    const named = pieces.map((piece) => add(piece as readonly string[] | readonly number[], type));
    return named.length === 1 ? named[0]! : `arrayConcat(${named.join(', ')})`;
  };
  return {
    values,
    text: (value) => add(value, 'String'),
    number: (value) => add(value, 'Float64'),
    texts: (all) => list(all, (text) => 6 * text.length + 3, 'Array(String)'),
    whole: (all) => list([...all], () => 11, 'Array(UInt32)'),
    numbers: (all) => list(all, () => 26, 'Array(Float64)'),
  };
}
