import type { Candidates } from '#core/predictor/candidates/candidates.ts';
import { planCandidates } from '#core/predictor/candidates/candidates.ts';
import type { Prepared } from '#core/predictor/cohort/prepare.ts';
import { prepare } from '#core/predictor/cohort/prepare.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import { createRandom, type Random } from '#core/stats/random.ts';
import { finish } from '../../stats/close.ts';
import { makeInput, type Happening } from '../make-table.ts';

export const HORIZON = 2_000;
const IDLE = ['N', 'O', 'P'] as const;

/**
 * Users who may do X and Y, and something idle, in the first minute and a half (some of it later), and B between then and 1,000 seconds. All are watched throughout.
 *
 * @param chance - of B, by whether X and Y were done and which of three plans the user has.
 */
export function madeUpUsers(
  users: number,
  seed: number,
  chance: (x: boolean, y: boolean, plan: number) => number,
): readonly (readonly Happening[])[] {
  const random: Random = createRandom(seed);
  const everybody = Array.from({ length: users }, (_, u): Happening[] => {
    const start = u * 37;
    const [x, y, plan] = [random.uniform() < 0.5, random.uniform() < 0.5, random.below(3)];
    const converts = random.uniform() < chance(x, y, plan);
    const at = 100 + random.below(900);
    return [
      ['A', start, { plan: `plan ${plan}` }],
      ...(x ? ([['X', start + 1 + random.below(95)]] as const) : []),
      ...(y ? ([['Y', start + 1 + random.below(95)]] as const) : []),
      ...Array.from({ length: random.below(10) }, (_, k): Happening => {
        const idle = IDLE[random.below(IDLE.length)]!;
        return [idle, start + 1 + random.below(k < 6 ? 95 : HORIZON)];
      }),
      ...(converts ? ([['B', start + at]] as const) : []),
    ];
  });
  return [...everybody, [['Z', users * 37 + HORIZON]]];
}

/** A question about made-up users, up to where the quality is asked for. */
export function planned(input: AnalysisInput): { prepared: Prepared; candidates: Candidates } {
  const prepared = prepare(input);
  return { prepared, candidates: finish(planCandidates(input, prepared)) };
}

export const inputOf = (users: readonly (readonly Happening[])[]): AnalysisInput => makeInput(users, HORIZON);
