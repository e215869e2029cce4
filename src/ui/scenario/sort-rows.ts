import type { ResultRow, Tier } from '#core/predictor/result.ts';

export const rowOrders = {
  power: 'predictive power',
  effect: 'effect',
  reach: 'reach',
  evidence: 'evidence',
} as const;
export type RowOrder = keyof typeof rowOrders;

const tiers: Readonly<Record<Tier, number>> = { strong: 0, likely: 1, suggestive: 2, fragile: 3 };

/** How far the near end of the interval lies from 1, in logs: a wide guess does not outrank a sure effect. */
function sureEffect(row: ResultRow): number {
  if (!row.hazard) return Number.NEGATIVE_INFINITY;
  return row.hazard.ratio >= 1 ? Math.log(row.hazard.low) : -Math.log(row.hazard.high);
}

const evidence = (row: ResultRow) => (row.tier ? tiers[row.tier] : 4);

const compare: Readonly<Record<RowOrder, (a: ResultRow, b: ResultRow) => number>> = {
  power: () => 0,
  effect: (a, b) => sureEffect(b) - sureEffect(a),
  reach: (a, b) => b.usersWith - a.usersWith,
  evidence: (a, b) => evidence(a) - evidence(b) || (a.q ?? 1) - (b.q ?? 1),
};

/** The rows in the order asked for; rows that tie stay in the order of their rank. Does not modify `rows`. */
export function sortRows(rows: readonly ResultRow[], order: RowOrder): readonly ResultRow[] {
  const byRank = rows.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity));
  return byRank.toSorted(compare[order]);
}
