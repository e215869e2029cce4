/** A condition on a property of the start or target event. All conditions of an event must hold. */
export interface PropertyFilter {
  readonly property: string;
  readonly operator: 'is' | 'is-not' | 'contains' | 'greater' | 'less' | 'is-set' | 'is-not-set';
  /** Empty for `is-set` and `is-not-set`; one or more (any may match) for `is` and `is-not`; one otherwise. */
  readonly values: readonly (string | number | boolean)[];
}

/** One end of a scenario: an event and what must hold of its properties. */
export interface ScenarioEvent {
  readonly event: string;
  readonly filters: readonly PropertyFilter[];
}

/** Several names of events that are shown and analysed as one event. */
export interface MergedEvent {
  /** One of the members' names, or a new one. An event that comes to bear it counts among the members. */
  readonly name: string;
  /** Two or more names as exported; each in at most one merge. */
  readonly events: readonly string[];
}

/** What the user asks. Two equal definitions over equal data give the same result, byte for byte. */
export interface ScenarioDefinition {
  readonly start: ScenarioEvent;
  readonly target: ScenarioEvent;
  /** Milliseconds, or null to let the data choose. */
  readonly horizonMs: number | null;
  /** Event names the user took out of the ranking; hiding re-fits. */
  readonly hiddenEvents: readonly string[];
  /** Names that count as one event; absent when there are none. The other fields may use the merged names. */
  readonly mergedEvents?: readonly MergedEvent[];
  /** True puts back users that were set aside as bots or shared ids. */
  readonly keepOutliers: boolean;
}

export const scenarioColours = ['blue', 'red', 'pink', 'green', 'amber', 'violet', 'grey'] as const;
/** Blue: positive; red: negative; pink: adoption; the others are the user's own. */
export type ScenarioColour = (typeof scenarioColours)[number];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The horizons a scenario may have, ascending, in milliseconds. */
export const horizons = [
  HOUR,
  6 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  60 * DAY,
  90 * DAY,
  180 * DAY,
  365 * DAY,
] as const;
