import type { namedWorlds } from '../named-worlds.ts';
import { eventName } from '../world-options.ts';
import * as measure from './measures.ts';

/** A figure and what it must reach; without a bound it is printed for comparison only. */
export interface Mark {
  readonly words: string;
  readonly measure: measure.Measure;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A world at a size, with its pass marks. `name` is what `--worlds` selects. */
export interface Trial {
  readonly name: string;
  readonly world: keyof typeof namedWorlds;
  readonly users: number;
  /** Seeds 1 to this many times the number asked for. */
  readonly seedsTimes: number;
  readonly marks: readonly Mark[];
}

/** Marks over several trials taken together. */
export interface PooledMarks {
  readonly title: string;
  readonly trials: readonly string[];
  readonly marks: readonly Mark[];
}

const LARGE = 20_000;
const MEDIUM = 8_000;
const SMALL = 2_000;

const precision: Mark = {
  words: 'average precision of the ranking',
  measure: measure.headlinePrecision,
  atLeast: 0.97,
};
const plain: Mark = { words: 'average precision of a plain odds ratio', measure: measure.plainPrecision };
const falseShare = (atMost?: number): Mark => ({
  words: 'false share of the claims at q = 0.1',
  measure: measure.falseShare,
  ...(atMost === undefined ? {} : { atMost }),
});
const withFragile: Mark = { words: 'the same, fragile rows counted too', measure: measure.falseShareWithFragile };
const coverage = (atLeast?: number): Mark => ({
  words: '95 % intervals that hold the true hazard ratio',
  measure: measure.coverage,
  ...(atLeast === undefined ? {} : { atLeast }),
});
const error = (atMost?: number): Mark => ({
  words: 'median absolute error of log hazard ratios',
  measure: measure.medianError,
  ...(atMost === undefined ? {} : { atMost }),
});
const claimedDrivers = (atLeast: number): Mark => ({
  words: 'drivers claimed, in the right direction',
  measure: measure.driversClaimed,
  atLeast,
});
const thirdTime: Mark = { words: 'n = 3 found for the 3× driver', measure: measure.thirdTimeFound, atLeast: 0.8 };
const steps: Mark = { words: 'seeds with both steps on their shelf', measure: measure.stepsShelved, atLeast: 1 };
const after: Mark = {
  words: 'seeds with nothing ranked that follows B',
  measure: measure.nothingAfterRanked,
  atLeast: 1,
};
const twins: Mark = {
  words: 'seeds with the twin shown inside its original',
  measure: measure.twinsShelved,
  atLeast: 1,
};
const attributes: Mark = {
  words: 'attributes beyond a log ratio of ±0.5 claimed',
  measure: measure.attributesClaimed,
  atLeast: 0.95,
};
const bots: Mark = { words: 'bots set aside', measure: measure.botsSetAside, atLeast: 0.95 };
const plainOfNil: Mark = {
  words: 'median plain odds ratio of events without effect',
  measure: measure.plainRatioOfNil,
};
const anyFalse = (atMost: number): Mark => ({
  words: 'seeds with any claim, all of them false',
  measure: measure.anyFalse,
  atMost,
});

// A world with few drivers: 20 seeds hold 20 to 40 intervals, of which chance misses 3 now and then.
const found = [precision, claimedDrivers(0.95), falseShare(0.2)];
const foundAndCovered = [...found, coverage(0.85)];

const nothing = (name: 'null' | 'exposure' | 'activity', ...marks: Mark[]): Trial => ({
  name,
  world: name,
  users: LARGE,
  seedsTimes: 2,
  marks: [anyFalse(0.2), plainOfNil, ...marks],
});

const trap = (name: keyof typeof namedWorlds, marks: readonly Mark[]): Trial => ({
  name,
  world: name,
  users: MEDIUM,
  seedsTimes: 1,
  marks,
});

/** Everything `npm run validate` measures, and its marks. */
export const trials: readonly Trial[] = [
  {
    name: 'full',
    world: 'full',
    users: LARGE,
    seedsTimes: 1,
    marks: [
      precision,
      plain,
      falseShare(0.12),
      withFragile,
      coverage(0.92),
      error(),
      claimedDrivers(0.95),
      thirdTime,
      attributes,
      steps,
      after,
      twins,
      bots,
    ],
  },
  {
    name: 'full-2000',
    world: 'full',
    users: SMALL,
    seedsTimes: 1,
    marks: [
      precision,
      plain,
      falseShare(0.15),
      withFragile,
      coverage(0.92),
      { words: 'drivers ranked with an estimate and an interval', measure: measure.driversEstimated, atLeast: 0.95 },
      { words: 'median upper over lower end of their intervals', measure: measure.intervalWidth, atLeast: 1.2 },
      steps,
      after,
    ],
  },
  nothing('null'),
  nothing('exposure'),
  nothing('activity'),
  trap('censoring', foundAndCovered),
  trap('duplicates', [...foundAndCovered, twins]),
  trap('step', [...foundAndCovered, steps]),
  trap('leak', [...foundAndCovered, after]),
  trap('bots', [...foundAndCovered, bots]),
  trap('nTimes', [...foundAndCovered, thirdTime]),
  trap('protective', foundAndCovered),
  trap('attributes', [...foundAndCovered, attributes]),
  trap('property', foundAndCovered),
  trap('delayed', [
    ...found,
    {
      words: 'estimated over true ratio: diluted by the wait, not gone',
      measure: measure.medianRatio,
      atLeast: 0.6,
      atMost: 1.05,
    },
  ]),
  trap('drift', [
    ...foundAndCovered,
    { words: 'seeds that claim the feature without effect', measure: measure.claimed(eventName(10)), atMost: 0.1 },
  ]),
  trap('fading', [...found, error(0.12), coverage()]),
];

/** What is asked of several worlds together. */
export const pooled: readonly PooledMarks[] = [
  { title: 'null worlds', trials: ['null', 'exposure', 'activity'], marks: [anyFalse(0.12)] },
  {
    title: 'one-trap worlds',
    trials: trials.filter(({ users }) => users === MEDIUM).map(({ name }) => name),
    marks: [falseShare(0.12), withFragile],
  },
  {
    title: 'worlds without fading',
    trials: trials
      .filter(({ marks, name }) => name !== 'fading' && marks.some(({ measure: one }) => one === measure.coverage))
      .map(({ name }) => name),
    marks: [coverage(0.92)],
  },
];
