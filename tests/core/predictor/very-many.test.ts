import { describe, expect, it } from 'vitest';
import { fitJoint } from '#core/predictor/fit/joint.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import { screenScenario } from '#core/predictor/screen-scenario.ts';
import { fitSecondOpinion } from '#core/predictor/second-opinion/fit-second-opinion.ts';
import { finish } from '../stats/close.ts';
import { answer, HORIZON, rowOf, START } from './edge-answers.ts';
import { makeInput } from './make-table.ts';

describe('very many people at few distinct seconds', () => {
  /** A at one second, C at the next for every third or second, B at one of three seconds: built straight as a table. */
  function packed(users: number): AnalysisInput {
    const userStart = new Uint32Array(users + 1);
    const time = new Float64Array(users * 3 + 1);
    const event = new Uint32Array(users * 3 + 1);
    let next = 0;
    const add = (code: number, second: number): void => {
      time[next] = (START + second) * 1000;
      event[next++] = code;
    };
    for (let u = 0; u < users; u += 1) {
      const converts = u % 100 < 3;
      add(0, 0);
      if (Math.floor(u / 100) % (converts ? 2 : 3) === 0) add(2, 1);
      if (converts) add(1, 60 * (1 + (u % 3)));
      if (u === users - 1) add(0, HORIZON * 2);
      userStart[u + 1] = next;
    }
    return {
      ...makeInput([[['A', START]]], HORIZON),
      events: {
        eventNames: ['A', 'B', 'C'],
        userCount: users,
        userStart,
        time: time.slice(0, next),
        event: event.slice(0, next),
        row: Uint32Array.from({ length: next }, (_, k) => k),
      },
      userIds: Array.from({ length: users }, (_, u) => `user-${u}`),
    };
  }

  // Odds of 1 : 1 among those who convert, 1 : 2 among all others.
  const expectTwofold = (ratio: number): void => {
    expect(ratio).toBeGreaterThan(1.6);
    expect(ratio).toBeLessThan(2.4);
  };

  it('are answered when they are a million', () => {
    const result = answer(packed(1_000_000));
    expect(result.flow).toMatchObject({ analysed: 1_000_000, converted: 30_000 });
    expect(result.claim.kind).toBe('ranked');
    const { hazard } = rowOf(result, 'C');
    expectTwofold(hazard!.ratio);
    expect(hazard!.low).toBeGreaterThan(1.5);
  });

  // A fifth of a million: more people change nothing, since at most 100,000 rows are kept, and cost a second first pass.
  it('are seen the same in discrete time', () => {
    const input = packed(200_000);
    const { prepared, candidates, seen } = finish(screenScenario(input));
    if ('tooLittle' in seen) throw new Error(seen.tooLittle);
    const joint = finish(fitJoint(seen.sets, seen.screen, seen.selection));
    const { beta, covariance } = finish(fitSecondOpinion(input, prepared, candidates, joint))!;
    const c = joint.q + joint.selection.fitted.findIndex((j) => candidates.plan.behaviours[j]?.event === 2);
    expectTwofold(Math.exp(beta[c]!));
    expect(covariance[c * beta.length + c]).toBeGreaterThan(0);
    expect(covariance[c * beta.length + c]).toBeLessThan(0.01);
  });
});
