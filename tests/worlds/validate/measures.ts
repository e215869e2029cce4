import { averagePrecision, isClaim, isClaimOrFragile, type Judged, type JudgedRow } from './judge.ts';
import { Z_95 } from '#core/stats/normal.ts';

/** A figure over all seeds of a world. NaN where nothing could be measured, which never passes. */
export type Measure = (seeds: readonly Judged[]) => number;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
};

const share = (marks: readonly boolean[]): number => mean(marks.map(Number));

/** Rows whose driver is estimated with the true n, with its log hazard ratio. */
const estimated = (seeds: readonly Judged[]) =>
  seeds.flatMap(({ rows }) =>
    rows.flatMap(({ driver, minCount, shelf, beta, standardError }) =>
      driver && shelf === 'ranked' && beta !== null && minCount === driver.minCount
        ? [{ beta, standardError: standardError!, truth: Math.log(driver.hazardRatio) }]
        : [],
    ),
  );

const ranked = ({ rows }: Judged): JudgedRow[] => rows.filter(({ shelf }) => shelf === 'ranked');

export const headlinePrecision: Measure = (seeds) =>
  mean(seeds.map(({ driverPlaces, truth }) => averagePrecision(driverPlaces, truth.drivers.length)));

export const plainPrecision: Measure = (seeds) =>
  mean(seeds.map(({ plainDriverPlaces, truth }) => averagePrecision(plainDriverPlaces, truth.drivers.length)));

const falseShareOf =
  (claimed: (row: JudgedRow) => boolean): Measure =>
  (seeds) =>
    mean(
      seeds.map(({ rows }) => {
        const claims = rows.filter((row) => claimed(row) && row.standing !== 'neither');
        return claims.filter(({ standing }) => standing === 'nil').length / Math.max(1, claims.length);
      }),
    );

/** Mean share of false ones among the claims of a seed; a seed without claims counts as 0. */
export const falseShare = falseShareOf(isClaim);
export const falseShareWithFragile = falseShareOf(isClaimOrFragile);

/** Share of seeds with at least one false claim. */
export const anyFalse: Measure = (seeds) =>
  share(seeds.map(({ rows }) => rows.some((row) => row.standing === 'nil' && isClaim(row))));

/** Share of 95 % intervals that hold the true hazard ratio, over drivers whose n was chosen rightly. */
export const coverage: Measure = (seeds) =>
  share(estimated(seeds).map(({ beta, standardError, truth }) => Math.abs(beta - truth) <= Z_95 * standardError));

/** Median absolute error of log hazard ratios, over drivers whose n was chosen rightly. */
export const medianError: Measure = (seeds) =>
  median(estimated(seeds).map(({ beta, truth }) => Math.abs(beta - truth)));

/** Median of estimated over true hazard ratio. */
export const medianRatio: Measure = (seeds) =>
  Math.exp(median(estimated(seeds).map(({ beta, truth }) => beta - truth)));

/** Median of upper over lower end of the intervals of the drivers. */
export const intervalWidth: Measure = (seeds) =>
  Math.exp(median(estimated(seeds).map(({ standardError }) => 2 * Z_95 * standardError)));

/** Share of drivers, over all seeds, for which a row holds. */
const driversWhere =
  (
    holds: (row: JudgedRow) => boolean,
    among: (row: { kind: string; hazardRatio: number }) => boolean = () => true,
  ): Measure =>
  (seeds) => {
    const all = seeds.reduce((sum, { truth }) => sum + truth.drivers.filter(among).length, 0);
    const good = seeds.flatMap(({ rows }) => rows.filter((row) => row.driver && among(row.driver) && holds(row)));
    return good.length / all;
  };

/** Drivers that are claimed, in the right direction. */
export const driversClaimed = driversWhere(
  (row) => isClaim(row) && row.direction === (row.driver!.hazardRatio > 1 ? 'to' : 'away'),
);

/** Drivers that are ranked with an estimate and an interval, claimed or not. */
export const driversEstimated = driversWhere(
  (row) => row.shelf === 'ranked' && row.beta !== null && Number.isFinite(row.standardError),
);

/** Attributes with |log HR| ≥ 0.5 that are claimed. */
export const attributesClaimed = driversWhere(
  isClaim,
  ({ kind, hazardRatio }) => kind === 'attribute' && Math.abs(Math.log(hazardRatio)) >= 0.5,
);

/** Drivers that work from the third time on whose n is found. */
export const thirdTimeFound: Measure = (seeds) =>
  share(
    seeds.flatMap(({ rows }) =>
      rows.flatMap(({ driver, minCount }) => ((driver?.minCount ?? 1) > 1 ? [minCount === driver!.minCount] : [])),
    ),
  );

/** Seeds in which every step is on its shelf. */
export const stepsShelved: Measure = (seeds) =>
  share(
    seeds.map(({ rows, truth }) =>
      truth.steps.every((step) => rows.some(({ event, shelf }) => event === step && shelf === 'step')),
    ),
  );

/** Seeds in which nothing that only follows B is ranked. */
export const nothingAfterRanked: Measure = (seeds) =>
  share(
    seeds.map((seed) => !ranked(seed).some(({ event }) => event !== null && seed.truth.afterTarget.includes(event))),
  );

/** Seeds in which every twin is shown with its original, or the other way round, and not beside it. */
export const twinsShelved: Measure = (seeds) =>
  share(
    seeds.map(({ rows, truth }) =>
      truth.duplicates.every(([of, twin]) =>
        rows.some(
          ({ event, twins, shelf }) =>
            shelf === 'ranked' && ((event === of && twins.includes(twin)) || (event === twin && twins.includes(of))),
        ),
      ),
    ),
  );

/** Share of the bots that are set aside. */
export const botsSetAside: Measure = (seeds) =>
  mean(seeds.map(({ botsSetAside: aside, truth }) => aside / truth.bots.length));

/** Median plain odds ratio of the events without any effect. */
export const plainRatioOfNil: Measure = (seeds) =>
  median(
    seeds.flatMap(({ rows }) =>
      rows.flatMap(({ standing, kind, plainOddsRatio }) =>
        standing === 'nil' && kind === 'behaviour' && plainOddsRatio !== null ? [plainOddsRatio] : [],
      ),
    ),
  );

/** Seeds in which an event is claimed. */
export const claimed =
  (name: string): Measure =>
  (seeds) =>
    share(seeds.map(({ rows }) => rows.some((row) => row.event === name && isClaim(row))));
