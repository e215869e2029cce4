import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { ACTIVITY_COLUMNS, ACTIVITY_PARTS } from '#core/predictor/risk-sets/activity.ts';
import { cutAtHorizon, findEntrants } from '#core/predictor/cohort/cohort.ts';
import { buildDesign } from '#core/predictor/risk-sets/design.ts';
import { type DesignPlan } from '#core/predictor/risk-sets/design-plan.ts';
import { sampleRiskSets } from '#core/predictor/risk-sets/risk-sets.ts';
import { finish } from '../stats/close.ts';
import { makeTable, type Happening } from './make-table.ts';

const happening = fc.tuple(fc.constantFrom('C', 'D', 'E', 'B'), fc.integer({ min: 0, max: 200_000 }));
const anyUsers = fc.array(fc.array(happening, { maxLength: 25 }), { minLength: 2, maxLength: 25 });

/** Least count of each activity bin. */
const BIN_FROM = [1, 2, 3, 4, 6, 7, 8, 11, 13, 16, 21, 26];

/** What a row should hold, straight from the definition. */
function expectedRow(
  rows: readonly Happening[],
  moment: number,
  behaviours: readonly { name: string; minCount: number }[],
  countsFirst: boolean,
): number[] {
  const past = rows.filter(([name, at]) => name !== 'A' && at < moment).sort((a, b) => a[1] - b[1]);
  const seen = new Set<string>();
  const isCounted = (name: string): boolean => countsFirst || seen.has(name) || (seen.add(name), false);
  const counted: number[] = [];
  for (const [name, at] of past) if (isCounted(name) && !(at - counted.at(-1)! < 10)) counted.push(at);
  const counts = [
    counted.length,
    counted.filter((at) => at >= moment - 86_400).length,
    counted.filter((at) => at >= moment - 3_600).length,
    new Set(counted.map((at) => Math.floor(at / 86_400))).size,
  ];
  const columns: number[] = [];
  let column = 0;
  ACTIVITY_PARTS.forEach(({ bins }, k) => {
    const bin = Math.min(bins, BIN_FROM.filter((from) => from <= counts[k]!).length);
    if (bin > 0) columns.push(column + bin - 1);
    column += bins;
  });
  behaviours.forEach(({ name, minCount }, k) => {
    if (past.filter(([event]) => event === name).length >= minCount) columns.push(ACTIVITY_COLUMNS + k);
  });
  return columns;
}

describe('buildDesign', () => {
  test.prop([anyUsers, fc.boolean()])(
    'holds exactly what had happened to each user strictly before the moment',
    (raw, countsFirst) => {
      const users = raw.map((rows): Happening[] => [['A', 0], ...rows.filter(([name, at]) => name !== 'B' || at > 0)]);
      const { events } = makeTable([
        ...users,
        [
          ['A', 0],
          ['B', 1],
          ['C', 1],
          ['D', 1],
          ['E', 1],
        ],
      ]);
      const code = (name: string): number => events.eventNames.indexOf(name);
      const entrants = findEntrants(
        events,
        { code: code('A'), passes: null },
        { code: code('B'), passes: null },
        300_000,
      );
      const cohort = cutAtHorizon(
        entrants,
        entrants.user.map((_, i) => i),
        250_000,
      );
      const sampled = sampleRiskSets(cohort, 1);
      const behaviours = ['C', 'D', 'E'].flatMap((name) => [1, 2].map((minCount) => ({ name, minCount })));
      const plan: DesignPlan = {
        period: new Uint8Array(cohort.user.length),
        periods: 1,
        attributes: [],
        behaviours: behaviours.map(({ name, minCount }) => ({ event: code(name), minCount })),
        values: [],
        levels: [],
        isActivity: Uint8Array.from(events.eventNames, (name) => (name === 'B' ? 0 : 1)),
        countsFirst,
      };
      const { rows, start } = finish(buildDesign(events, cohort, sampled, plan));
      for (let set = 0; set + 1 < start.length; set += 1) {
        for (let pair = start[set]!; pair < start[set + 1]!; pair += 1) {
          const user = cohort.user[sampled.member[pair]!]!;
          const all = [
            ...users,
            [
              ['A', 0],
              ['B', 1],
            ] as Happening[],
          ][user]!.filter(([name]) => name !== 'B');
          const got = [...rows.index.subarray(rows.offset[pair], rows.offset[pair + 1])];
          expect(got).toEqual(expectedRow(all, sampled.second[set]!, behaviours, countsFirst));
        }
      }
    },
  );
});
