import type { RiskSets } from '../../stats/risk-set-moments.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { isTodays } from '../candidates/share-attributes.ts';
import { chooseCounts, onceEach } from './choose-counts.ts';
import { groupDuplicates } from './near-duplicates.ts';
import type { Screen } from './screen.ts';
import type { ScoreTests } from './score-test.ts';

/** What goes into the joint model. Candidate numbers: behaviours first, then event values, then levels. */
export interface Selection {
  /** Candidate of each event with its chosen n; event values and levels as they are. Ascending. */
  readonly shown: readonly number[];
  /** Those of `shown` that are fitted together. Ascending. */
  readonly fitted: readonly number[];
  /** Those of `shown` that are not fitted but tested given the joint model. Ascending. */
  readonly waiting: readonly number[];
  /** By candidate: the halves of the users that did not choose its n, so that their estimate is honest. */
  readonly honest: ReadonlyMap<number, readonly [boolean, boolean]>;
  /** By candidate: the property of an event that it is a value of. Values of one are not fitted at the same time. */
  readonly family: ReadonlyMap<number, string>;
  /** By candidate: what profiles say today, which is tested given the model and never in it. */
  readonly aside: ReadonlySet<number>;
  /** Near-duplicates: candidate → its representative. */
  readonly twinOf: ReadonlyMap<number, number>;
  /** Prerequisites, and the values of prerequisite events, which are taken out of the model. */
  readonly prerequisites: ReadonlySet<number>;
}

const PREREQUISITE_CASES = 0.95;
const PREREQUISITE_CONTROLS = 0.6;
const PREREQUISITE_RATIO = 20;
/** With more candidates than this, only those with a clear enough screen are fitted together. */
const MOST_FITTED = 250;
/** An event with a value is fitted beside the event only if its |z| says that much more than the event does. */
export const WORTH_FITTING = 2.5;

/**
 * Choose the candidates of the joint model. Yields now and then.
 *
 * @param searchCounts - false where there are too few conversions to choose n on one half and confirm it on the other.
 * Cost: one pass over at most 30,000 rows.
 */
export function* selectCandidates(
  sets: RiskSets,
  candidates: Candidates,
  screen: Screen,
  searchCounts: boolean,
): Generator<undefined, Selection> {
  const { behaviours, values, levels } = candidates.plan;
  const first = screen.columns.behaviour;
  const chosen = searchCounts ? chooseCounts(behaviours, screen.all, screen.halves) : onceEach(behaviours);
  const prerequisites = new Set<number>();
  behaviours.forEach(({ event, minCount }, j) => {
    if (minCount === 1 && isPrerequisite(screen, j)) {
      prerequisites.add(j);
      chosen.set(event, { candidate: j, honest: [true, true] });
    }
  });
  const gone = new Set([...prerequisites].map((j) => behaviours[j]!.event));
  values.forEach(({ event }, k) => {
    if (gone.has(event)) prerequisites.add(behaviours.length + k);
  });
  const shown = [
    ...[...chosen.values()].map(({ candidate }) => candidate),
    ...[...values, ...levels].map((_, k) => behaviours.length + k),
  ].sort((a, b) => a - b);
  const honest = new Map([...chosen.values()].map((one) => [one.candidate, one.honest]));
  const free = shown.filter((j) => !prerequisites.has(j) && !gone.has(values[j - behaviours.length]?.event ?? -1));
  const heads = yield* groupDuplicates(
    sets.rows,
    free.map((j) => first + j),
    free.map((j) => (j < behaviours.length ? 0 : 1)),
  );
  const twinOf = new Map<number, number>();
  free.forEach((j, k) => {
    if (heads[k] !== k) twinOf.set(j, free[heads[k]!]!);
  });
  const alone = free.filter((j) => !twinOf.has(j));
  const family = familiesOf(candidates);
  const clearest = clearestOfEach(
    alone,
    alone.map((j) => screen.all.z[j]!),
    family,
  );
  const firstLevel = behaviours.length + values.length;
  const aside = new Set(levels.flatMap(({ attribute }, k) => (isTodays(attribute) ? [firstLevel + k] : [])));
  const worth = alone.filter(
    (j) => j < behaviours.length || (!aside.has(j) && clearest.has(j) && Math.abs(screen.all.z[j]!) >= WORTH_FITTING),
  );
  const fitted = mostTelling(worth, screen.all, behaviours.length);
  const isFitted = new Set(fitted);
  const waiting = alone.filter((j) => !isFitted.has(j));
  return { shown, fitted, waiting, honest, family, aside, twinOf, prerequisites };
}

function isPrerequisite({ counts }: Screen, j: number): boolean {
  const among = counts.casesWith[j]! >= PREREQUISITE_CASES * counts.cases;
  const apart = counts.controlsWith[j]! <= PREREQUISITE_CONTROLS * counts.controls;
  return among && apart && counts.favour[j]! > PREREQUISITE_RATIO * counts.against[j]!;
}

/** The property of an event that each event value is a value of. */
const familiesOf = ({ plan }: Candidates): ReadonlyMap<number, string> =>
  new Map(plan.values.map(({ event, property }, k) => [plan.behaviours.length + k, JSON.stringify([event, property])]));

/**
 * All of them, but of the values of one property (of one event) only the one with the clearest z.
 *
 * Values of a property part an event among them. Were one of four ranges different, the other three would each differ from
 * the event by mere arithmetic, and all four together are the event: so the others are tested given the clearest.
 *
 * @param z - in the order of `some`.
 */
export function clearestOfEach(
  some: readonly number[],
  z: ArrayLike<number>,
  family: ReadonlyMap<number, string>,
): ReadonlySet<number> {
  const best = new Map<string | number, { readonly j: number; readonly z: number }>();
  some.forEach((j, k) => {
    const key = family.get(j) ?? j;
    const sofar = best.get(key);
    if (sofar === undefined || Math.abs(z[k]!) > Math.abs(sofar.z)) best.set(key, { j, z: z[k]! });
  });
  return new Set([...best.values()].map(({ j }) => j));
}

/** All of them, or with very many the behaviours and values with the clearest screen. */
function mostTelling(heading: readonly number[], tests: ScoreTests, behaviours: number): number[] {
  if (heading.length <= MOST_FITTED) return [...heading];
  const parentsFirst = (j: number): number => (j < behaviours ? 0.5 : 0);
  return [...heading]
    .sort((a, b) => Math.abs(tests.z[b]!) + parentsFirst(b) - Math.abs(tests.z[a]!) - parentsFirst(a))
    .slice(0, MOST_FITTED)
    .sort((a, b) => a - b);
}
