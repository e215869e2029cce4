import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Estimate, ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { whatIf, whatIfWords } from '#core/predictor/what-if.ts';
import { twoProportionSize } from '#core/stats/two-proportion-size.ts';
import { readResult } from '../../fixtures/read-result.ts';

const full = readResult('full');
const anyRow = full.rows.find((row) => row.kind === 'behaviour' && row.shelf === 'ranked' && row.hazard !== null)!;

/** A result of so many people, a share of whom converted, and a row that so many of them had done. */
function made(
  own: { analysed?: number; share?: number; usersWith?: number; hazard?: Estimate; shrunken?: number | null } = {},
  row: Partial<ResultRow> = {},
): { result: ResultDocument; row: ResultRow } {
  const analysed = own.analysed ?? 10_000;
  const usersWith = own.usersWith ?? 2_000;
  return {
    result: {
      ...full,
      horizonMs: 7 * 86_400_000,
      flow: { ...full.flow, analysed },
      conversion: { ...full.conversion, share: own.share ?? 0.1 },
    },
    row: {
      ...anyRow,
      event: 'Invite Teammate',
      minCount: 1,
      usersWith,
      usersWithout: analysed - usersWith,
      hazard: own.hazard ?? { ratio: 2, low: 1.6, high: 2.5 },
      shrunken: own.shrunken === undefined ? 2 : own.shrunken,
      ...row,
    },
  };
}

