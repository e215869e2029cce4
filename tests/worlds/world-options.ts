/** A cell of a simulated property. */
export type PropertyValue = string | number | boolean;

/** A property with the share of each of its values; `null` means the property is absent. */
export interface PropertySpec {
  readonly property: string;
  readonly levels: readonly { readonly value: PropertyValue | null; readonly share: number }[];
}

export interface EventSpec {
  readonly name: string;
  /** Mean times a day for a user of activity 1. */
  readonly perDay: number;
  readonly properties?: readonly PropertySpec[];
  /** The event does not exist before this day of the data (a feature that is launched later). */
  readonly fromDay?: number;
}

/** What multiplies the rate of converting, from `minCount` times on (`delayDays` later), or by a value as of the start. */
export type DriverSpec =
  | {
      readonly kind: 'behaviour';
      readonly event: string;
      readonly minCount: number;
      readonly hazardRatio: number;
      readonly delayDays?: number;
    }
  | {
      readonly kind: 'event_property';
      readonly event: string;
      readonly property: string;
      readonly value: PropertyValue;
      readonly minCount: number;
      readonly hazardRatio: number;
    }
  | {
      readonly kind: 'attribute';
      readonly property: string;
      readonly value: PropertyValue;
      readonly hazardRatio: number;
    };

/** An event that converters pass in the minutes before the target; others stray into it now and then. */
export interface StepSpec {
  readonly name: string;
  readonly passShare: number;
  readonly minutesBefore: readonly [number, number];
  readonly strayPerDay: number;
}

/** An event that follows the target: once after a mean of `firstAfterMinutes`, then again and again. */
export interface FollowerSpec {
  readonly name: string;
  readonly firstAfterMinutes: number;
  readonly thenPerDay: number;
}

/** A second event that fires within seconds of the first, nearly always. */
export interface DuplicateSpec {
  readonly of: string;
  readonly name: string;
  readonly share: number;
  readonly withinSeconds: number;
}

/** Everything that decides how a simulated product behaves. Times are days unless a name says otherwise. */
export interface WorldOptions {
  readonly firstDayMs: number;
  readonly users: number;
  /** Users enter evenly over these days; then nobody enters for `tailDays`, and the data ends. */
  readonly entryDays: number;
  readonly tailDays: number;
  /** Times are whole multiples of this. */
  readonly resolutionMs: 1 | 1000;
  readonly start: string;
  readonly target: string;
  readonly events: readonly EventSpec[];
  readonly attributes: readonly PropertySpec[];
  /** Attributes carried by every event, not by the start event alone. */
  readonly everywhere: readonly string[];
  /** Standard deviation of log activity; median activity is 1. */
  readonly activitySpread: number;
  /** The rate of converting goes with activity to this power. */
  readonly activityEffect: number;
  /** Rate of converting a day where all factors are 1. */
  readonly baselinePerDay: number;
  /** Factor on the rate by days since the start; the last holds for ever. */
  readonly shape: readonly { readonly untilDay: number; readonly factor: number }[];
  readonly drivers: readonly DriverSpec[];
  /** Factor on the rate by block of 30 days of the calendar; the last holds for ever. */
  readonly drift: readonly number[];
  /** Days in which a user's interest (events and rate of converting) falls by 1/e, drawn evenly; null: no fading. */
  readonly fadingDays: readonly [number, number] | null;
  readonly steps: readonly StepSpec[];
  readonly followers: readonly FollowerSpec[];
  readonly duplicates: readonly DuplicateSpec[];
  readonly bots: { readonly count: number; readonly activity: number };
  /** Events come in visits that begin with this event and have this many more on average; null: one by one. */
  readonly visits: { readonly name: string; readonly meanEvents: number } | null;
  /** Relative activity by hour of the day (UTC, 24 values); null: the same all day. */
  readonly hours: readonly number[] | null;
  /** People who come before the start event: this share of the users, and `count` who never start. */
  readonly visitors: { readonly name: string; readonly share: number; readonly count: number } | null;
  /** A second goal that only those who reached the first can reach. Its followers stop then. */
  readonly sequel: {
    readonly target: string;
    readonly baselinePerDay: number;
    readonly drivers: readonly DriverSpec[];
  } | null;
}

/** Names of generated events: `Event 01`, `Event 02` … from the most frequent to the rarest. */
export const eventName = (rank: number): string => `Event ${String(rank).padStart(2, '0')}`;

/** Events whose rates fall with their rank (Zipf), together `perDay` a day for a user of activity 1. */
export function zipfEvents(count: number, perDay: number): EventSpec[] {
  const weights = Array.from({ length: count }, (_, index) => 1 / (index + 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, index) => ({ name: eventName(index + 1), perDay: (perDay * weight) / total }));
}

/** A world in which nothing matters: no driver, no trap; about one in five converts within 30 days. */
export const nullWorld: WorldOptions = {
  firstDayMs: Date.UTC(2026, 4, 1),
  users: 8000,
  entryDays: 150,
  tailDays: 30,
  resolutionMs: 1,
  start: 'Sign Up',
  target: 'Start Plan',
  events: zipfEvents(65, 0.5),
  attributes: [],
  everywhere: [],
  activitySpread: 0.8,
  activityEffect: 0,
  baselinePerDay: 0.007,
  shape: [
    { untilDay: 1, factor: 2 },
    { untilDay: 14, factor: 1.2 },
    { untilDay: 45, factor: 0.8 },
    { untilDay: Infinity, factor: 0.4 },
  ],
  drivers: [],
  drift: [1],
  fadingDays: null,
  steps: [],
  followers: [],
  duplicates: [],
  bots: { count: 0, activity: 0 },
  visits: null,
  hours: null,
  visitors: null,
  sequel: null,
};
