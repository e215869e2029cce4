import type { ScenarioDefinition } from '../../scenario/definition.ts';

/** Whom a server is asked about: of the people who did A those with the smallest hashes of their ids, numbered in that order. */
export interface Asked {
  readonly definition: ScenarioDefinition;
  readonly most: number;
  /** Every event name of the data, by code units. Codes are places in it. */
  readonly names: readonly string[];
  /** For each name the code that it counts as: its own, or that of its merged event. */
  readonly shown: readonly number[];
}

/** Who of them is in the cohort, and how long each was watched. Seconds are whole. */
export interface CohortRule {
  readonly bots: readonly number[];
  readonly horizonSeconds: number;
  readonly dataEndSecond: number;
}

/**
 * Everybody drawn, in order. Shapes: (people,). `targetSecond` is that of the first B behind A's row, or before it; NaN for none.
 * `events`, `days` and `bursts` are of all they did: how much, on how many days, whether 1,000 within an hour.
 */
export interface People {
  readonly entrants: number;
  readonly key: Uint16Array;
  readonly shared: Uint8Array;
  readonly entrySecond: Float64Array;
  readonly targetSecond: Float64Array;
  readonly events: Float64Array;
  readonly days: Float64Array;
  readonly bursts: Uint8Array;
}

/** Who of the cohort did one event before their exit, counted; see `Tally`. `leads` are median seconds by least count, NaN for none. */
export interface EventTally {
  readonly event: number;
  readonly users: readonly number[];
  readonly convertedUsers: readonly number[];
  readonly leads: readonly number[];
  readonly onWay: number;
  readonly lastBefore: number;
  readonly lead: number;
  readonly doers: number;
  readonly onlyAfter: number;
  readonly plainWith: number;
  readonly plainConverted: number;
  readonly cells: number;
}

/** A value as JSON text that some had as of A, or, where fewer than five had it, what stands for it. */
export interface ValueAtStart {
  readonly property: string;
  readonly text: string;
  /** Tells texts apart; the same in `ValueChanges`. */
  readonly hash: string;
  readonly people: Uint32Array;
}

/** How often a property of somebody changed after A, and the values they came to, in order: texts as hashes, all else as JSON. */
export interface ValueChanges {
  readonly property: string;
  readonly person: number;
  readonly repeats: number;
  readonly same: number;
  readonly values: readonly string[];
  readonly withTarget: Uint8Array;
}

/** How steady a property is from event to event of a user, within the windows. */
export interface Steadiness {
  readonly property: string;
  readonly repeats: number;
  readonly same: number;
  readonly names: number;
}

/** A value of an event, counted over the windows. `value` is its JSON text, or that of a member of a list. */
export interface CountedValue {
  readonly value: string;
  /** The name that the server knows it by. */
  readonly kind: string;
  readonly count: number;
  readonly users: number;
  readonly converted: number;
  readonly watched: number;
  readonly watchedConverted: number;
  readonly isMember: boolean;
}

/** A property of an event: how many values it has, how many are numbers; the commonest, and those with most people. */
export interface ValuesOfEvent {
  readonly event: number;
  readonly property: string;
  readonly seen: number;
  readonly numbers: number;
  readonly commonest: readonly CountedValue[];
  readonly widest: readonly CountedValue[];
}

/** A number of an event in quarter ranges: where it is cut, and what lies in each, in order of first appearance. */
export interface RangesOfEvent {
  readonly event: number;
  readonly property: string;
  readonly cuts: readonly number[];
  readonly ranges: readonly (CountedValue & { readonly range: number })[];
}

/** What is counted before a moment. Codes of `values` follow those of `steps`. */
export interface Counted {
  /** Event codes whose least counts are asked for. */
  readonly events: readonly number[];
  /** Event codes that are activity. */
  readonly activity: readonly number[];
  readonly countsFirst: boolean;
  readonly values: readonly TriedValue[];
}

/** An event with a value, by the server's name of it, or with a number in a range. */
export interface TriedValue {
  readonly event: number;
  readonly property: string;
  readonly kind: string;
  readonly cuts: readonly number[] | null;
  readonly range: number;
}

/** People at moments, seconds since A. Shapes: both (moments,). */
export interface AskedMoments {
  readonly person: Uint32Array;
  readonly second: Uint32Array;
}

/**
 * What each had done strictly before each moment, in any order. Shapes: (moments,), `on` as rows from `offset[k]` up to `offset[k + 1]`.
 *
 * `on` holds 16 × event code + the place of the least count reached, and `VALUE_CODES` + the place of a value.
 */
export interface BeforeMoments extends AskedMoments {
  readonly acts: Uint32Array;
  readonly inDay: Uint32Array;
  readonly inHour: Uint32Array;
  readonly days: Uint32Array;
  readonly offset: Uint32Array;
  readonly on: Uint32Array;
}

/** Codes from here on are of values. */
export const VALUE_CODES = 0x40000000;

/** What each had done by a second since A, that second included. Shapes: (people,); counts as rows of event codes. */
export interface CountsByThen {
  readonly person: Uint32Array;
  readonly total: Float64Array;
  readonly distinct: Float64Array;
  readonly sinceLast: Float64Array;
  readonly toFirst: Float64Array;
  readonly before: Float64Array;
  readonly known: Float64Array;
  readonly offset: Uint32Array;
  readonly event: Uint32Array;
  readonly count: Uint32Array;
}

/** The questions that an analysis asks of a server. Counts come back, never events, never ids. */
export interface StudyQuestions {
  people(asked: Asked): Promise<People>;
  tally(asked: Asked, rule: CohortRule): Promise<readonly EventTally[]>;
  valuesAtStart(asked: Asked, rule: CohortRule): Promise<readonly ValueAtStart[]>;
  valueChanges(asked: Asked, rule: CohortRule, properties: readonly string[]): Promise<readonly ValueChanges[]>;
  steadiness(asked: Asked, rule: CohortRule): Promise<readonly Steadiness[]>;
  /** @param most - for each of `events` the most often that a value may occur. */
  eventValues(
    asked: Asked,
    rule: CohortRule,
    properties: readonly string[],
    events: readonly number[],
    most: readonly number[],
  ): Promise<readonly ValuesOfEvent[]>;
  ranges(
    asked: Asked,
    rule: CohortRule,
    of: readonly { readonly event: number; readonly property: string }[],
  ): Promise<readonly RangesOfEvent[]>;
  before(asked: Asked, rule: CohortRule, moments: AskedMoments, counted: Counted): Promise<BeforeMoments>;
  byThen(
    asked: Asked,
    rule: CohortRule,
    people: Uint32Array,
    second: number,
    counted: Pick<Counted, 'events' | 'activity'>,
  ): Promise<CountsByThen>;
}
