import { describe, expect, it } from 'vitest';
import { fitJoint } from '#core/predictor/fit/joint.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import { screenScenario } from '#core/predictor/screen-scenario.ts';
import { fitSecondOpinion } from '#core/predictor/second-opinion/fit-second-opinion.ts';
import { createRandom } from '#core/stats/random.ts';
import { finish } from '../stats/close.ts';
import { answer, HORIZON, rowOf, START } from './edge-answers.ts';
import { makeInput, type Happening } from './make-table.ts';

const END: Happening = ['Z', START + 200_000];

interface Crowd {
  readonly users: number;
  readonly converters: number;
  /** When the u-th converter does B, seconds after A. */
  readonly at?: (u: number) => number;
  /** What the u-th user does besides, seconds after A; `until` is B or the end of the window. */
  readonly does?: (u: number, converts: boolean, until: number) => readonly (readonly [string, number])[];
  readonly entry?: (u: number) => Record<string, string | number> | undefined;
}

/** People who do A at one time; the first so many of them do B. */
const crowd = ({ users, converters, at = (u) => 1_000 + 200 * u, does = () => [], entry = () => undefined }: Crowd) =>
  Array.from({ length: users }, (_, u): Happening[] => {
    const until = u < converters ? at(u) : HORIZON;
    return [
      ['A', START, entry(u)],
      ...does(u, u < converters, until).map(([name, second]): Happening => [name, START + second]),
      ...(u < converters ? [['B', START + until] as const] : []),
      END,
    ];
  });

/** Some everyday events, by chance, before B. */
function noise(seed: number) {
  const { uniform } = createRandom(seed);
  return (until: number): [string, number][] =>
    ['C', 'D', 'F'].flatMap((name): [string, number][] =>
      uniform() < 0.5 ? [[name, Math.floor(uniform() * until)]] : [],
    );
}

/** What the discrete-time model says of the same people; null when it says nothing. */
function secondOpinion(users: Happening[][]) {
  const input = makeInput(users, HORIZON);
  const { prepared, candidates, seen } = finish(screenScenario(input));
  if ('tooLittle' in seen) return null;
  const joint = finish(fitJoint(seen.sets, seen.screen, seen.selection));
  const opinion = finish(fitSecondOpinion(input, prepared, candidates, joint));
  opinion?.beta.forEach((value, j) => expect(Number.isFinite(value), `coefficient ${j} is ${value}`).toBe(true));
  opinion?.covariance.forEach((value) => expect(value).not.toBeNaN());
  return opinion;
}

