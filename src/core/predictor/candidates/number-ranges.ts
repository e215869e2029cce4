import { quantile } from '../../stats/quantile.ts';

/** A number with more distinct values than this is a measurement, of which no single value is worth a row. */
export const MOST_DISTINCT_NUMBERS = 8;

/** Quarter ranges of a number: texts in ascending order, and the place of a value among them. */
export interface NumberRanges {
  readonly texts: readonly string[];
  of(value: number): number;
}

const QUANTILES = [0.25, 0.5, 0.75] as const;
const MOST_SORTED = 200_000;

/**
 * Cut numbers at their quartiles; fewer than four ranges where quartiles fall together.
 *
 * @param numbers - at least one. With more than 200,000 the quartiles are those of an even sample.
 */
export function numberRanges(numbers: ArrayLike<number>): NumberRanges {
  const stride = Math.ceil(numbers.length / MOST_SORTED);
  const sorted = Float64Array.from(
    { length: Math.ceil(numbers.length / stride) },
    (_, k) => numbers[k * stride]!,
  ).sort();
  const cuts = [...new Set(QUANTILES.map((share) => quantile(sorted, share)))];
  return {
    texts: rangeTexts(cuts),
    of(value) {
      let at = 0;
      while (at < cuts.length && value > cuts[at]!) at += 1;
      return at;
    },
  };
}

/** The ranges between cuts, in words. @param cuts - ascending, at least one. */
export function rangeTexts(cuts: readonly number[]): string[] {
  const text = tidyCuts(cuts);
  return [
    ...text.map((cut, i) => (i === 0 ? `≤ ${cut}` : `> ${text[i - 1]!} to ${cut}`)),
    `> ${text[text.length - 1]!}`,
  ];
}

/** As few digits as keep the cuts apart. */
function tidyCuts(cuts: readonly number[]): string[] {
  for (let digits = 6; digits < 17; digits += 1) {
    const texts = cuts.map((cut) => String(Number(cut.toPrecision(digits))));
    if (new Set(texts).size === cuts.length) return texts;
  }
  return cuts.map(String);
}
