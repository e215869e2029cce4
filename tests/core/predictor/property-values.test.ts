import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { analyse } from '#core/predictor/analyse.ts';
import { planCandidates, type Candidates } from '#core/predictor/candidates/candidates.ts';
import { createNumberCodes } from '#core/predictor/candidates/number-codes.ts';
import { prepare } from '#core/predictor/cohort/prepare.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import { rowText } from '#core/predictor/words/describe-row.ts';
import { resultToCsv } from '#core/export/result-to-csv.ts';
import { createRandom } from '#core/stats/random.ts';
import { finish } from '../stats/close.ts';
import { makeInput, type Happening } from './make-table.ts';

const DAY = 86_400;
type Properties = NonNullable<Happening[2]>;

/** People who do A at 0, then C with what `ofC` gives, and B at a rate of `rate` a day. */
function people(
  count: number,
  make: (user: number, uniform: () => number) => { ofA?: Properties; ofC?: Properties | null; rate?: number },
): Happening[][] {
  const { uniform } = createRandom(21);
  const users = Array.from({ length: count }, (_, user): Happening[] => {
    const { ofA, ofC, rate = 0.05 } = make(user, uniform);
    const b = (-Math.log(1 - uniform()) / rate) * DAY + 20;
    return [
      ['A', 0, ofA ?? {}],
      ...(ofC ? [['C', 10, ofC] as Happening] : []),
      ...(b < 10 * DAY ? [['B', Math.ceil(b)] as Happening] : []),
    ];
  });
  return [...users, [['Z', 30 * DAY]]];
}

const ask = (users: readonly (readonly Happening[])[]): ResultDocument => finish(analyse(makeInput(users, 10 * DAY)));
const plan = (users: readonly (readonly Happening[])[]): Candidates => {
  const input = makeInput(users, 10 * DAY);
  return finish(planCandidates(input, prepare(input)));
};

describe('lists', () => {
  const tagsOf = (uniform: () => number): string[] => ['a', 'b', 'c'].filter((_, k) => uniform() < [0.4, 0.3, 0.5][k]!);

  it('become one yes/no attribute for each member, and the one that matters is found', () => {
    const { rows } = ask(
      people(2_000, (_, uniform) => {
        const tags = tagsOf(uniform);
        return { ofA: { tags }, rate: tags.includes('b') ? 0.15 : 0.05 };
      }),
    );
    const tags = rows.filter((row) => row.property === 'tags');
    expect(tags.map((row) => row.value).sort()).toEqual(['contains a', 'contains b', 'contains c']);
    expect(tags.every((row) => row.shelf === 'ranked')).toBe(true);
    const b = tags.find((row) => row.value === 'contains b')!;
    expect(b.hazard!.low).toBeLessThan(3);
    expect(b.hazard!.high).toBeGreaterThan(3);
    expect(tags.filter((row) => row.q! <= 0.05)).toEqual([b]);
    expect(rowText(b)).toBe('tags contains b');
  });

  it('read the same in the table file: the property, and what it contains', () => {
    const result = ask(people(600, (user) => ({ ofA: { tags: user % 3 === 0 ? ['a'] : ['b'] } })));
    expect(resultToCsv(result)).toMatch(/,attribute,,tags,contains a,/);
  });

  it('of an event are values of it, each member for itself', () => {
    const { plan: design } = plan(
      people(900, (user) => ({ ofC: user % 2 === 0 ? { items: ['x', ...(user % 4 === 0 ? ['y'] : [])] } : null })),
    );
    const found = design.values.map(({ property, value, users }) => [property, value, users]);
    expect(found).toEqual([['items', 'contains y', 225]]);
  });

  it('are told from a text that reads like a member', () => {
    const values = plan(people(600, (user) => ({ ofA: { v: user % 2 === 0 ? 'contains a' : ['a'] } })));
    const [own, member] = values.plan.attributes;
    expect(own!.levels.toSorted()).toEqual(['"contains a"', 'a list']);
    expect([member?.levels[0], ...values.attributeTwins.map(({ attribute }) => attribute.levels[0])]).toContain(
      'contains a',
    );
  });
});