const anyCase = fc.record({
  share: fc.double({ min: 0.001, max: 0.95, noNaN: true }),
  usersWith: fc.integer({ min: 0, max: 9_999 }),
  points: fc.double({ min: 0.01, max: 100, noNaN: true }),
  log: fc.tuple(
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.double({ min: 0, max: 2, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
  ),
});

describe('whatIf', () => {
  it('moves people from the rate without to the rate with', () => {
    const { result, row } = made({ usersWith: 5_000, share: 0.28, hazard: { ratio: 2, low: 2, high: 2 } });
    // Half do it, half do not: rates w and 1 − (1 − w)² average 0.28, so w is 0.2 and 0.36 with it.
    const w = (3 - Math.sqrt(9 - 4 * 0.56)) / 2;
    const { moreUsers, moreConversions, from, to } = whatIf(result, row, 10)!;
    expect([moreUsers, from, to]).toEqual([1_000, 0.5, 0.6]);
    expect(moreConversions.value).toBeCloseTo(1_000 * (1 - (1 - w) ** 2 - w), 6);
  });

  test.prop([anyCase])(
    'keeps in order, has the sign of the effect, and never counts more people than there are',
    (one) => {
      const [beta, spread, pull] = one.log;
      const shrunken = Math.exp(beta * Math.abs(pull));
      const { result, row } = made({
        ...one,
        shrunken,
        hazard: { ratio: Math.exp(beta), low: Math.exp(beta - spread), high: Math.exp(beta + spread) },
      });
      const answer = whatIf(result, row, one.points)!;
      const { value, low, high } = answer.moreConversions;
      expect(low <= value && value <= high).toBe(true);
      expect(Math.sign(value) * Math.log(shrunken)).toBeGreaterThanOrEqual(-1e-9);
      expect(Math.max(-low, high)).toBeLessThanOrEqual(answer.moreUsers);
      expect(answer.moreUsers).toBeLessThanOrEqual(row.usersWithout);
      expect(answer.to).toBeLessThanOrEqual(1);
      expect(answer.to).toBeGreaterThan(answer.from);
      for (const sentence of whatIfWords(result, row, answer))
        expect(sentence).not.toMatch(/NaN|undefined|Infinity|-\d/u);
    },
  );

  test.prop([anyCase])('expects more from more people', (one) => {
    const { result, row } = made({ share: one.share, usersWith: Math.min(one.usersWith, 5_000) });
    const [some, more] = [whatIf(result, row, 5)!, whatIf(result, row, 20)!];
    expect(more.moreConversions.value).toBeCloseTo(4 * some.moreConversions.value, 6);
    expect(more.experimentSize!).toBeLessThan(some.experimentSize!);
  });

  it('expects by the shrunken ratio, between the ends of the whole one', () => {
    const plain = whatIf(made({ shrunken: null }).result, made({ shrunken: null }).row, 10)!;
    const drawnIn = whatIf(made({ shrunken: 1.3 }).result, made({ shrunken: 1.3 }).row, 10)!;
    expect(drawnIn.moreConversions.value).toBeLessThan(plain.moreConversions.value);
    expect(drawnIn.moreConversions.high).toBe(plain.moreConversions.high);
    // 1.3 lies below the interval, which is widened to hold it.
    expect(drawnIn.moreConversions.low).toBe(drawnIn.moreConversions.value);
  });

  it('sizes the experiment by everybody in each group, not by doers against others', () => {
    const { result, row } = made();
    const answer = whatIf(result, row, 10)!;
    const then = 0.1 + answer.moreConversions.value / 10_000;
    expect(answer.experimentSize).toBe(Math.ceil(twoProportionSize(0.1, then, { alpha: 0.05, power: 0.8 })));
    expect(answer.experimentSize!).toBeGreaterThan(
      10 * twoProportionSize(row.rateWith!, row.rateWithout!, { alpha: 0.05, power: 0.8 }),
    );
  });

  it('has no experiment for an effect that is none', () => {
    const { result, row } = made({ shrunken: 1, hazard: { ratio: 1, low: 1, high: 1 } });
    const answer = whatIf(result, row, 10)!;
    expect(answer.experimentSize).toBeNull();
    expect(whatIfWords(result, row, answer)).toContain('No experiment could tell so small a difference.');
  });

  it.each([
    { name: 'an attribute', row: { kind: 'attribute' } },
    { name: 'a row without an estimate', row: { hazard: null } },
    { name: 'a step on the way', row: { shelf: 'step' } },
    { name: 'something everybody has done', row: { usersWith: 10_000, usersWithout: 0 } },
  ] as const)('says nothing about $name', ({ row }) => {
    const one = made({}, row);
    expect(whatIf(one.result, one.row, 10)).toBeNull();
  });

  it('stops at those who had not done it', () => {
    const { result, row } = made({ usersWith: 9_900 });
    expect(whatIf(result, row, 10)).toMatchObject({ moreUsers: 100, to: 1 });
  });

  it.each([0, -5, Number.NaN])('refuses a further share of %d', (points) => {
    const { result, row } = made();
    expect(() => whatIf(result, row, points)).toThrow(expect.objectContaining({ code: 'input/invalid' }));
  });

  it('answers for every ranked behaviour of a real result', () => {
    const rows = full.rows.filter((row) => row.shelf === 'ranked' && row.kind !== 'attribute' && row.usersWithout > 0);
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) {
      const { value } = whatIf(full, row, 5)!.moreConversions;
      expect(Math.sign(value)).toBe(row.direction === 'to' ? 1 : -1);
    }
  });
});

describe('whatIfWords', () => {
  const say = (own: Parameters<typeof made>[0], points: number, more: Partial<ResultRow> = {}) => {
    const { result, row } = made(own, more);
    return whatIfWords(result, row, whatIf(result, row, points)!);
  };

  it('speaks in people, warns, and names the experiment', () => {
    expect(say({}, 10)).toEqual([
      'If a further 10 of every 100 people did Invite Teammate (30 instead of 20), about 77 more of 10,000 would be expected to convert within 7 days (95% interval 50 more to 110 more).',
      'This is an association, not proof of cause: people who have to be brought to it may differ from those who came to it by themselves.',
      'An experiment with 24,000 people in each group would tell, with a chance of four in five: leave one group alone, bring the other to do it that much more often, and compare how many of everybody in each convert.',
      'That is more people than were analysed here.',
    ]);
  });

  it('says fewer where it leads away, and how many times', () => {
    const words = say({ hazard: { ratio: 0.5, low: 0.3, high: 1.2 }, shrunken: 0.6 }, 2.5, { minCount: 3 });
    expect(words[0]).toMatch(
      /^If a further 2\.5 of every 100 people did Invite Teammate three times or more \(23 instead of 20\), about \d+ fewer of 10,000 .* \(95% interval \d+ fewer to \d+ more\)\.$/u,
    );
  });

  it('does not complain of the number of people where there are enough', () => {
    expect(say({ analysed: 1_000_000, usersWith: 200_000, share: 0.3 }, 30)).toHaveLength(3);
  });
});
