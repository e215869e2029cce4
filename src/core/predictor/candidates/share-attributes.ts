import { countLevels, type Attribute } from './attributes.ts';

/** The commoner of two levels is only the other side of the rarer. */
export const isMirror = (attribute: Attribute, level: number): boolean =>
  attribute.levels.length === 2 && level === attribute.reference;

/** It may have become so after B. */
export const isTodays = (attribute: Attribute): boolean => attribute.profile === 'changing';

/** Columns that attributes may take in the model; a wide export has hundreds of properties, most of them idle. */
const MOST_ATTRIBUTE_COLUMNS = 60;

/**
 * Fit the attributes that go most clearly with converting, as far as there is room; the levels of the rest are tried.
 *
 * What a profile says only today is never fitted, and tried last: as a result of B it would take the others' effects away.
 */
export function shareAttributes(
  attributes: readonly Attribute[],
  converted: Uint8Array,
): { readonly fitted: readonly Attribute[]; readonly tried: readonly Attribute[] } {
  const fitted: Attribute[] = [];
  const tried: Attribute[] = [];
  let columns = 0;
  const byClarity = attributes
    .map((attribute) => ({ attribute, clarity: clarityOf(attribute, converted) }))
    .sort((a, b) => Number(isTodays(a.attribute)) - Number(isTodays(b.attribute)) || b.clarity - a.clarity);
  for (const { attribute } of byClarity) {
    const more = attribute.levels.length - 1;
    const fits = !isTodays(attribute) && columns + more <= MOST_ATTRIBUTE_COLUMNS;
    (fits ? fitted : tried).push(attribute);
    if (fits) columns += more;
  }
  return { fitted, tried };
}

/** Pearson's chi-square of level by converted, standardised by its degrees of freedom. */
function clarityOf(attribute: Attribute, converted: Uint8Array): number {
  const counts = countLevels(attribute, converted);
  const rate = converted.reduce((sum, one) => sum + one, 0) / converted.length;
  const freedom = attribute.levels.length - 1;
  const chiSquare = counts.users.reduce((sum, users, level) => {
    const expected = users * rate;
    return expected > 0 && rate < 1 ? sum + (counts.converted[level]! - expected) ** 2 / (expected * (1 - rate)) : sum;
  }, 0);
  return (chiSquare - freedom) / Math.sqrt(2 * freedom);
}
