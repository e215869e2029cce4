import { describe, expect, it } from 'vitest';
import { analyse } from '#core/predictor/analyse.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import { createRandom } from '#core/stats/random.ts';
import { finish } from '../stats/close.ts';
import { makeInput, type Happening } from './make-table.ts';

const DAY = 86_400;
const START = Date.UTC(2026, 0, 1) / 1000;
const { below, uniform } = createRandom(5);

/** People who enter over 120 days; E triples the share converting, and exists for entrants whose day passes `exists`. */
function ask(entryDay: () => number, exists: (day: number) => boolean): ResultDocument {
  const users = Array.from({ length: 3_000 }, (): Happening[] => {
    const day = entryDay();
    const entry = START + day * DAY;
    const does = exists(day) && uniform() < 0.5;
    const converts = uniform() < (does ? 0.45 : 0.15);
    return [
      ['A', entry],
      ...(does ? [['E', entry + 60] as Happening] : []),
      ...(converts ? [['B', entry + DAY + below(8 * DAY)] as Happening] : []),
    ];
  });
  return finish(analyse(makeInput([...users, [['Z', START + 150 * DAY]]], 10 * DAY)));
}

const rowOf = (result: ResultDocument) => result.rows.find((row) => row.event === 'E')!;

describe('what parts of the people say', () => {
  it('agree when the effect holds in both halves, and in every month', () => {
    const row = rowOf(
      ask(
        () => below(120),
        () => true,
      ),
    );
    expect([row.replicated, row.tier]).toEqual([true, 'strong']);
    expect(row.byMonth.length).toBeGreaterThanOrEqual(4);
    for (const month of row.byMonth) expect(month.ratio).toBeGreaterThan(1.5);
  });

  it('cannot agree about something that only late entrants could do', () => {
    const row = rowOf(
      ask(
        () => below(120),
        (day) => day >= 95,
      ),
    );
    expect(row.hazard!.low).toBeGreaterThan(1);
    expect([row.replicated, row.tier]).toEqual([null, 'likely']);
    for (const { month } of row.byMonth) expect(month >= '2026-04').toBe(true);
  });

  it('are not held against an effect when everybody entered at once', () => {
    const row = rowOf(
      ask(
        () => 0,
        () => true,
      ),
    );
    expect([row.replicated, row.tier]).toEqual([null, 'likely']);
    expect(row.hazard!.low).toBeGreaterThan(2);
  });
});

describe('values of a prerequisite', () => {
  it('go with it: what is not in the model is not ranked', () => {
    const users = Array.from({ length: 1_200 }, (_, user): Happening[] => {
      const b = user < 400 ? DAY + below(8 * DAY) : null;
      const accepts = b !== null || user % 4 === 0;
      const channel = user % 3 === 0 ? 'phone' : 'web';
      return [
        ['A', 0],
        ...(accepts ? [['P', DAY / 2, { channel }] as Happening] : []),
        ...(b === null
          ? []
          : ([
              ['C', b - 5],
              ['B', b],
            ] as Happening[])),
      ];
    });
    const { rows } = finish(analyse(makeInput([...users, [['Z', 30 * DAY]]], 10 * DAY)));
    const ofP = rows.filter((row) => row.event === 'P');
    expect(ofP.length).toBeGreaterThan(1);
    expect(ofP.every((row) => row.shelf === 'prerequisite' && row.rank === null)).toBe(true);
  });
});

describe('names of values', () => {
  const ask2 = (value: (user: number) => string | number) => {
    const users = Array.from({ length: 1_200 }, (_, user): Happening[] => [
      ['A', 0, { v: value(user) }],
      ...(uniform() < 0.3 ? [['B', DAY + below(8 * DAY)] as Happening] : []),
    ]);
    return finish(analyse(makeInput([...users, [['Z', 30 * DAY]]], 10 * DAY)))
      .rows.map((row) => row.value)
      .sort();
  };

  it('tell a text from the number that looks like it, and from a derived level', () => {
    expect(ask2((user) => (user % 3 === 0 ? 1 : user % 3 === 1 ? '1' : 'missing'))).toEqual(['"1"', '"missing"', '1']);
  });

  it('give quarter bins of large numbers digits enough to differ', () => {
    const names = ask2((user) => 1_700_000_000 + user).filter((name) => name !== 'each range higher');
    expect(names.length).toBe(4);
    expect(new Set(names).size).toBe(4);
  });
});

describe('few conversions', () => {
  it('still compares with the plain odds ratio of the row’s own counts', () => {
    const users = Array.from({ length: 400 }, (_, user): Happening[] => {
      const late = user % 4 === 0 ? 25 * DAY : 0;
      // Every converter was watched to the end; some who did C were not: the two populations must not be mixed.
      const converts = late === 0 && user % 5 === 1;
      return [
        ['A', late],
        ...(user % 3 === 0 ? [] : [['C', late + 60] as Happening]),
        ...(converts ? [['B', late + DAY] as Happening] : []),
      ];
    });
    const result = finish(analyse(makeInput([...users, [['Z', 30 * DAY]]], 10 * DAY)));
    expect(result.claim.kind).toBe('describe-only');
    const row = result.rows.find((one) => one.event === 'C')!;
    const [a, b, c, d] = [
      row.convertedWith,
      row.usersWith - row.convertedWith,
      row.convertedWithout,
      row.usersWithout - row.convertedWithout,
    ];
    const half = [a, b, c, d].includes(0) ? 0.5 : 0;
    expect(row.plainOddsRatio).toBeCloseTo(((a + half) * (d + half)) / ((b + half) * (c + half)), 9);
  });
});
