import { simulateWorld, trueDriver, type World } from './simulate-world.ts';
import { type Decoration, toNdjson } from './to-ndjson.ts';
import type { DriverSpec, EventSpec, PropertySpec, PropertyValue, WorldOptions } from './world-options.ts';

const levels = (shares: Readonly<Record<string, number>>, missing = 0): PropertySpec['levels'] => [
  ...Object.entries(shares).map(([value, share]) => ({ value, share })),
  ...(missing > 0 ? [{ value: null, share: missing }] : []),
];
const property = (name: string, shares: Readonly<Record<string, number>>): PropertySpec => ({
  property: name,
  levels: levels(shares),
});

/** Times a day for a user of middling activity, in the first days after signing up. */
const everyday: Readonly<Record<string, number>> = {
  'View Board': 0.07,
  'Create Task': 0.06,
  'Complete Task': 0.17,
  'Comment on Task': 0.04,
  'Assign Task': 0.03,
  'Change Due Date': 0.025,
  'Attach File': 0.02,
  Search: 0.035,
  'View Calendar': 0.025,
  'View Timeline': 0.02,
  'Filter Board': 0.02,
  'Read Notification': 0.04,
  'Edit Profile': 0.015,
  'Change Theme': 0.012,
  'Create Project': 0.04,
  'Invite Teammate': 0.035,
  'Hit Import Error': 0.03,
  'Connect Calendar': 0.03,
  'Export PDF': 0.012,
  'Create Automation': 0.014,
  'Use Template': 0.02,
  'Create Label': 0.02,
  'Archive Project': 0.01,
  'Start Timer': 0.025,
  'Read Help Article': 0.025,
  'Contact Support': 0.012,
  'Watch Intro Video': 0.025,
  'Install Mobile App': 0.015,
  'Enable Notifications': 0.018,
  'Share Board': 0.015,
  'Set Reminder': 0.02,
  'Pin Board': 0.014,
  'Connect Chat': 0.014,
  'Create Folder': 0.022,
  'Submit Feedback': 0.006,
};

const events: readonly EventSpec[] = [
  ...Object.entries(everyday).map(([name, perDay]) => ({ name, perDay })),
  { name: 'Open Whiteboard', perDay: 0.03, fromDay: 96 },
  {
    name: 'Import Data',
    perDay: 0.035,
    properties: [property('source', { csv: 0.6, spreadsheet: 0.3, other_tool: 0.1 })],
  },
  {
    name: 'View Report',
    perDay: 0.08,
    properties: [property('type', { burndown: 0.35, workload: 0.35, time: 0.2, budget: 0.1 })],
  },
];

const drivers: readonly DriverSpec[] = [
  { kind: 'behaviour', event: 'Invite Teammate', minCount: 1, hazardRatio: 2.4 },
  { kind: 'behaviour', event: 'Create Project', minCount: 1, hazardRatio: 2 },
  { kind: 'behaviour', event: 'Import Data', minCount: 1, hazardRatio: 1.9 },
  { kind: 'behaviour', event: 'Connect Calendar', minCount: 1, hazardRatio: 1.9 },
  { kind: 'behaviour', event: 'Complete Task', minCount: 5, hazardRatio: 2.5 },
  { kind: 'event_property', event: 'View Report', property: 'type', value: 'burndown', minCount: 1, hazardRatio: 2 },
  { kind: 'behaviour', event: 'Hit Import Error', minCount: 1, hazardRatio: 0.45 },
  { kind: 'attribute', property: 'company_size', value: '2-10', hazardRatio: 1.9 },
];

