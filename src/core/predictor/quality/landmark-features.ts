import type { WeightedRows } from '../../stats/logistic-regression.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { isTodays } from '../candidates/share-attributes.ts';
import type { Prepared } from '../cohort/prepare.ts';
import type { AnalysisInput } from '../input.ts';
import { type DesignPlan, layOutColumns } from '../risk-sets/design-plan.ts';
import type { Pause } from '../passes/passes.ts';
import { activityFeatures, bendable, logAboveOne, startFeatures, type Feature } from './feature-columns.ts';
import { flagColumns, joinRows } from './join-rows.ts';
import type { Landmark } from './landmark.ts';

/** What is known of each member at the landmark, once as the linear model reads it and once as the trees do. */
export interface LandmarkFeatures {
  readonly linear: WeightedRows;
  readonly trees: readonly Feature[];
}

/**
 * Gather what is known of each member at the landmark.
 *
 * Linear: the rows of the joint model at that moment (activity bins, entry period, attributes, behaviours with their least
 * counts, event values), log2 of each count and the numbers below, centred and scaled. Trees: the counts themselves, one
 * column a level and value, attributes that are numbers in full, and activity, recency and the time of A as numbers.
 * Steps on the way are in neither: the quality speaks for the behaviours of the table.
 *
 * Yields now and then. Cost: O(events before the landmark + members × columns).
 */
export function* gatherFeatures(
  input: AnalysisInput,
  { passes, window, cohort }: Prepared,
  candidates: Candidates,
  landmark: Landmark,
): Generator<Pause, LandmarkFeatures> {
  const { events } = input;
  const plan = knownThen(candidates.plan);
  const { member, second } = landmark;
  const names = events.eventNames;
  const wanted = [...new Set(plan.behaviours.map(({ event }) => event))];
  const history = yield* passes.history(window, landmark, wanted, plan.isActivity);
  yield;
  const sets = yield* passes.moments(
    window,
    { start: Uint32Array.of(0, member.length), member, second: Float64Array.of(second + 1) },
    plan,
  );
  const shared = [
    ...activityFeatures(history),
    ...startFeatures(member.length, (r) => cohort.entrySecond[member[r]!]!),
  ];
  const properties = new Set(
    [...plan.attributes, ...plan.levels.map((one) => one.attribute)].map((one) => one.property),
  );
  const numbers = yield* passes.numbers(window, properties, member);
  yield;
  const columns = layOutColumns(plan);
  const flags = (first: number, count: number): Uint8Array[] => flagColumns(sets.rows, first, count);
  const forTrees: Feature[] = [
    ...shared,
    ...wanted.map((event, k) => ({ label: names[event]!, value: history.count[k]! })),
    ...numbers,
    ...plan.attributes.flatMap(({ property, levels }, a) =>
      flags(columns.attribute[a]!, levels.length - 1).map((value) => ({ label: property, value })),
    ),
    ...flags(columns.value, plan.values.length).map((value, k) => ({ label: names[plan.values[k]!.event]!, value })),
    ...flags(columns.level, plan.levels.length).map((value, k) => ({
      label: plan.levels[k]!.attribute.property,
      value,
    })),
  ];
  yield;
  const numbersForLinear = [...history.count.map(logAboveOne), ...shared.flatMap(({ value }) => bendable(value))];
  yield;
  const linear = joinRows(sets.rows, numbersForLinear);
  return { linear, trees: forTrees };
}

/** Without what profiles say only today: foretelling B by what may follow from it is no art. */
const knownThen = (plan: DesignPlan): DesignPlan => ({
  ...plan,
  levels: plan.levels.filter(({ attribute }) => !isTodays(attribute)),
});
