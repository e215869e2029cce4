import type { ProfileKind } from '../mixpanel/profile-properties.ts';

/**
 * The events of a project as the predictor reads them: sorted by user, then time, then order of import.
 *
 * Shapes: `userStart` (users + 1,), all others (rows,). `time` is epoch milliseconds in UTC, ascending
 * within a user. `event` holds codes into `eventNames`. `row` is the store's own number of each row.
 */
export interface EventTable {
  readonly eventNames: readonly string[];
  readonly userCount: number;
  readonly userStart: Uint32Array;
  readonly time: Float64Array;
  readonly event: Uint32Array;
  readonly row: Uint32Array;
}

/** What kind of JSON value a property cell holds. */
export const ValueTag = { string: 0, number: 1, true: 2, false: 3, null: 4, json: 5 } as const;
export type ValueTag = (typeof ValueTag)[keyof typeof ValueTag];

/**
 * One property, sparse: only the table positions that carry it.
 *
 * Shapes: all (cells,). `position` indexes the event table, ascending. `tag` is a `ValueTag`. `value` is the
 * number itself for `number`, a code into `strings` for `string` and `json` (a list, or an empty object, as JSON text),
 * and 0 otherwise. Objects are split at import: the leaf `b` of `{"a":{"b":1}}` is the property `a.b`.
 */
export interface PropertyColumn {
  readonly name: string;
  /** It is of user profiles: the same on all of a user's time, with one cell at their first event. */
  readonly profile?: ProfileKind;
  readonly position: Uint32Array;
  readonly tag: Uint8Array;
  readonly value: Float64Array;
  /** Text of a code. May be large and shared by all columns. */
  readonly strings: readonly string[];
}
