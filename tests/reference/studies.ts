import { createHash } from 'node:crypto';
import type { Attribute } from '#core/predictor/candidates/attributes.ts';
import type { EventValue } from '#core/predictor/candidates/event-values.ts';
import { cutAtHorizon, type Entrants, findEntrants, secondOf } from '#core/predictor/cohort/cohort.ts';
import type { EventTable } from '#core/predictor/event-table.ts';
import { setsWith } from '#core/predictor/fit/joint-columns.ts';
import { ACTIVITY_PARTS } from '#core/predictor/risk-sets/activity.ts';
import { buildDesign } from '#core/predictor/risk-sets/design.ts';
import type { DesignPlan } from '#core/predictor/risk-sets/design-plan.ts';
import { halfOf, type SampledRiskSets, sampleRiskSets } from '#core/predictor/risk-sets/risk-sets.ts';
import type { RiskSets } from '#core/stats/risk-set-moments.ts';
import { finish } from '../core/stats/close.ts';
import { namedWorlds } from '../worlds/named-worlds.ts';
import { simulateWorld, type World } from '../worlds/simulate-world.ts';
import { toEventTable } from '../worlds/to-event-table.ts';
import { eventName } from '../worlds/world-options.ts';

/** A column of the rows in words that do not depend on how the rows are made, so that R can make it from the events. */
export interface ColumnInWords {
  readonly kind: 'activity' | 'period' | 'attribute' | 'behaviour' | 'value';
  /** Part of the activity, property, or event. */
  readonly name: string;
  /** Bin, month, level, least count, or `property=value`. */
  readonly level: string;
}

/** A simulated product with a fixed choice of covariates, the same on our side and on R's. */
export interface Study {
  readonly world: World;
  readonly events: EventTable;
  readonly cohort: Entrants;
  readonly plan: DesignPlan;
  /** Those fitted, in their order. */
  readonly columns: readonly ColumnInWords[];
  /** Rows of the fitted columns for sampled risk sets, or for complete ones. */
  rowsOf(sampled: SampledRiskSets): RiskSets;
}

const DAY_MS = 86_400_000;

/**
 * What is studied: a small world in exact time, the same in whole days (cases share moments), and a larger one. Activity
 * is all events, or in whole days the repeated ones only.
 */
export const studies = {
  exact: { users: 600, days: false, countsFirst: true },
  days: { users: 600, days: true, countsFirst: false },
  large: { users: 2000, days: false, countsFirst: true },
} as const;
export type StudyName = keyof typeof studies;

export const SEED = 11;
export const HORIZON_DAYS = 60;
/** A column is fitted if at least so many cases have it, and so many have not. */
const FEWEST_CASES = 15;

/** The world of a study: seven drivers and every trap but bots. */
export function worldOf(name: StudyName): World {
  const { users, days } = studies[name];
  const world = simulateWorld({ ...namedWorlds.full, users, bots: { count: 0, activity: 0 } }, SEED);
  return days ? { ...world, time: world.time.map((ms) => Math.floor(ms / DAY_MS) * DAY_MS) } : world;
}

const behaviours = [
  ...[1, 3, 5, 8, 10, 12, 16, 20, 25].map((rank) => ({ name: eventName(rank), minCount: 1 })),
  { name: 'View Report', minCount: 1 },
  { name: eventName(3), minCount: 3 },
  { name: eventName(5), minCount: 3 },
];

/** Lay out a study: its cohort, its columns, and how to make its rows. */
export function createStudy(name: StudyName): Study {
  const world = worldOf(name);
  const events = toEventTable(world);
  const code = (event: string): number => events.eventNames.indexOf(event);
  const match = (event: string): { code: number; passes: null } => ({ code: code(event), passes: null });
  const dataEnd = secondOf(world.time.reduce((latest, time) => Math.max(latest, time), 0));
  const entrants = findEntrants(events, match(world.truth.start), match(world.truth.target), dataEnd);
  const chosen = Uint32Array.from([...entrants.user.keys()].filter((i) => entrants.before[i] === 0));
  const cohort = cutAtHorizon(entrants, chosen, (HORIZON_DAYS * DAY_MS) / 1000);
  const months = Array.from(cohort.entrySecond, (second) => new Date(second * 1000).toISOString().slice(0, 7));
  const monthNames = [...new Set(months)].sort();
  const passive = new Set([world.truth.target, ...world.truth.steps]);
  const plan: DesignPlan = {
    period: Uint8Array.from(months, (month) => monthNames.indexOf(month)),
    periods: monthNames.length,
    attributes: world.options.attributes.map(({ property, levels }) =>
      attributeAtStart(
        world,
        cohort,
        property,
        levels.map(({ value }) => (value === null ? MISSING : String(value))),
      ),
    ),
    behaviours: behaviours
      .map(({ name: event, minCount }) => ({ event: code(event), minCount }))
      .sort((a, b) => a.event - b.event || a.minCount - b.minCount),
    values: ['funnel', 'table'].map((value) => reportOf(world, code('View Report'), value)),
    levels: [],
    countsFirst: studies[name].countsFirst,
    isActivity: Uint8Array.from(events.eventNames, (event) => (passive.has(event) ? 0 : 1)),
  };
  const all = inWords(events, plan, monthNames);
  const rowsOfAll = (sampled: SampledRiskSets): RiskSets => finish(buildDesign(events, cohort, sampled, plan));
  // Some activity is some active day, and in whole days every active day is one act: these columns would add up to others.
  const addsUp = ({ name: of, level }: ColumnInWords): boolean =>
    of === 'active days' && (studies[name].days || level.startsWith('1 '));
  const kept = columnsWithSupport(rowsOfAll(sampleRiskSets(cohort, SEED))).filter((column) => !addsUp(all[column]!));
  return {
    world,
    events,
    cohort,
    plan,
    columns: kept.map((column) => all[column]!),
    rowsOf: (sampled) => setsWith(rowsOfAll(sampled), kept),
  };
}