describe('an analysis at its edges', () => {
  it('claims nothing from one user, and says how many are needed', () => {
    const result = answer(crowd({ users: 1, converters: 1 }));
    expect(result.claim).toMatchObject({
      kind: 'describe-only',
      reason: expect.stringContaining('1 person reached B'),
    });
    expect(result.flow).toMatchObject({ analysed: 1, converted: 1 });
  });

  it('claims nothing where everybody is censored', () => {
    const before: Happening[] = [
      ['B', START - 10],
      ['A', START],
    ];
    const result = answer([...crowd({ users: 500, converters: 0, does: () => [['C', 5]] }), before]);
    expect(result.claim).toMatchObject({
      kind: 'describe-only',
      reason: expect.stringContaining('0 people reached B'),
    });
    expect(result.conversion.share).toBe(0);
    expect([result.quarterMs, result.medianMs]).toEqual([null, null]);
  });

  it('claims nothing where everybody converts', () => {
    const result = answer(crowd({ users: 400, converters: 400 }));
    expect(result.claim).toMatchObject({ kind: 'describe-only' });
    expect(result.conversion.share).toBe(1);
  });

  it('refuses with a documented error where nobody began, or the event is unknown', () => {
    const users = crowd({ users: 3, converters: 1 });
    const input = makeInput(users, HORIZON);
    const asking = (start: string): AnalysisInput => ({
      ...input,
      definition: { ...input.definition, start: { event: start, filters: [] } },
    });
    expect(() => answer({ ...input, startRows: new Uint32Array(0) })).toThrow(
      expect.objectContaining({ code: 'scenario/nobody' }),
    );
    expect(() => answer(asking('Q'))).toThrow(expect.objectContaining({ code: 'scenario/unknown-event' }));
  });

  it('answers where the start and the target are the only events there are', () => {
    const bare = crowd({ users: 600, converters: 200 }).map((rows) => rows.filter(([name]) => name !== 'Z'));
    const result = answer([...bare, [['A', START + 150_000]]]);
    expect(result.rows.filter((row) => row.shelf === 'ranked' && row.tier !== null)).toEqual([]);
    expect(result.verdict.join(' ')).toContain('Nothing people do');
    expect(secondOpinion(bare)?.beta.every((value) => Number.isFinite(value)) ?? true).toBe(true);
  });

  it('answers where one name is both start and target', () => {
    const users = crowd({ users: 600, converters: 200, does: (_, __, until) => noise(1)(until) });
    const input = makeInput(
      users.map((rows) => rows.map(([name, at]): Happening => [name === 'B' ? 'A' : name, at])),
      HORIZON,
    );
    const { start } = input.definition;
    const result = answer({ ...input, definition: { ...input.definition, target: start } });
    expect(result.flow.converted).toBe(200);
    expect(result.claim.kind).toBe('ranked');
  });

  it('bounds what only those who convert do, and says so in words that can be read', () => {
    const chance = noise(2);
    const users = crowd({
      users: 1_000,
      converters: 300,
      does: (u, converts, until) => [
        ...chance(until),
        ...(converts && u % 2 === 0 ? ([['Only', until / 2]] as const) : []),
      ],
    });
    const { hazard, shelf, words } = rowOf(answer(users), 'Only');
    expect(shelf).toBe('ranked');
    expect(hazard!.ratio).toBeGreaterThan(5);
    expect(hazard!.high).toBeLessThan(1e6);
    expect(words[0]).toContain('Only');
    expect(secondOpinion(users)).not.toBeNull();
  });

  it('bounds what nobody who converts does', () => {
    const chance = noise(3);
    const users = crowd({
      users: 1_000,
      converters: 300,
      does: (u, converts, until) => [
        ...chance(until),
        ...(!converts && u % 2 === 0 ? ([['Never', 900]] as const) : []),
      ],
    });
    const { hazard, shelf } = rowOf(answer(users), 'Never');
    expect(shelf).toBe('ranked');
    expect(hazard!.ratio).toBeLessThan(0.2);
    expect(hazard!.low).toBeGreaterThan(1e-6);
    expect(secondOpinion(users)).not.toBeNull();
  });

  it('keeps a column of the same value for everybody out of the table', () => {
    const chance = noise(4);
    const result = answer(
      crowd({
        users: 800,
        converters: 250,
        entry: (u) => ({ plan: 'free', kind: u % 3 === 0 ? 'x' : 'y' }),
        does: (_, __, until) => [['All', 1], ...chance(until)],
      }),
    );
    expect(rowOf(result, 'All')).toMatchObject({ shelf: 'common', hazard: null });
    expect(result.rows.filter((row) => row.property === 'plan' && row.hazard !== null)).toEqual([]);
    expect(result.rows.some((row) => row.property === 'kind')).toBe(true);
  });

  it('shows two names of one behaviour as one', () => {
    const chance = noise(5);
    const twice = crowd({
      users: 1_000,
      converters: 300,
      does: (u, converts, until) => [
        ...chance(until),
        ...(u % (converts ? 2 : 5) === 0
          ? ([
              ['Twin', 500],
              ['Other Twin', 500],
            ] as const)
          : []),
      ],
    });
    const result = answer(twice);
    const [one, other] = [rowOf(result, 'Twin'), rowOf(result, 'Other Twin')];
    expect([one.shelf, other.shelf].toSorted()).toEqual(['duplicate', 'ranked']);
    expect([...one.twins, ...other.twins]).toHaveLength(1);
  });

  it('compares where every conversion falls on one second', () => {
    const chance = noise(6);
    const users = crowd({
      users: 1_000,
      converters: 300,
      at: () => 5_000,
      does: (u, converts, until) => [
        ...chance(until),
        ...(u % (converts ? 2 : 4) === 0 ? ([['E', 500]] as const) : []),
      ],
    });
    const result = answer(users);
    expect(result.quarterMs).toBe(result.medianMs);
    expect(rowOf(result, 'E').hazard!.ratio).toBeGreaterThan(1.3);
    // One interval, and before its first second nothing had happened: nothing to tell.
    const opinion = secondOpinion(users)!;
    const p = opinion.beta.length;
    expect(Array.from({ length: p }, (_, j) => opinion.covariance[j * p + j])).toContain(Infinity);
  });

  it('takes people whose data end the moment they begin', () => {
    const chance = noise(7);
    const early = crowd({ users: 700, converters: 250, does: (_, __, until) => chance(until) });
    const late = Array.from({ length: 200 }, (): Happening[] => [['A', END[1]]]);
    const result = answer([...early, ...late]);
    expect(result.flow).toMatchObject({ analysed: 900, stillOpen: 200 });
    expect(secondOpinion([...early, ...late])).not.toBeNull();
  });
});
