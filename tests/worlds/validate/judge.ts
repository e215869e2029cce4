import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { Z_95 } from '#core/stats/normal.ts';
import type { TrueDriver, WorldTruth } from '../simulate-world.ts';

/**
 * How a row stands to the truth. `driver`: its event, value or level changes the rate of converting, whatever n was chosen.
 * `neither`: the twin of a driver, or the event of which only one value drives; both go with B, rightly. `nil`: the rest,
 * whose true effect given everything else is none.
 */
export type Standing = 'driver' | 'neither' | 'nil';

/** A row beside its truth. `beta` and `standardError` are of the log hazard ratio; null where not estimated. */
export interface JudgedRow extends Pick<
  ResultRow,
  'kind' | 'event' | 'property' | 'value' | 'minCount' | 'shelf' | 'tier' | 'q' | 'direction' | 'plainOddsRatio'
> {
  readonly standing: Standing;
  readonly driver: TrueDriver | null;
  readonly beta: number | null;
  readonly standardError: number | null;
  readonly twins: readonly string[];
}

/** What one analysis of one world came to; small enough to be sent between processes. */
export interface Judged {
  readonly world: string;
  readonly users: number;
  readonly seed: number;
  readonly truth: WorldTruth;
  readonly rows: readonly JudgedRow[];
  /** Places in the headline ranking and in the list of a plain odds ratio that are held by drivers, from 1. */
  readonly driverPlaces: readonly number[];
  readonly plainDriverPlaces: readonly number[];
  readonly botsSetAside: number;
  readonly seconds: number;
}

interface Named {
  readonly kind: string;
  readonly event: string | null;
  readonly property: string | null;
  readonly value: unknown;
}

const sameThing = (a: Named, b: Named): boolean =>
  a.kind === b.kind &&
  a.event === b.event &&
  a.property === b.property &&
  (a.value === null ? null : String(a.value)) === (b.value === null ? null : String(b.value));

function standingOf(row: Named, truth: WorldTruth, driver: TrueDriver | null): Standing {
  if (driver) return 'driver';
  const drives = (event: string | null) => truth.drivers.some((one) => one.event === event);
  const isTwin = truth.duplicates.some(
    ([of, twin]) => (row.event === twin && drives(of)) || (row.event === of && drives(twin)),
  );
  const isParent = row.kind === 'behaviour' && drives(row.event);
  return isTwin || isParent ? 'neither' : 'nil';
}

/** Hold every row of a result against the truth. */
export function judgeRow(row: ResultRow, truth: WorldTruth): JudgedRow {
  const driver = truth.drivers.find((one) => sameThing(one, row)) ?? null;
  const { kind, event, property, value, minCount, shelf, tier, q, direction, plainOddsRatio, twins, hazard } = row;
  return {
    kind,
    event,
    property,
    value,
    minCount,
    shelf,
    tier,
    q,
    direction,
    plainOddsRatio,
    twins,
    standing: standingOf(row, truth, driver),
    driver,
    beta: hazard && Math.log(hazard.ratio),
    standardError: hazard && Math.log(hazard.high / hazard.low) / (2 * Z_95),
  };
}

/** Places, from 1, of the drivers among rows in the order given. */
export const placesOf = (rows: readonly ResultRow[], truth: WorldTruth): number[] =>
  rows.flatMap((row, i) => (truth.drivers.some((one) => sameThing(one, row)) ? [i + 1] : []));

/** Judge a whole result. */
export function judge(
  result: ResultDocument,
  truth: WorldTruth,
): Pick<Judged, 'truth' | 'rows' | 'driverPlaces' | 'plainDriverPlaces' | 'botsSetAside'> {
  const headline = result.rows.filter(({ shelf }) => shelf === 'ranked').sort((a, b) => b.power! - a.power!);
  const plain = result.rows.filter((row) => row.plainRank !== null).sort((a, b) => a.plainRank! - b.plainRank!);
  return {
    truth,
    rows: result.rows.map((row) => judgeRow(row, truth)),
    driverPlaces: placesOf(headline, truth),
    plainDriverPlaces: placesOf(plain, truth),
    botsSetAside: result.flow.setAside.find(({ reason }) => reason === 'bot')?.users ?? 0,
  };
}

/**
 * Average precision: the mean, over all drivers, of the share of drivers down to each; a driver not listed counts as 0.
 *
 * Source: Manning, Raghavan & Schütze, Introduction to Information Retrieval, 8.4.
 */
export const averagePrecision = (places: readonly number[], drivers: number): number =>
  places.reduce((sum, place, i) => sum + (i + 1) / place, 0) / drivers;

/** A headline claim: ranked, q ≤ 0.1, and graded strong or likely. */
export const isClaim = ({ shelf, q, tier }: JudgedRow): boolean =>
  shelf === 'ranked' && q! <= 0.1 && (tier === 'strong' || tier === 'likely');

/** The same with the rows that are marked fragile. */
export const isClaimOrFragile = ({ shelf, q }: JudgedRow): boolean => shelf === 'ranked' && q! <= 0.1;