const MISSING = 'missing';

const textAt = (world: World, property: string): Map<number, string> => {
  const { position, value, strings } = world.columns.find(({ name }) => name === property)!;
  return new Map(Array.from(position, (at, cell) => [at, strings[value[cell]!]!]));
};

/** A property of the start event as a factor; its first level is the reference. */
function attributeAtStart(world: World, cohort: Entrants, property: string, levels: readonly string[]): Attribute {
  const text = textAt(world, property);
  const level = Uint8Array.from(cohort.entryPosition, (at) => levels.indexOf(text.get(at) ?? MISSING));
  return { property, levels, level, reference: 0, order: null, isMember: false };
}

/** Every time an event came with a value of its property "type". */
function reportOf(world: World, event: number, value: string): EventValue {
  const positions = [...textAt(world, 'type')].filter(([, text]) => text === value).map(([at]) => at);
  return {
    event,
    property: 'type',
    value,
    positions: Uint32Array.from(positions),
    doers: new Uint32Array(0),
    users: 0,
    convertedUsers: 0,
  };
}

/** Complete risk sets: every case with everybody at risk at its moment (of its half of the users, if asked), ties included. */
export function completeRiskSets({ user, exit, converted }: Entrants, byHalf = false): SampledRiskSets {
  const everybody = [...exit.keys()];
  const half = Array.from(user, (one) => (byHalf ? halfOf(one) : 0));
  const cases = everybody.filter((i) => converted[i] === 1);
  const sets = cases.map((one) => [
    one,
    ...everybody.filter((i) => i !== one && half[i] === half[one] && exit[i]! >= exit[one]!),
  ]);
  const start = [0];
  for (const set of sets) start.push(start.at(-1)! + set.length);
  return {
    start: Uint32Array.from(start),
    member: Uint32Array.from(sets.flat()),
    second: Float64Array.from(cases, (one) => exit[one]!),
    half: Uint8Array.from(cases, (one) => half[one]!),
    controlsPerCase: exit.length,
    split: byHalf,
  };
}

/** A fingerprint of rows: R's numbers belong to rows with this one and to no others. */
export function fingerprintOf({ start, rows }: RiskSets): string {
  const hash = createHash('sha256');
  for (const part of [start, rows.offset, rows.index]) hash.update(Uint32Array.from(part));
  return hash.digest('hex').slice(0, 32);
}

const ACTIVITY_NAMES = ['altogether', 'last day', 'last hour', 'active days'];

function inWords({ eventNames }: EventTable, plan: DesignPlan, months: readonly string[]): ColumnInWords[] {
  return [
    ...ACTIVITY_PARTS.flatMap(({ bins }, part) =>
      Array.from(
        { length: bins },
        (_, bin) => ({ kind: 'activity', name: ACTIVITY_NAMES[part]!, level: `${bin + 1} of ${bins}` }) as const,
      ),
    ),
    ...months.slice(1).map((level) => ({ kind: 'period', name: '', level }) as const),
    ...plan.attributes.flatMap(({ property, levels, reference }) =>
      levels
        .filter((_, level) => level !== reference)
        .map((level) => ({ kind: 'attribute', name: property, level }) as const),
    ),
    ...plan.behaviours.map(
      ({ event, minCount }) => ({ kind: 'behaviour', name: eventNames[event]!, level: String(minCount) }) as const,
    ),
    ...plan.values.map(
      ({ event, property, value }) =>
        ({ kind: 'value', name: eventNames[event]!, level: `${property}=${value}` }) as const,
    ),
  ];
}

/** Columns that enough cases have and enough have not. Cases are the same whatever is sampled. */
function columnsWithSupport({ start, rows }: RiskSets): number[] {
  const cases = new Uint32Array(rows.columns);
  const sets = start.length - 1;
  for (let set = 0; set < sets; set += 1)
    for (let k = rows.offset[start[set]!]!; k < rows.offset[start[set]! + 1]!; k += 1) cases[rows.index[k]!]! += 1;
  return [...cases.keys()].filter((column) => cases[column]! >= FEWEST_CASES && sets - cases[column]! >= FEWEST_CASES);
}
