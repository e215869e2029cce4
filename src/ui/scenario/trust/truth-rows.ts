import type { ResultRow } from '#core/predictor/result.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import type { QuestionTruth, SampleTruth } from '#state/app-state.ts';
import { isFinding } from '#core/predictor/words/findings.ts';

type Driver = QuestionTruth['drivers'][number];

/** What is known about one question, ready to be compared. */
export type KnownTruth = Pick<SampleTruth, 'drivers' | 'steps' | 'afterTarget'>;

/** What is known of this very question; null where the simulation says nothing about it. */
export function truthOf(truth: SampleTruth, { start, target }: ScenarioDefinition): KnownTruth | null {
  if (start.filters.length > 0 || target.filters.length > 0) return null;
  const isAsked = (known: QuestionTruth) => known.start === start.event && known.target === target.event;
  if (isAsked(truth)) return truth;
  return truth.second && isAsked(truth.second) ? { drivers: truth.second.drivers, steps: [], afterTarget: [] } : null;
}

/** A true driver beside what was found of it. */
export interface TruthRow {
  readonly driver: Driver;
  /** The row of the result that is about it, its twin's where they stand as one; null when it was not even a candidate. */
  readonly found: ResultRow | null;
  /** It is in the table it belongs to. */
  readonly right: boolean;
}

const isAbout = (driver: Driver, row: ResultRow) =>
  row.kind === driver.kind &&
  row.event === driver.event &&
  row.property === driver.property &&
  row.value === driver.value;

/** Each true driver with its row: the ranked one where there are several. */
export function compareTruth(truth: KnownTruth, rows: readonly ResultRow[]): readonly TruthRow[] {
  const ranked = rows.filter(isFinding);
  return truth.drivers.map((driver) => {
    const own = ranked.find((row) => isAbout(driver, row));
    const twin = ranked.find(
      (row) => driver.kind === 'behaviour' && driver.event !== null && row.twins.includes(driver.event),
    );
    const found = own ?? twin ?? rows.find((row) => isAbout(driver, row)) ?? null;
    const direction = driver.hazardRatio > 1 ? 'to' : 'away';
    return { driver, found, right: found !== null && found === (own ?? twin) && found.direction === direction };
  });
}

/** Names that must not be ranked, and are. */
export const wronglyRanked = (names: readonly string[], rows: readonly ResultRow[]): readonly string[] =>
  names.filter((name) => rows.some((row) => isFinding(row) && row.event === name));
