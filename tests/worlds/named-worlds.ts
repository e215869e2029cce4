import { eventName, nullWorld, type WorldOptions, zipfEvents } from './world-options.ts';

const checkout = [
  { name: 'View Pricing', passShare: 0.97, minutesBefore: [4, 12], strayPerDay: 0.0012 },
  { name: 'Enter Card', passShare: 0.98, minutesBefore: [0.4, 3], strayPerDay: 0.0004 },
] as const;

const followers = [
  { name: 'Invoice Paid', firstAfterMinutes: 1, thenPerDay: 1 / 30 },
  { name: 'Add Seat', firstAfterMinutes: 4000, thenPerDay: 0.05 },
] as const;

const attributes = [
  {
    property: 'company_size',
    levels: [
      { value: '1', share: 0.4 },
      { value: '2-10', share: 0.35 },
      { value: '11-50', share: 0.15 },
      { value: null, share: 0.1 },
    ],
  },
  {
    property: '$os',
    levels: [
      { value: 'Windows', share: 0.5 },
      { value: 'Mac OS X', share: 0.3 },
      { value: 'Linux', share: 0.1 },
      { value: 'iOS', share: 0.1 },
    ],
  },
  {
    property: 'country',
    levels: [
      { value: 'US', share: 0.4 },
      { value: 'DE', share: 0.2 },
      { value: 'BR', share: 0.2 },
      { value: 'JP', share: 0.2 },
    ],
  },
] as const;

const report = {
  name: 'View Report',
  perDay: 0.03,
  properties: [
    {
      property: 'type',
      levels: [
        { value: 'funnel', share: 0.35 },
        { value: 'trend', share: 0.4 },
        { value: 'table', share: 0.25 },
      ],
    },
  ],
} as const;

const behaviour = (rank: number, hazardRatio: number, minCount = 1) =>
  ({ kind: 'behaviour', event: eventName(rank), minCount, hazardRatio }) as const;

/** Four plain drivers (one protective), one that works from the third time on, one by a property, one attribute. */
const sevenDrivers = [
  behaviour(8, 1.8),
  behaviour(12, 0.5),
  behaviour(16, 2.2),
  behaviour(20, 1.6),
  behaviour(5, 3, 3),
  { kind: 'event_property', event: 'View Report', property: 'type', value: 'funnel', minCount: 1, hazardRatio: 2 },
  { kind: 'attribute', property: 'company_size', value: '11-50', hazardRatio: 1.8 },
] as const;

/** Worlds with one trap or one truth each, and two with everything. Give one to `simulateWorld` with a seed. */
export const namedWorlds = {
  /** Nothing matters. */
  null: {},
  /** Nothing matters and most convert within days, so that converters have little time to do anything. */
  exposure: { baselinePerDay: 0.06 },
  /** Nothing matters but activity: active people do more of everything and convert more. */
  activity: { activityEffect: 0.8, activitySpread: 1 },
  /** Two drivers, and half of the users entered in the last weeks. */
  censoring: { entryDays: 60, tailDays: 0, baselinePerDay: 0.01, drivers: [behaviour(8, 2), behaviour(12, 0.5)] },
  /** One driver that has a twin. */
  duplicates: {
    drivers: [behaviour(8, 2)],
    duplicates: [{ of: eventName(8), name: 'Twin of 08', share: 0.95, withinSeconds: 5 }],
  },
  /** One driver, and two steps that nearly every converter passes in the minutes before. */
  step: { drivers: [behaviour(8, 2)], steps: checkout },
  /** One driver, and events that only follow the target. */
  leak: { drivers: [behaviour(8, 2)], followers },
  /** One driver, and a few accounts that do everything thousands of times and never convert. */
  bots: { drivers: [behaviour(8, 2)], bots: { count: 12, activity: 150 } },
  /** A behaviour that works from the third time on. */
  nTimes: { drivers: [behaviour(5, 3, 3)] },
  /** Behaviours that keep people away. */
  protective: { drivers: [behaviour(8, 0.5), behaviour(12, 0.5)], baselinePerDay: 0.01 },
  /** An attribute that matters beside two that do not. */
  attributes: { attributes, everywhere: ['$os', 'country'], drivers: [sevenDrivers[6]] },
  /** An event that matters only with one value of its property. */
  property: { events: [...nullWorld.events, report], drivers: [sevenDrivers[5]] },
  /** A behaviour whose effect begins three days later. */
  delayed: { drivers: [{ ...behaviour(8, 2.5), delayDays: 3 }] },
  /** The rate of converting doubles in the third month, when a feature without effect appears. */
  drift: {
    drift: [1, 1, 2, 2, 2, 2],
    drivers: [behaviour(8, 2)],
    events: zipfEvents(65, 0.5).map((spec, index) => (index === 9 ? { ...spec, fromDay: 60 } : spec)),
  },
  /** People lose interest at different speeds; one driver. */
  fading: { fadingDays: [10, 90], baselinePerDay: 0.015, activityEffect: 0.5, drivers: [behaviour(8, 2)] },
  /** Seven drivers, active people convert more, steps, followers, a twin, bots, attributes. */
  full: {
    events: [...zipfEvents(69, 0.55), report],
    activityEffect: 0.6,
    baselinePerDay: 0.005,
    attributes,
    everywhere: ['$os', 'country'],
    drivers: sevenDrivers,
    steps: checkout,
    followers,
    duplicates: [{ of: eventName(16), name: 'Twin of 16', share: 0.95, withinSeconds: 5 }],
    bots: { count: 8, activity: 150 },
  },
} as const satisfies Record<string, Partial<WorldOptions>>;
