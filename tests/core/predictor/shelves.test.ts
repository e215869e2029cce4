import { describe, expect, it } from 'vitest';
import { analyse } from '#core/predictor/analyse.ts';
import type { ResultRow } from '#core/predictor/result.ts';
import { createRandom } from '#core/stats/random.ts';
import { finish } from '../stats/close.ts';
import { makeInput, type Happening } from './make-table.ts';

const DAY = 86_400;
const { below, uniform } = createRandom(11);

/** 400 converters, 800 others; `extra` adds what each does, given the moment of B (null: never). */
function shelfOf(event: string, extra: (b: number | null, user: number) => Happening[]): ResultRow {
  const users = Array.from({ length: 1_200 }, (_, user): Happening[] => {
    const b = user < 400 ? DAY + below(8 * DAY) : null;
    const common: Happening[] = uniform() < 0.5 ? [['C', below(5 * DAY)]] : [];
    return [['A', 0], ...(b === null ? [] : [['B', b] as Happening]), ...common, ...extra(b, user)];
  });
  const result = finish(analyse(makeInput([...users, [['Z', 30 * DAY]]], 10 * DAY)));
  return result.rows.find((row) => row.event === event && row.kind === 'behaviour')!;
}

describe('where a behaviour goes', () => {
  it('is a step when nearly every converter passes it just before B', () => {
    const row = shelfOf('Pay', (b, user) => (b !== null ? [['Pay', b - 60]] : user % 20 === 0 ? [['Pay', DAY]] : []));
    expect(row.shelf).toBe('step');
    expect(row.shelfReason).toContain('pass it');
    expect([row.rank, row.hazard]).toEqual([null, null]);
  });

  it('is a step also when it fires in the very second of B', () => {
    expect(shelfOf('Pay', (b, user) => (b !== null ? [['Pay', b]] : user % 20 === 0 ? [['Pay', DAY]] : [])).shelf).toBe(
      'step',
    );
  });

  it('is a prerequisite when B hardly exists without it, long before', () => {
    const row = shelfOf('Accept', (b, user) =>
      b !== null
        ? [
            ['Accept', DAY / 2],
            ['C', b - 5],
            ['D', b - 3],
          ]
        : user % 4 === 0
          ? [['Accept', DAY / 2]]
          : [],
    );
    expect(row.shelf).toBe('prerequisite');
  });

  it('follows B when those who do it do it only after', () => {
    const row = shelfOf('Invoice', (b, user) =>
      b !== null ? [['Invoice', b + 60]] : user % 40 === 0 ? [['Invoice', DAY]] : [],
    );
    expect(row.shelf).toBe('result');
  });

  it('is rare below thirty people, and common when hardly anybody does without', () => {
    expect(shelfOf('Rare', (_, user) => (user % 50 === 0 ? [['Rare', 60]] : [])).shelf).toBe('rare');
    expect(shelfOf('All', (_, user) => (user % 100 === 0 ? [] : [['All', 60]])).shelf).toBe('common');
  });

  it('is a duplicate when it goes with a more common one nearly always', () => {
    const twice = (user: number): Happening[] =>
      user % 3 === 0 ? [['C2', DAY / 4], ...(user % 30 === 0 ? [] : [['C3', DAY / 4 + 2] as Happening])] : [];
    expect(shelfOf('C3', (_, user) => twice(user)).shelf).toBe('duplicate');
    expect(shelfOf('C2', (_, user) => twice(user)).twins).toEqual(['C3']);
  });

  it('does not list bookkeeping events at all', () => {
    expect(shelfOf('$identify', (_, user) => (user % 2 === 0 ? [['$identify', 60]] : []))).toBeUndefined();
  });
});

