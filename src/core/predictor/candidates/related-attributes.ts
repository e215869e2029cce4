import { attributeName, type Attribute } from './attributes.ts';

const SAME_FROM = 0.8;

/** Levels by user, and how many there are. */
type Factor = Pick<Attribute, 'level'> & { readonly levels: { readonly length: number } };

/** Attributes to fit, and for each left out the one it moves with. */
export interface RelatedAttributes {
  readonly kept: readonly Attribute[];
  readonly twins: readonly { readonly attribute: Attribute; readonly of: string }[];
}

/**
 * Leave out attributes that say the same as an earlier one (Cramér's V ≥ 0.8), or as the month of entry, which is always
 * in the model: together they would cancel both out.
 *
 * Yields after each comparison. Cost: O(attributes² × users).
 */
export function* relatedAttributes(
  attributes: readonly Attribute[],
  month: Factor,
): Generator<undefined, RelatedAttributes> {
  const kept: Attribute[] = [];
  const twins: { attribute: Attribute; of: string }[] = [];
  for (const attribute of attributes) {
    if (cramersV(attribute, month) >= SAME_FROM) {
      twins.push({ attribute, of: 'the month of the start' });
      continue;
    }
    let like: Attribute | null = null;
    for (const other of kept) {
      if (cramersV(attribute, other) >= SAME_FROM) {
        like = other;
        break;
      }
      yield;
    }
    if (like) twins.push({ attribute, of: attributeName(like) });
    else kept.push(attribute);
  }
  return { kept, twins };
}

function cramersV(a: Factor, b: Factor): number {
  const rows = a.levels.length;
  const columns = b.levels.length;
  const n = a.level.length;
  const table = new Float64Array(rows * columns);
  a.level.forEach((level, i) => (table[level * columns + b.level[i]!]! += 1));
  const rowSum = new Float64Array(rows);
  const columnSum = new Float64Array(columns);
  table.forEach((count, k) => {
    rowSum[Math.floor(k / columns)]! += count;
    columnSum[k % columns]! += count;
  });
  let chiSquare = 0;
  table.forEach((count, k) => {
    const expected = (rowSum[Math.floor(k / columns)]! * columnSum[k % columns]!) / n;
    if (expected > 0) chiSquare += (count - expected) ** 2 / expected;
  });
  const most = n * Math.min(rows - 1, columns - 1);
  return most === 0 ? 0 : Math.sqrt(chiSquare / most);
}
