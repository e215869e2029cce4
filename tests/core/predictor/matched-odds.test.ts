import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { screenMoments } from '#core/predictor/fit/screen-moments.ts';
import { mantelHaenszel } from '#core/stats/mantel-haenszel.ts';
import { finish, toRiskSets } from '../stats/close.ts';

const bit = fc.integer({ min: 0, max: 1 });
const anySets = fc.array(fc.array(fc.tuple(bit, bit), { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 40 });

test.prop([anySets])('the sums that tell a prerequisite are those of the Mantel–Haenszel odds ratio', (sets) => {
  const risk = toRiskSets(sets);
  const half = new Uint8Array(sets.length);
  const { counts } = finish(screenMoments(risk, 0, new Float64Array(2), half, new Int32Array(2).fill(-1)));
  [0, 1].forEach((column) => {
    const common = mantelHaenszel(
      sets.map(([first, ...others]) => {
        const withIt = others.filter((row) => row[column as 0 | 1] === 1).length;
        const caseHas = first![column as 0 | 1];
        return {
          convertedWith: caseHas,
          otherWith: withIt,
          convertedWithout: 1 - caseHas,
          otherWithout: others.length - withIt,
        };
      }),
    );
    const [favour, against] = [counts.favour[column]!, counts.against[column]!];
    if (common === null) expect(Math.min(favour, against)).toBe(0);
    else expect(favour / against).toBeCloseTo(common.oddsRatio, 9);
  });
});