describe('numbers of an event', () => {
  it('are tried as quarter ranges, and the one that matters is found', () => {
    const { rows } = ask(
      people(3_000, (user, uniform) => {
        const amount = user % 5 === 0 ? null : Math.round(1_000 * uniform());
        return { ofC: amount === null ? null : { amount }, rate: amount !== null && amount > 750 ? 0.15 : 0.05 };
      }),
    );
    const ranges = rows.filter((row) => row.property === 'amount');
    expect(ranges.length).toBe(4);
    const [first] = ranges.toSorted((a, b) => b.power! - a.power!);
    expect(first!.value).toMatch(/^> 7[34567]/);
    expect(rowText(first!)).toMatch(/^C where amount > 7/);
    expect(first!.hazard!.low).toBeGreaterThan(2);
  });
});

describe('what is not tried', () => {
  const users = people(1_200, (user) => ({
    ofA: {
      plan: user < 12 ? 'gold' : user < 15 ? 'iron' : user % 2 === 0 ? 'x' : 'y',
      id: `id-${user}`,
      same: 'one',
      ...(user % 100 === 0 ? { seldom: user % 3 } : {}),
    },
    ofC: user % 2 === 0 ? { kind: user % 40 === 0 ? 'odd' : `v${user % 7}`, page: `p${user}` } : null,
  }));
  const result = ask(users);

  it('has a row on the shelf with the number of people', () => {
    const row = (value: string) => result.rows.find((one) => one.value === value)!;
    expect([row('gold').shelf, row('gold').usersWith]).toEqual(['rare', 12]);
    expect(row('gold').shelfReason).toContain('12');
    expect([row('odd').event, row('odd').shelf]).toEqual(['C', 'rare']);
    expect(row('odd').hazard).toBeNull();
  });

  it('has no row where fewer than five people have it, nor where every value differs', () => {
    expect(result.rows.some((row) => row.value === 'iron')).toBe(false);
    expect(result.rows.filter((row) => row.property === 'page').length).toBe(0);
  });

  it('is named on the model card where a property is left out wholly', () => {
    const notes = result.model!.notes.join('\n');
    expect(notes).toMatch(/hardly anybody carries.*: (kind, page, seldom|seldom.*)/);
    expect(notes).toMatch(/same for nearly everybody.*: same\./);
    expect(notes).toMatch(/hardly two people.*: id\./);
    expect(notes).toMatch(/60[01] further values/);
  });

  it('says that commoner values of the property took its place', () => {
    const { rows } = ask(people(3_000, (user) => ({ ofC: { kind: `v${user % 9}` } })));
    const kinds = rows.filter((row) => row.property === 'kind' && row.kind === 'event_property');
    expect(kinds.filter((row) => row.shelf === 'ranked').length).toBe(0);
    const { plan: design, shelvedValues } = plan(
      people(3_000, (user) => ({ ofC: user % 3 === 0 ? null : { kind: `v${user % 8}` } })),
    );
    expect(design.values.length).toBe(5);
    expect(shelvedValues.map(({ placement }) => placement.reason)).toEqual(
      Array(3).fill('Only the five commonest values of a property are tried for each event.'),
    );
  });

  it('stays a bounded number of rows, whatever the number of values', () => {
    const many = people(4_000, (user) => ({
      ofC:
        user % 4 === 0
          ? null
          : Object.fromEntries(Array.from({ length: 60 }, (_, k) => [`p${k}`, `v${(user + 7 * k) % 301}`])),
    }));
    const { shelvedValues, notes } = plan(many);
    expect(shelvedValues.length).toBe(200);
    expect(notes.at(-1)).toMatch(/^\d{5} further values/);
  });
});

describe('an attribute that may be a result of B', () => {
  const buyers = (planBefore: (user: number) => string, planAfter: (user: number, bought: boolean) => string) =>
    people(1_500, () => ({}))
      .map((rows, user): Happening[] => {
        return rows.flatMap(([event, at]): Happening[] =>
          event === 'A'
            ? [
                ['A', at, { plan: planBefore(user) }],
                ['C', at + 5, { plan: planBefore(user) }],
                ['C', at + 6, { plan: planBefore(user) }],
              ]
            : event === 'B'
              ? [
                  ['B', at, { plan: planBefore(user) }],
                  ['D', at + 60, { plan: planAfter(user, true) }],
                  ...Array.from({ length: 10 }, (_, k): Happening => [
                    'D',
                    at + 100 + k,
                    { plan: planAfter(user, true) },
                  ]),
                ]
              : [[event, at]],
        );
      })
      .map((rows, user) =>
        rows.some(([e]) => e === 'B') ? rows : [...rows, ['C', 9 * DAY, { plan: planAfter(user, false) }] as Happening],
      );

  it('is flagged and kept out of the ranking when people come to it with B', () => {
    const { rows } = ask(
      buyers(
        (user) => (user % 5 === 0 ? 'pro' : 'free'),
        (user, bought) => (bought || user % 5 === 0 ? 'pro' : 'free'),
      ),
    );
    const plans = rows.filter((row) => row.property === 'plan' && row.kind === 'attribute');
    expect(plans.map((row) => row.shelf)).toEqual(['result', 'result']);
    expect(plans[0]!.shelfReason).toContain('plan = pro');
    expect(plans[0]!.shelfReason).toContain('B');
    expect(plans.every((row) => row.hazard === null)).toBe(true);
  });

  it('is not flagged when people come to it at any time', () => {
    const { rows } = ask(
      buyers(
        (user) => (user % 5 === 0 ? 'pro' : 'free'),
        (user) => (user % 5 === 0 || user % 3 === 0 ? 'pro' : 'free'),
      ),
    );
    const plans = rows.filter((row) => row.property === 'plan' && row.kind === 'attribute');
    expect(plans.some((row) => row.shelf === 'ranked')).toBe(true);
    expect(plans.some((row) => row.shelf === 'result')).toBe(false);
  });
});

