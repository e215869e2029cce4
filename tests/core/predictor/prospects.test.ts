import { describe, expect, it } from 'vitest';
import { fitJoint } from '#core/predictor/fit/joint.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import { screenScenario } from '#core/predictor/screen-scenario.ts';
import { baselineHazard } from '#core/predictor/who/baseline-hazard.ts';
import { expectedOnTheWay, findProspects } from '#core/predictor/who/find-prospects.ts';
import type { Prospect } from '#core/predictor/who/prospects.ts';
import { namedWorlds } from '../../worlds/named-worlds.ts';
import { simulateWorld, type World } from '../../worlds/simulate-world.ts';
import { toEventTable } from '../../worlds/to-event-table.ts';
import { finish } from '../stats/close.ts';
import { makeInput } from './make-table.ts';

const DAY = 86_400_000;
const HORIZON = 30 * DAY;

/** A world's question, with the events up to some moment only. */
function ask(world: World, untilMs = Infinity): AnalysisInput {
  const whole = toEventTable(world);
  const kept = Uint32Array.from(whole.event.keys()).filter((at) => whole.time[at]! <= untilMs);
  const place = new Map([...kept].map((at, to) => [at, to]));
  const userStart = new Uint32Array(whole.userCount + 1);
  for (let u = 0, to = 0; u < whole.userCount; u += 1) {
    while (to < kept.length && kept[to]! < whole.userStart[u + 1]!) to += 1;
    userStart[u + 1] = to;
  }
  return {
    ...makeInput([], null),
    events: {
      ...whole,
      userStart,
      time: Float64Array.from(kept, (at) => whole.time[at]!),
      event: Uint32Array.from(kept, (at) => whole.event[at]!),
      row: Uint32Array.from(kept.keys()),
    },
    columns: world.columns.map((column) => {
      const cells = [...column.position.keys()].filter((cell) => place.has(column.position[cell]!));
      return {
        ...column,
        position: Uint32Array.from(cells, (cell) => place.get(column.position[cell]!)!),
        tag: Uint8Array.from(cells, (cell) => column.tag[cell]!),
        value: Float64Array.from(cells, (cell) => column.value[cell]!),
      };
    }),
    userIds: world.userIds,
    definition: {
      start: { event: world.truth.start, filters: [] },
      target: { event: world.truth.target, filters: [] },
      horizonMs: HORIZON,
      hiddenEvents: [],
      keepOutliers: false,
    },
  };
}

/** Share of pairs of one who did and one who did not that the probabilities put in order. */
function concordance(people: readonly Prospect[], did: (one: Prospect) => boolean): number {
  const yes = people.filter(did);
  const no = people.filter((one) => !did(one));
  let right = 0;
  for (const a of yes) for (const b of no) right += a.probability > b.probability ? 1 : 0;
  return right / (yes.length * no.length);
}

const world = simulateWorld({ ...namedWorlds.full, users: 4_000 }, 3);

describe('the expected conversions along what everybody did', () => {
  it('sum to the conversions that happened', () => {
    const input = ask(world);
    const { prepared, candidates, seen } = finish(screenScenario(input));
    if ('tooLittle' in seen) throw new Error('the world is too small');
    const joint = finish(fitJoint(seen.sets, seen.screen, seen.selection));
    const baseline = baselineHazard(joint, prepared.cohort, seen.sampled, prepared.converted);
    const everybody = Uint32Array.from(prepared.cohort.user.keys());
    const expected = finish(expectedOnTheWay(input, prepared, candidates, joint, baseline, everybody));
    const sum = expected.reduce((total, one) => total + one, 0);
    expect(Math.abs(sum / prepared.converted - 1)).toBeLessThan(0.03);
  });
});

describe('who is likely next', () => {
  const first = world.time.reduce((least, time) => Math.min(least, time), Infinity);
  const today = first + 100 * DAY;
  const { open, dropped } = finish(findProspects(ask(world, today)));
  const [startCode, targetCode] = [world.truth.start, world.truth.target].map((name) => world.eventNames.indexOf(name));
  const convertedAt = new Map(
    world.userIds.map((id, u) => {
      const own = Array.from(
        { length: world.userStart[u + 1]! - world.userStart[u]! },
        (_, k) => world.userStart[u]! + k,
      );
      const start = own.find((at) => world.event[at] === startCode)!;
      const end = own.find((at) => at > start && world.event[at] === targetCode);
      return [id, end === undefined ? Infinity : world.time[end]!];
    }),
  );
  const converted = (one: Prospect): boolean => convertedAt.get(one.id)! <= one.enteredAtMs + HORIZON;

  it('names exactly those who had entered and neither converted nor reached the horizon', () => {
    expect(open.length).toBeGreaterThan(500);
    for (const one of open) {
      expect(one.enteredAtMs + HORIZON).toBeGreaterThan(today - DAY);
      expect(convertedAt.get(one.id)).toBeGreaterThan(today - 1000);
    }
  });

  it('puts those who went on to convert first, on days the model had not seen', () => {
    expect(concordance(open, converted)).toBeGreaterThan(0.7);
  });

  it('is right about how many will', () => {
    const expected = open.reduce((sum, one) => sum + one.probability, 0);
    const happened = open.filter(converted).length;
    expect(expected / happened).toBeGreaterThan(0.85);
    expect(expected / happened).toBeLessThan(1.15);
  });

  it('lists the dropped by how surprising it is, most likely first, with ids of the export', () => {
    expect(dropped.length).toBeGreaterThan(500);
    for (const list of [open, dropped]) {
      for (let k = 1; k < list.length; k += 1)
        expect(list[k]!.probability).toBeLessThanOrEqual(list[k - 1]!.probability);
      for (const { id, probability } of list) {
        expect(world.userIds.includes(id)).toBe(true);
        expect(probability > 0 && probability < 1).toBe(true);
      }
    }
    expect(dropped.some(converted)).toBe(false);
  });

  it('names nobody where too few converted to fit anything', () => {
    const few = Array.from({ length: 300 }, (_, u): [string, number][] => [
      ['A', 0],
      ...(u < 20 ? ([['B', 50 + u]] as [string, number][]) : []),
    ]);
    expect(finish(findProspects(makeInput(few, 3600)))).toEqual({ horizonMs: 3_600_000, open: [], dropped: [] });
  });
});
