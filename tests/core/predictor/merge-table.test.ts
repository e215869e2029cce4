import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { analyse } from '#core/predictor/analyse.ts';
import { mergeTable } from '#core/predictor/cohort/merge-table.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import { findProspects } from '#core/predictor/who/find-prospects.ts';
import { type Happening, makeInput, makeTable } from './make-table.ts';

const merged = [{ name: 'AB', events: ['A', 'B'] }];
const happening = fc.tuple(fc.constantFrom('A', 'B', 'C', 'D', 'AB'), fc.nat(50)) as fc.Arbitrary<Happening>;
const users = fc.array(fc.array(happening, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });

function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

describe('mergeTable', () => {
  test.prop([users])('keeps every row and gives each the name it is shown under', (list) => {
    const { events: table } = makeTable(list);
    const joined = mergeTable(table, merged);
    expect(joined.time).toBe(table.time);
    expect(joined.row).toBe(table.row);
    expect([...joined.event].map((code) => joined.eventNames[code])).toEqual(
      [...table.event].map((code) => (['A', 'B'].includes(table.eventNames[code]!) ? 'AB' : table.eventNames[code])),
    );
    expect(new Set(joined.eventNames).size).toBe(joined.eventNames.length);
  });

  it('is the table itself where nothing is merged', () => {
    const { events: table } = makeTable([[['A', 1]]]);
    expect(mergeTable(table)).toBe(table);
    expect(mergeTable(table, [])).toBe(table);
  });
});

describe('an analysis with merged events', () => {
  const world: Happening[][] = Array.from({ length: 900 }, (_, user) => {
    const start: Happening = [user % 2 === 0 ? 'A' : 'a', 10];
    const step: Happening[] = user % 3 === 0 ? [[user % 4 < 2 ? 'S' : 's', 20 + (user % 7)]] : [];
    const goal: Happening[] = user % (user % 3 === 0 ? 2 : 5) === 0 ? [['B', 40 + (user % 11)]] : [];
    const end: Happening = ['Z', 400];
    return [start, ...step, ...goal, end];
  });
  const mergedEvents = [
    { name: 'A', events: ['A', 'a'] },
    { name: 'S', events: ['S', 's'] },
  ];
  const withMerges = (): AnalysisInput => {
    const input = makeInput(world, 200);
    return { ...input, definition: { ...input.definition, mergedEvents } };
  };
  const renamed = world.map((one) =>
    one.map(([name, second]): Happening => [name === 'a' ? 'A' : name === 's' ? 'S' : name, second]),
  );

  it('answers as if the members had always had one name', () => {
    const found = finish(analyse(withMerges()));
    const plain = finish(analyse(makeInput(renamed, 200)));
    expect(found.flow.entrants).toBe(900);
    expect(found.claim.kind).toBe('ranked');
    expect({ ...found, definition: null }).toEqual({ ...plain, definition: null });
    expect(found.definition.mergedEvents).toEqual(mergedEvents);
  });

  it('finds the same users to convert next', () => {
    expect(finish(findProspects(withMerges()))).toEqual(finish(findProspects(makeInput(renamed, 200))));
  });
});
