import type { UserSample } from '../sample/user-sample.ts';
import type { ScenarioDefinition } from '../scenario/definition.ts';
import type { ValueMemo } from './candidates/value-memo.ts';
import type { EventTable, PropertyColumn } from './event-table.ts';
import type { Passes } from './passes/passes.ts';

/** Everything an analysis reads. Nothing in it is modified but the memo. */
export interface AnalysisInput {
  readonly events: EventTable;
  /** Properties that may become attributes or event-with-property candidates. */
  readonly columns: readonly PropertyColumn[];
  /** Shape (users,): the ids as exported, to recognise shared ones. */
  readonly userIds: readonly string[];
  readonly definition: ScenarioDefinition;
  /** Store row numbers that pass the filters of an end; null where there is no filter. */
  readonly startRows: Uint32Array | null;
  readonly targetRows: Uint32Array | null;
  readonly projectId: string;
  readonly fingerprint: string;
  /** Properties that are not among `columns` since memory would not hold them; absent: none. */
  readonly leftOut?: readonly string[];
  /** The users that `events` hold; absent: everybody. */
  readonly sample?: UserSample;
  readonly seed: number;
  readonly computedAt: number;
  /** What is known of the columns from earlier analyses; saves time, changes nothing. */
  readonly memo?: ValueMemo;
  /** The first and last moment of all events, where the table holds only users who did A; absent: it holds everybody. */
  readonly span?: { readonly dataFromMs: number; readonly dataToMs: number };
  /** Set where another engine drew the users. */
  readonly drawn?: Drawn;
  /** Set where the events are not here: who answers for them. `events` then holds names and no rows, `columns` is empty. */
  readonly elsewhere?: Passes;
}

/**
 * What an engine tells of all its data beside the users it drew. `entrants` counts everybody who did A, drawn or not.
 */
export interface Drawn {
  readonly dataFromMs: number;
  readonly dataToMs: number;
  readonly entrants: number;
}

/** The version of the method; part of every result. Raise it when numbers change. */
export const METHOD = 'ptero-risk-sets/3';

/** Least number of times that is tried for each event. */
export const COUNTS = [1, 2, 3, 5, 10] as const;

/** Fewer users than this on either side are not estimated. */
export const FEWEST_USERS = 30;

/** Fewer expected conversions or non-conversions than this in a cell are not estimated. */
export const FEWEST_EXPECTED = 5;

/** Fewer conversions or non-conversions than this: describe, claim no ranking. */
export const FEWEST_OUTCOMES = 100;
