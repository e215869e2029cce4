/** SQL and the values of its question marks, in order. Values are never part of the text. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly (string | number | boolean)[];
}

/** A condition on the column `event`: among these numbers; always true for null. */
export function isOneOf(events: readonly number[] | null): Statement {
  if (events === null) return { sql: 'true', values: [] };
  return { sql: `event in (${events.map(() => '?').join(', ')})`, values: events };
}

/** The tables of one property; their names are ours, never the property's. */
export interface PropertyTables {
  /** row, user, event, kind (a ValueTag), code (of a text), number. A row for each cell. */
  readonly cells: string;
  /** code, text. A row for each text that occurs in a cell. */
  readonly texts: string;
  /** code, kind, text, number. A row for each element of each list that occurs in a cell. */
  readonly items: string;
}
