import { describe, expect, it } from 'vitest';
import { gradeClaims, type Tested } from '#core/predictor/rows/claims.ts';
import { createRandom } from '#core/stats/random.ts';
import { normalAt } from '../stats/normal-draw.ts';

const { uniform } = createRandom(21);

const tested = (z: number, more: Partial<Tested> = {}): Tested => ({
  effect: { beta: 0.1 * z, standardError: 0.1, combination: null },
  prevalence: 0.3,
  calibrate: 'shift',
  replicated: true,
  seconded: true,
  tries: 1,
  searched: false,
  ...more,
});

/** Events without effect whose z lie around `centre`. */
const nulls = (n: number, centre = 0, spread = 1): Tested[] =>
  Array.from({ length: n }, (_, k) =>
    tested(centre + spread * normalAt((k + 0.5) / n), { prevalence: 0.05 + 0.9 * uniform() }),
  );

const zOf = ({ beta, standardError }: { beta: number; standardError: number }): number => beta / standardError;

describe('calibration', () => {
  it('moves events back to where those without effect lie, and widens them', () => {
    const { claims, calibration } = gradeClaims([...nulls(200, 1, 1.5), tested(8)]);
    expect(calibration!.shift).toBeCloseTo(1, 0);
    expect(calibration!.spread).toBeCloseTo(1.5, 1);
    expect(zOf(claims.at(-1)!)).toBeCloseTo((8 - 1) / 1.5, 0);
  });

  it('widens a value of an event without moving it, and leaves attributes alone', () => {
    const value = tested(6, { calibrate: 'spread' });
    const attribute = tested(6, { calibrate: 'none' });
    const { claims } = gradeClaims([...nulls(200, 1, 1.5), value, attribute]);
    expect(claims.at(-2)!.beta).toBe(value.effect.beta);
    expect(zOf(claims.at(-2)!)).toBeCloseTo(6 / 1.5, 0);
    expect(zOf(claims.at(-1)!)).toBeCloseTo(6, 12);
  });

  it('does not follow its line beyond the events it was fitted on', () => {
    const sloping = Array.from({ length: 90 }, (_, k) => {
      const prevalence = 0.2 + 0.6 * (k / 89);
      return tested(2 * Math.log(prevalence / (1 - prevalence)), { prevalence });
    });
    const rare = tested(0, { prevalence: 0.001, tries: 2, searched: true });
    const edge = tested(0, { prevalence: 0.2, tries: 2, searched: true });
    const { claims } = gradeClaims([...sloping, rare, edge]);
    expect(claims.at(-2)!.beta).toBeCloseTo(claims.at(-1)!.beta, 12);
  });

  it('counts its own uncertainty: fewer events, wider intervals', () => {
    const width = (n: number) => gradeClaims([...nulls(n), tested(5)]).claims.at(-1)!.standardError;
    expect(width(45)).toBeGreaterThan(1.01 * width(900));
  });

  it('is left out with fewer than forty', () => {
    const { claims, calibration } = gradeClaims([...nulls(38, 1), tested(5)]);
    expect(calibration).toBeNull();
    expect(zOf(claims.at(-1)!)).toBeCloseTo(5, 12);
  });
});

describe('what is tried', () => {
  it('counts every n of a search, chosen or not', () => {
    const q = (tries: number) => gradeClaims([tested(3, { tries }), tested(0.1)]).claims[0]!.q;
    expect(q(5)).toBeCloseTo((6 / 2) * q(1), 12);
  });
});

describe('the tier', () => {
  const tier = (z: number, more: Partial<Tested> = {}) => gradeClaims([tested(z, more)]).claims[0]!.tier;

  it.each([
    [4, {}, 'strong'],
    [4, { replicated: null }, 'likely'],
    [1.8, {}, 'likely'],
    [1.4, {}, 'suggestive'],
    [1.2, {}, null],
    [4, { replicated: false }, 'fragile'],
    [4, { seconded: false }, 'fragile'],
    [4, { seconded: null }, 'strong'],
  ] as const)('of z = %s with %o is %s', (z, more, expected) => {
    expect(tier(z, more)).toBe(expected);
  });
});