describe('the search for candidates', () => {
  const anything = fc.record({
    event: fc.constantFrom('C', 'D'),
    at: fc.integer({ min: 0, max: 300 }),
    value: fc.option(
      fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 3 }), fc.constantFrom(['a'], ['a', 'b'])),
      { nil: undefined },
    ),
  });

  test.prop([fc.array(anything, { minLength: 60, maxLength: 200 }), fc.nat({ max: 6 })], { numRuns: 60 })(
    'counts each value of an event as its definition says',
    (happenings, step) => {
      const users = Array.from({ length: 240 }, (_, user): Happening[] => [
        ['A', 0],
        ...[0, 1, 2].flatMap((k): Happening[] => {
          const one = happenings[(user * (step + 1) + k * 7) % happenings.length]!;
          return [[one.event, one.at, one.value === undefined ? {} : { v: one.value }]];
        }),
        ...(user % 3 === 0 ? [['B', 150] as Happening] : []),
      ]);
      const { plan: design } = plan([...users, [['Z', 30 * DAY]]]);
      const input = makeInput([...users, [['Z', 30 * DAY]]], 10 * DAY);
      for (const value of design.values) {
        const event = input.events.eventNames[value.event]!;
        const matches = (v: unknown): boolean =>
          value.value.startsWith('contains ')
            ? Array.isArray(v) && v.includes(value.value.slice('contains '.length))
            : !Array.isArray(v) && String(v) === value.value;
        const counted = users.map((rows, user) =>
          rows.filter(
            ([name, at, properties]) =>
              name === event && (user % 3 !== 0 || at < 150) && properties?.v !== undefined && matches(properties.v),
          ),
        );
        const doers = counted.flatMap((rows, user) => (rows.length > 0 ? [user] : []));
        expect([value.value, ...value.doers]).toEqual([value.value, ...doers]);
        expect(value.users).toBe(doers.length);
        expect(value.convertedUsers).toBe(doers.filter((user) => user % 3 === 0).length);
        expect(value.positions.length).toBe(counted.flat().length);
      }
    },
  );

  it('can be interrupted within a column and between the events of one', () => {
    const users = Array.from({ length: 200 }, (_, user): Happening[] => [
      ['A', 0],
      ...Array.from({ length: user % 2 === 0 ? 600 : 0 }, (__, k): Happening => [
        `E${k % 30}`,
        k + 1,
        { n: (user * 7 + k) % 50 },
      ]),
      ...(user % 3 === 0 ? [['B', 5 * DAY] as Happening] : []),
    ]);
    const input = makeInput([...users, [['Z', 30 * DAY]]], 10 * DAY);
    const search = planCandidates(input, prepare(input));
    let pauses = 0;
    while (!search.next().done) pauses += 1;
    expect(pauses).toBeGreaterThan(30);
  });
});

describe('codes of numbers', () => {
  test.prop([fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -20, max: 20 })))])(
    'are equal for equal numbers only',
    (numbers) => {
      const codes = createNumberCodes();
      const known = new Map<number, number>();
      for (const value of numbers) {
        expect(codes.find(value)).toBe(known.get(value) ?? -1);
        if (known.has(value)) continue;
        codes.add(value, known.size);
        known.set(value, known.size);
      }
      for (const [value, code] of known) expect(codes.find(value)).toBe(code);
    },
  );
});