describe('attributes', () => {
  const ask = (plan: (user: number, converts: boolean) => Record<string, string>): readonly ResultRow[] => {
    const users = Array.from({ length: 1_500 }, (_, user): Happening[] => {
      const converts = uniform() < (user % 3 === 0 ? 0.6 : 0.2);
      return [
        ['A', 0, plan(user, converts)],
        ...(converts ? [['B', DAY + below(8 * DAY)] as Happening] : []),
        ...(converts ? [['A', 9 * DAY, { plan: 'won' }] as Happening] : []),
      ];
    });
    return finish(analyse(makeInput([...users, [['Z', 30 * DAY]]], 10 * DAY))).rows.filter(
      (row) => row.kind === 'attribute',
    );
  };

  it('reads the value as of A, never a later one', () => {
    const rows = ask((user) => ({ plan: ['x', 'y', 'z'][user % 3]! }));
    expect(rows.map((row) => row.value).sort()).toEqual(['x', 'y', 'z']);
    const x = rows.find((row) => row.value === 'x')!;
    expect(x.direction).toBe('to');
    expect(x.hazard!.ratio).toBeGreaterThan(2);
  });

  it('does not make the other levels look bad because one is good', () => {
    const rows = ask((user) => ({ plan: ['x', 'y', 'z'][user % 3]! }));
    for (const value of ['y', 'z']) expect(rows.find((row) => row.value === value)!.tier).toBeNull();
  });

  it('shows one side of two, and shelves what says the same', () => {
    const rows = ask((user) => ({ plan: user % 3 === 0 ? 'x' : 'y', copy: user % 3 === 0 ? 'u' : 'v' }));
    expect(rows.filter((row) => row.shelf === 'ranked').map((row) => row.value)).toEqual(['x']);
    expect(rows.filter((row) => row.property === 'copy').every((row) => row.shelf === 'duplicate')).toBe(true);
  });

  it('counts absence as a level', () => {
    const rows = ask((user): Record<string, string> => (user % 3 === 0 ? { plan: 'x' } : {}));
    expect(rows.map((row) => row.value).sort()).toEqual(['missing', 'x']);
  });
});

describe('the plain odds ratio beside ours', () => {
  it('counts only users whose whole window was watched, as a funnel tool would', () => {
    const users = Array.from({ length: 1_200 }, (_, user): Happening[] => {
      const late = user % 2 === 0 ? 0 : 25 * DAY;
      const converts = user % 4 < 2 && user % 3 !== 0;
      const does = user % 5 === 0;
      return [
        ['A', late],
        ...(does ? [['C', late + 60] as Happening] : []),
        ...(converts ? [['B', late + 600] as Happening] : []),
      ];
    });
    const row = finish(analyse(makeInput([...users, [['Z', 30 * DAY]]], 10 * DAY))).rows.find(
      (one) => one.event === 'C',
    )!;
    const cell = (does: boolean, converts: boolean) =>
      users.filter(
        (_, user) => user % 2 === 0 && (user % 5 === 0) === does && (user % 4 < 2 && user % 3 !== 0) === converts,
      ).length;
    expect(row.plainOddsRatio).toBeCloseTo(
      (cell(true, true) * cell(false, false)) / (cell(true, false) * cell(false, true)),
      12,
    );
  });
});

describe('a wide export', () => {
  it('fits the attributes that matter and tries the rest by themselves, whatever their number', () => {
    const names = Array.from({ length: 40 }, (_, k) => `idle_${k}`);
    const users = Array.from({ length: 1_500 }, (_, user): Happening[] => {
      const converts = uniform() < (user % 3 === 0 ? 0.6 : 0.2);
      const idle = Object.fromEntries(names.map((name) => [name, `v${below(5)}`]));
      return [
        ['A', 0, { ...idle, plan: user % 3 === 0 ? 'x' : 'y' }],
        ...(converts ? [['B', DAY + below(8 * DAY)] as Happening] : []),
      ];
    });
    const result = finish(analyse(makeInput([...users, [['Z', 30 * DAY]]], 10 * DAY)));
    const attributes = result.rows.filter((row) => row.kind === 'attribute');
    expect(new Set(attributes.map((row) => row.property)).size).toBe(41);
    expect(result.model!.parameters).toBeLessThan(140);
    expect(attributes.every((row) => row.shelf !== 'ranked' || row.hazard !== null)).toBe(true);
    expect(attributes.find((row) => row.rank === 1 && row.direction === 'to')!.property).toBe('plan');
    expect(
      attributes.filter((row) => row.q !== null && row.q <= 0.1 && row.property !== 'plan').length,
    ).toBeLessThanOrEqual(1);
  });
});
