import { isBookkeepingEvent } from '../../mixpanel/bookkeeping-events.ts';
import { countLevels } from './attributes.ts';
import { entryPeriods } from './entry-periods.ts';
import { NAMES_TO_COUNT_ALL } from '../risk-sets/activity.ts';
import type { DesignPlan } from '../risk-sets/design-plan.ts';
import type { EventValue } from './event-values.ts';
import { COUNTS, type AnalysisInput } from '../input.ts';
import type { Prepared } from '../cohort/prepare.ts';
import { relatedAttributes, type RelatedAttributes } from './related-attributes.ts';
import type { Pause } from '../passes/passes.ts';
import type { WonAttribute } from './scan-properties.ts';
import { isMirror, isTodays, shareAttributes } from './share-attributes.ts';
import type { ShelvedValue } from './shelved-values.ts';
import { placeBySupport, placeEvent, type CohortFacts, type Placement } from './shelves.ts';

/** What will be tried, and where every event stands before anything is fitted. */
export interface Candidates {
  readonly plan: DesignPlan;
  readonly facts: CohortFacts;
  /** Shape (events,): null for events that are no candidates at all (B, bookkeeping). */
  readonly placement: readonly (Placement | null)[];
  /** Entry periods in words, `yyyy-mm` of their first month. */
  readonly periodNames: readonly string[];
  /** Attributes left out because they move with another. */
  readonly attributeTwins: RelatedAttributes['twins'];
  /** Attributes left out because they may be a result of B. */
  readonly attributesWon: readonly WonAttribute[];
  /** Values of events and attributes that are not tried, with the reason. */
  readonly shelvedValues: readonly ShelvedValue[];
  /** What was left out wholly, in sentences for the model card. */
  readonly notes: readonly string[];
}

/**
 * Decide what is tried: behaviours with their least counts, event values, attributes; and lay out the rows.
 *
 * Yields now and then. Cost: a few passes over the cells of every property.
 */
export function* planCandidates(input: AnalysisInput, prepared: Prepared): Generator<Pause, Candidates> {
  const { events, definition } = input;
  const { cohort, tally } = prepared;
  const facts: CohortFacts = {
    users: cohort.user.length,
    converted: prepared.converted,
    medianSeconds: medianConversion(prepared),
  };
  const hidden = new Set(definition.hiddenEvents);
  const placement = events.eventNames.map((name, code): Placement | null => {
    if (code === prepared.targetCode || isBookkeepingEvent(name)) return null;
    if (hidden.has(name)) return { shelf: 'hidden', reason: 'Hidden by you. Unhide it to rank it again.' };
    if (tally.doers[code] === 0) return null;
    return placeEvent(code, tally, facts);
  });
  const eligible = Uint8Array.from(placement, (place) => (place?.shelf === 'ranked' ? 1 : 0));
  const behaviours = events.eventNames.flatMap((_, event) =>
    eligible[event] === 0
      ? []
      : COUNTS.filter(
          (n, level) => n === 1 || isWorthSearching(tally.users[event * COUNTS.length + level]!, facts),
        ).map((minCount) => ({ event, minCount })),
  );
  yield;
  const { period, names } = entryPeriods(cohort.entrySecond);
  yield;
  const place = (users: number): Placement => placeBySupport(users, facts);
  const scanned = yield* prepared.passes.properties(prepared.window, { eligible, place }, definition.target.event);
  const surestFirst = scanned.attributes.toSorted((a, b) => Number(isTodays(a)) - Number(isTodays(b)));
  const related = yield* relatedAttributes(surestFirst, { level: period, levels: names });
  const { fitted, tried } = shareAttributes(related.kept, cohort.converted);
  const offered = tried.flatMap((attribute) => {
    const counts = countLevels(attribute, cohort.converted);
    return attribute.levels.flatMap((value, level) => {
      if (isMirror(attribute, level)) return [];
      const [users, converted] = [counts.users[level]!, counts.converted[level]!];
      return [{ attribute, level, value, users, converted, placement: place(users) }];
    });
  });
  const levels = offered.filter(({ placement: { shelf } }) => shelf === 'ranked');
  const isActivity = Uint8Array.from(placement, (place) => (place && place.shelf !== 'step' ? 1 : 0));
  return {
    plan: {
      period,
      periods: names.length,
      attributes: fitted,
      behaviours,
      values: scanned.values,
      levels: levels.map(({ attribute, level }) => ({ attribute, level })),
      isActivity,
      countsFirst: eligible.reduce((sum, one) => sum + one, 0) >= NAMES_TO_COUNT_ALL,
    },
    facts,
    placement,
    periodNames: names,
    attributeTwins: related.twins,
    attributesWon: scanned.won,
    shelvedValues: [
      ...scanned.shelved,
      ...offered
        .filter(({ placement: { shelf } }) => shelf !== 'ranked')
        .map(({ attribute, ...rest }) => ({ ...rest, event: null, property: attribute.property })),
    ],
    notes: scanned.notes,
  };
}

/** A search among few people finds chance: more than once is tried only with this many users and expected conversions. */
const FEWEST_TO_SEARCH = 100;
const FEWEST_EXPECTED_TO_SEARCH = 20;

function isWorthSearching(users: number, facts: CohortFacts): boolean {
  const expected = (users * facts.converted) / facts.users;
  return (
    users >= FEWEST_TO_SEARCH &&
    expected >= FEWEST_EXPECTED_TO_SEARCH &&
    placeBySupport(users, facts).shelf === 'ranked'
  );
}

/** For each event value, the place of its event's n = 1 behaviour among the candidates, or −1. */
export function parentsOf(plan: DesignPlan): Int32Array {
  const first = new Map<number, number>();
  plan.behaviours.forEach(({ event, minCount }, k) => {
    if (minCount === 1) first.set(event, k);
  });
  return Int32Array.from([
    ...plan.behaviours.map(() => -1),
    ...plan.values.map((value: EventValue) => first.get(value.event) ?? -1),
    ...plan.levels.map(() => -1),
  ]);
}

function medianConversion({ cohort }: Prepared): number {
  const times = cohort.exit.filter((_, i) => cohort.converted[i] === 1).sort();
  return times.length === 0 ? 0 : times[Math.floor(times.length / 2)]!;
}
