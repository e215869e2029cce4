/** A query and its values. */
export interface Statement {
  readonly sql: string;
  readonly values: Parameters['values'];
}

/** Values of one query, sent beside its text so that nothing in them is read as SQL. */
export interface Parameters {
  readonly values: Readonly<Record<string, string | number | readonly string[]>>;
  text(value: string): string;
  number(value: number): string;
  texts(values: readonly string[]): string;
}

/** Make an empty list; each method keeps a value and answers how the query names it. */
export function createParameters(): Parameters {
  const values: Record<string, string | number | readonly string[]> = {};
  const add = (value: string | number | readonly string[], type: string): string => {
    const name = `p${Object.keys(values).length}`;
    values[name] = value;
    return `{${name}:${type}}`;
  };
  return {
    values,
    text: (value) => add(value, 'String'),
    number: (value) => add(value, 'Float64'),
    texts: (list) => add(list, 'Array(String)'),
  };
}