/** A project-management tool over six months of 2026: who signs up, who starts a plan, who cancels it. */
const saasOptions: Partial<WorldOptions> = {
  firstDayMs: Date.UTC(2026, 4, 16),
  users: 4700,
  entryDays: 170,
  tailDays: 14,
  resolutionMs: 1000,
  events,
  attributes: [
    property('company_size', { '1': 0.45, '2-10': 0.3, '11-50': 0.17, '51-200': 0.08 }),
    { property: 'utm_source', levels: levels({ google: 0.35, newsletter: 0.12, partner: 0.13 }, 0.4) },
    property('$os', { Windows: 0.52, 'Mac OS X': 0.33, Linux: 0.05, Android: 0.05, iOS: 0.05 }),
    property('mp_country_code', { US: 0.36, DE: 0.15, GB: 0.13, BR: 0.11, IN: 0.1, FR: 0.08, JP: 0.07 }),
  ],
  everywhere: ['$os', 'mp_country_code'],
  activitySpread: 0.7,
  activityEffect: 0.4,
  baselinePerDay: 0.0031,
  shape: [
    { untilDay: 1, factor: 3 },
    { untilDay: 10, factor: 1.7 },
    { untilDay: 30, factor: 0.8 },
    { untilDay: Infinity, factor: 0.25 },
  ],
  drivers,
  drift: [1, 1, 1.1, 1.1, 1.3, 1.3],
  fadingDays: [10, 24],
  steps: [
    { name: 'View Pricing', passShare: 0.98, minutesBefore: [3, 11], strayPerDay: 0.0008 },
    { name: 'Enter Card', passShare: 0.99, minutesBefore: [0.4, 2.5], strayPerDay: 0.0003 },
  ],
  followers: [
    { name: 'Invoice Paid', firstAfterMinutes: 0.5, thenPerDay: 1 / 30 },
    { name: 'Add Seat', firstAfterMinutes: 28_000, thenPerDay: 0.03 },
    { name: 'Payment Failed', firstAfterMinutes: 90_000, thenPerDay: 0.02 },
  ],
  duplicates: [{ of: 'Create Folder', name: 'Rename Folder', share: 0.96, withinSeconds: 20 }],
  bots: { count: 2, activity: 42 },
  visits: { name: 'Open App', meanEvents: 6 },
  hours: [3, 2, 2, 2, 3, 5, 8, 12, 15, 16, 16, 15, 15, 17, 18, 18, 17, 15, 13, 12, 11, 9, 7, 5],
  visitors: { name: 'Visit Website', share: 0.6, count: 700 },
  sequel: {
    target: 'Cancel Plan',
    baselinePerDay: 0.0055,
    drivers: [
      { kind: 'behaviour', event: 'Payment Failed', minCount: 1, hazardRatio: 3 },
      { kind: 'behaviour', event: 'Add Seat', minCount: 1, hazardRatio: 0.4 },
      { kind: 'attribute', property: 'company_size', value: '1', hazardRatio: 1.8 },
    ],
  },
};

const browsers: Readonly<Record<string, readonly string[]>> = {
  Windows: ['Chrome', 'Microsoft Edge', 'Firefox'],
  'Mac OS X': ['Safari', 'Chrome', 'Firefox'],
  Linux: ['Firefox', 'Chrome'],
  Android: ['Android Mobile'],
  iOS: ['Mobile Safari'],
};
const cities: Readonly<Record<string, readonly string[]>> = {
  US: ['New York', 'Chicago', 'Austin', 'Seattle'],
  DE: ['Berlin', 'München', 'Hamburg'],
  GB: ['London', 'Leeds'],
  BR: ['São Paulo', 'Recife'],
  IN: ['Pune', 'Bengaluru'],
  FR: ['Paris', 'Lyon'],
  JP: ['東京', '大阪'],
};

/** The properties that every event of one user carries as a matter of course. */
function decorationOf(world: World): Decoration {
  const attribute = (name: string) => {
    const column = world.columns.find((candidate) => candidate.name === name)!;
    const cellAt = new Map(Array.from(column.position, (position, cell) => [position, cell]));
    return (user: number): PropertyValue => column.strings[column.value[cellAt.get(world.userStart[user]!)!]!]!;
  };
  const osOf = attribute('$os');
  const countryOf = attribute('mp_country_code');
  return (user, random) => {
    const pick = (names: readonly string[]) => names[Math.floor(random.uniform() * names.length)]!;
    const common = {
      $browser: pick(browsers[String(osOf(user))]!),
      $city: pick(cities[String(countryOf(user))]!),
      mp_lib: 'web',
    };
    return () => common;
  };
}

/** The world of the shipped sample. */
export const saasWorld = (seed = 1): World => simulateWorld(saasOptions, seed);

/** The two files of the shipped sample, as text. Deterministic: the same on every machine. */
export function saasSample(): { readonly ndjson: string; readonly truth: string } {
  const world = saasWorld();
  const { start, target, steps, afterTarget, duplicates } = world.truth;
  const truth = {
    start,
    target,
    horizonMs: 30 * 86_400_000,
    drivers: drivers.map(trueDriver),
    steps,
    afterTarget,
    duplicates,
    bots: world.truth.bots.map((user) => world.userIds[user]),
    second: {
      start: target,
      target: saasOptions.sequel!.target,
      drivers: saasOptions.sequel!.drivers.map(trueDriver),
    },
  };
  return { ndjson: toNdjson(world, decorationOf(world)), truth: `${JSON.stringify(truth, null, 2)}\n` };
}
