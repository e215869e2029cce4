import type { ResultRow, Tier } from '#core/predictor/result.ts';

export const rowOrders = {
  power: 'predictive power',
  effect: 'effect',
  reach: 'reach',
  stability: 'rank stability',
  evidence: 'evidence',
} as const;
export type RowOrder = keyof typeof rowOrders;

const tiers: Readonly<Record<Tier, number>> = { strong: 0, likely: 1, suggestive: 2, fragile: 3 };

/** How far the near end of the interval lies from 1, in logs: a wide guess does not outrank a sure effect. */
function sureEffect(row: ResultRow): number {
  if (!row.hazard) return Number.NEGATIVE_INFINITY;
  return row.hazard.ratio >= 1 ? Math.log(row.hazard.low) : -Math.log(row.hazard.high);
}

/** The effect drawn toward 1, as far as it is uncertain; in a first look, which knows none, the sure part of it. */
const effect = (row: ResultRow) => (row.shrunken === null ? sureEffect(row) : Math.abs(Math.log(row.shrunken)));

/** The worst place that it takes in 95 of 100 samples. */
const worstPlace = (row: ResultRow) => row.rankInterval?.high ?? Number.MAX_SAFE_INTEGER;

const evidence = (row: ResultRow) => (row.tier ? tiers[row.tier] : 4);

const compare: Readonly<Record<RowOrder, (a: ResultRow, b: ResultRow) => number>> = {
  power: () => 0,
  effect: (a, b) => effect(b) - effect(a),
  reach: (a, b) => b.usersWith - a.usersWith,
  stability: (a, b) => worstPlace(a) - worstPlace(b),
  evidence: (a, b) => evidence(a) - evidence(b) || (a.q ?? 1) - (b.q ?? 1),
};

/** The rows in the order asked for; rows that tie stay in the order of their rank. Does not modify `rows`. */
export function sortRows(rows: readonly ResultRow[], order: RowOrder): readonly ResultRow[] {
  const byRank = rows.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity));
  return byRank.toSorted(compare[order]);
}
