import { isBookkeepingEvent } from '../../mixpanel/bookkeeping-events.ts';
import { attributesAtEntry, usersOfPositions, type Attribute } from './attributes.ts';
import type { DesignPlan } from '../risk-sets/design-plan.ts';
import { eventValues, type EventValue } from './event-values.ts';
import { COUNTS, type AnalysisInput } from '../input.ts';
import type { Prepared } from '../cohort/prepare.ts';
import { relatedAttributes, type RelatedAttributes } from './related-attributes.ts';
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
}

const MOST_PERIODS = 12;

/** Decide what is tried: behaviours with their least counts, event values, attributes; and lay out the rows. */
export function planCandidates(input: AnalysisInput, prepared: Prepared): Candidates {
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
  const { period, names } = entryPeriods(cohort.entrySecond);
  const related = relatedAttributes(
    attributesAtEntry(input.columns, cohort, usersOfPositions(events.userStart, events.time.length)),
    { level: period, levels: names },
  );
  const values = eventValues(events, input.columns, cohort, eligible).filter(
    (value) => placeBySupport(value.users, facts).shelf === 'ranked',
  );
  const { fitted, tried } = shareAttributes(related.kept, cohort.converted);
  const levels = tried.flatMap((attribute) =>
    [...countLevels(attribute, cohort.converted).users.entries()]
      .filter(([level, users]) => !isMirror(attribute, level) && placeBySupport(users, facts).shelf === 'ranked')
      .map(([level]) => ({ attribute, level })),
  );
  const isActivity = Uint8Array.from(placement, (place) => (place && place.shelf !== 'step' ? 1 : 0));
  return {
    plan: { period, periods: names.length, attributes: fitted, behaviours, values, levels, isActivity },
    facts,
    placement,
    periodNames: names,
    attributeTwins: related.twins,
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

/** The commoner of two levels is only the other side of the rarer. */
const isMirror = (attribute: Attribute, level: number): boolean =>
  attribute.levels.length === 2 && level === attribute.reference;

/** Columns that attributes may take in the model; a wide export has hundreds of properties, most of them idle. */
const MOST_ATTRIBUTE_COLUMNS = 60;

/** Fit the attributes that go most clearly with converting, as far as there is room; the levels of the rest are tried. */
function shareAttributes(
  attributes: readonly Attribute[],
  converted: Uint8Array,
): { readonly fitted: readonly Attribute[]; readonly tried: readonly Attribute[] } {
  const fitted: Attribute[] = [];
  const tried: Attribute[] = [];
  let columns = 0;
  const byClarity = attributes
    .map((attribute) => ({ attribute, clarity: clarityOf(attribute, converted) }))
    .sort((a, b) => b.clarity - a.clarity);
  for (const { attribute } of byClarity) {
    const more = attribute.levels.length - 1;
    const fits = columns + more <= MOST_ATTRIBUTE_COLUMNS;
    (fits ? fitted : tried).push(attribute);
    if (fits) columns += more;
  }
  return { fitted, tried };
}

/** Pearson's chi-square of level by converted, standardised by its degrees of freedom. */
function clarityOf(attribute: Attribute, converted: Uint8Array): number {
  const counts = countLevels(attribute, converted);
  const rate = converted.reduce((sum, one) => sum + one, 0) / converted.length;
  const freedom = attribute.levels.length - 1;
  const chiSquare = counts.users.reduce((sum, users, level) => {
    const expected = users * rate;
    return expected > 0 && rate < 1 ? sum + (counts.converted[level]! - expected) ** 2 / (expected * (1 - rate)) : sum;
  }, 0);
  return (chiSquare - freedom) / Math.sqrt(2 * freedom);
}

/** Users and converters at each level of an attribute. Shapes: (levels,). */
export function countLevels(
  attribute: Attribute,
  converted: Uint8Array,
): { users: Uint32Array; converted: Uint32Array } {
  const users = new Uint32Array(attribute.levels.length);
  const won = new Uint32Array(attribute.levels.length);
  attribute.level.forEach((level, i) => {
    users[level]! += 1;
    won[level]! += converted[i]!;
  });
  return { users, converted: won };
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

/** Months of entry, joined to at most twelve periods of equal length; the fullest is the reference (0). */
function entryPeriods(entrySecond: Float64Array): { period: Uint8Array; names: string[] } {
  const month = Int32Array.from(entrySecond, (second) => {
    const date = new Date(second * 1000);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  });
  const first = month.reduce((least, m) => Math.min(least, m), Infinity);
  const last = month.reduce((most, m) => Math.max(most, m), -Infinity);
  const width = Math.max(1, Math.ceil((last - first + 1) / MOST_PERIODS));
  const raw = month.map((m) => Math.floor((m - first) / width));
  const size = new Map<number, number>();
  for (const r of raw) size.set(r, (size.get(r) ?? 0) + 1);
  const order = [...size.keys()].sort((a, b) => size.get(b)! - size.get(a)! || a - b);
  const reference = order[0] ?? 0;
  const code = new Map([reference, ...order.slice(1).sort((a, b) => a - b)].map((r, k) => [r, k]));
  const names = [...code.keys()].map((r) => {
    const m = first + r * width;
    return `${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`;
  });
  return { period: Uint8Array.from(raw, (r) => code.get(r)!), names };
}
