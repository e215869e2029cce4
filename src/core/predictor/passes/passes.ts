import type { RiskSets } from '../../stats/risk-set-moments.ts';
import type { EventFacts } from '../candidates/event-values.ts';
import type { ScannedProperties } from '../candidates/scan-properties.ts';
import type { Entrants } from '../cohort/cohort.ts';
import type { Tally } from '../cohort/tally.ts';
import type { Feature } from '../quality/feature-columns.ts';
import type { History } from '../quality/history.ts';
import type { Landmark } from '../quality/landmark.ts';
import type { DesignPlan } from '../risk-sets/design-plan.ts';

/** Why a piece of work rests: to let others in, or, where it names a promise, until that is kept. */
export type Pause = Promise<unknown> | undefined;

/** Everybody who did A, and who of them is hardly a person. Shape of `bots`: (entrants,). */
export interface Entered {
  readonly entrants: Entrants;
  readonly bots: Uint8Array;
  isShared(i: number): boolean;
}

/** The cohort as the passes over its events need it. Times are whole seconds. */
export interface CohortWindow {
  readonly cohort: Entrants;
  readonly horizonSeconds: number;
  readonly dataEndSecond: number;
}

/** A user of the cohort at a second since A. Groups share the second; shapes: start (groups + 1,), second (groups,). */
export interface Moments {
  readonly start: Uint32Array;
  readonly member: Uint32Array;
  readonly second: Float64Array;
}

/**
 * The heavy part of an analysis: every question that reads events. All else is worked out from the answers.
 *
 * Two engines answer them: this browser's own store, over its table, and ClickHouse, as SQL where the events are. Equal
 * events give equal answers, to the last digit. A question may be asked in steps; it yields what it waits for.
 */
export interface Passes {
  entrants(): Generator<Pause, Entered>;
  /** Who did what before their exit, by event and least count. */
  tally(window: CohortWindow): Generator<Pause, Tally>;
  /** Properties as of A, and the values of events in the windows. */
  properties(
    window: CohortWindow,
    facts: Omit<EventFacts, 'cells'>,
    target: string,
  ): Generator<Pause, ScannedProperties>;
  /** What had happened to each sampled user strictly before its moment, as sparse rows in the order of the sets. */
  moments(window: CohortWindow, moments: Moments, plan: DesignPlan): Generator<Pause, RiskSets>;
  /** What each user had done by the landmark, its second included, counted. */
  history(
    window: CohortWindow,
    landmark: Landmark,
    wanted: readonly number[],
    isActivity: Uint8Array,
  ): Generator<Pause, History>;
  /** Numeric properties in full as they stood at A, of those named. */
  numbers(window: CohortWindow, properties: ReadonlySet<string>, member: Uint32Array): Generator<Pause, Feature[]>;
  /** Median milliseconds from A to the n-th time of an event, by event code. */
  leads(window: CohortWindow, wanted: ReadonlyMap<number, number>): Generator<Pause, ReadonlyMap<number, number>>;
}
