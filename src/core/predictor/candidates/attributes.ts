import { isTransportProperty } from '../../mixpanel/transport-properties.ts';
import { quantile } from '../../stats/quantile.ts';
import type { Entrants } from '../cohort/cohort.ts';
import type { PropertyColumn } from '../event-table.ts';
import { FEWEST_USERS } from '../input.ts';
import { countValues, distinctTexts, isNumber, isPresent, valueId, type ValueCounts } from './value-text.ts';

/** A property as of A, as a factor. `level` (users,) indexes `levels`; the largest level is the reference. */
export interface Attribute {
  readonly property: string;
  readonly levels: readonly string[];
  readonly level: Uint8Array;
  readonly reference: number;
}

const MOST_LEVELS = 8;
const MOST_DISTINCT_NUMBERS = 8;
const QUANTILES = [0.25, 0.5, 0.75] as const;
/** A property hardly anybody carries at A says nothing about the others. */
const LEAST_COVERAGE = 0.05;

/**
 * Read every property as it stood at A: the value on the A event, or the last one before it; never a later one.
 *
 * Categories keep their commonest values, the rest is `other`, absence is `missing`. Numbers with many values become
 * quarter bins. Properties without two levels of at least 30 users are left out.
 *
 * Cost: O(cells) a column.
 */
export function attributesAtEntry(
  columns: readonly PropertyColumn[],
  cohort: Entrants,
  userOf: Uint32Array,
): Attribute[] {
  const entrantOf = new Int32Array((userOf.at(-1) ?? -1) + 1).fill(-1);
  cohort.user.forEach((user, i) => (entrantOf[user] = i));
  return columns.flatMap((column) => {
    if (isTransportProperty(column.name)) return [];
    const cell = lastCellBeforeEntry(column, cohort, userOf, entrantOf);
    const known = cell.reduce((sum, at) => sum + (at >= 0 ? 1 : 0), 0);
    if (known < Math.max(FEWEST_USERS, LEAST_COVERAGE * cell.length)) return [];
    const attribute = toFactor(column, cell);
    return attribute ? [attribute] : [];
  });
}

/** The table user of every table position, shape (rows,). */
export function usersOfPositions(userStart: Uint32Array, rows: number): Uint32Array {
  const userOf = new Uint32Array(rows);
  for (let u = 0; u + 1 < userStart.length; u += 1) userOf.fill(u, userStart[u]!, userStart[u + 1]!);
  return userOf;
}

function lastCellBeforeEntry(
  column: PropertyColumn,
  cohort: Entrants,
  userOf: Uint32Array,
  entrantOf: Int32Array,
): Int32Array {
  const cell = new Int32Array(cohort.user.length).fill(-1);
  for (let c = 0; c < column.position.length; c += 1) {
    const position = column.position[c]!;
    const entrant = entrantOf[userOf[position]!]!;
    if (entrant >= 0 && position <= cohort.entryPosition[entrant]!) cell[entrant] = c;
  }
  return cell;
}

function toFactor(column: PropertyColumn, cell: Int32Array): Attribute | null {
  const present = cell.map((at) => (at >= 0 && isPresent(column, at) ? at : -1));
  const counts = countValues(column);
  const numbers: number[] = [];
  let known = 0;
  for (const at of present) {
    if (at < 0) continue;
    known += 1;
    counts.add(at);
    if (isNumber(column, at)) numbers.push(column.value[at]!);
  }
  const isMeasured = numbers.length >= 0.9 * known && counts.distinctNumbers > MOST_DISTINCT_NUMBERS;
  const label = isMeasured ? binLabels(column, numbers) : commonLabels(column, counts);
  return assemble(
    column.name,
    Array.from(present, (at) => (at < 0 ? 'missing' : label(at))),
  );
}

function binLabels(column: PropertyColumn, numbers: readonly number[]): (cell: number) => string {
  const sorted = Float64Array.from(numbers).sort();
  const cuts = [...new Set(QUANTILES.map((share) => quantile(sorted, share)))];
  const text = tidyCuts(cuts);
  const names = text.map((cut, i) => (i === 0 ? `≤ ${cut}` : `> ${text[i - 1]!} to ${cut}`));
  names.push(`> ${text[text.length - 1]!}`);
  return (cell) => {
    if (!isNumber(column, cell)) return 'other';
    const bin = cuts.findIndex((cut) => column.value[cell]! <= cut);
    return names[bin < 0 ? names.length - 1 : bin]!;
  };
}

/** As few digits as keep the cuts apart. */
function tidyCuts(cuts: readonly number[]): string[] {
  for (let digits = 6; digits < 17; digits += 1) {
    const texts = cuts.map((cut) => String(Number(cut.toPrecision(digits))));
    if (new Set(texts).size === cuts.length) return texts;
  }
  return cuts.map(String);
}

function commonLabels(column: PropertyColumn, counts: ValueCounts): (cell: number) => string {
  const top = counts
    .list()
    .filter(({ count }) => count >= FEWEST_USERS)
    .slice(0, MOST_LEVELS);
  const names = { numbers: new Map<number, string>(), others: new Map<number, string>() };
  const side = (cell: number): Map<number, string> => (isNumber(column, cell) ? names.numbers : names.others);
  const texts = distinctTexts(
    column,
    top.map(({ cell }) => cell),
  );
  top.forEach(({ cell }, k) => side(cell).set(valueId(column, cell), texts[k]!));
  return (cell) => side(cell).get(valueId(column, cell)) ?? 'other';
}

function assemble(property: string, labels: readonly string[]): Attribute | null {
  const users = new Map<string, number>();
  for (const label of labels) users.set(label, (users.get(label) ?? 0) + 1);
  const big = [...users].filter(([, n]) => n >= FEWEST_USERS).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const small = [...users].filter(([, n]) => n < FEWEST_USERS);
  const levels = big.map(([label]) => label);
  if (small.length > 0 && !levels.includes('other')) levels.push('other');
  if (big.length < 2) return null;
  const codeOf = new Map(levels.map((label, code) => [label, code]));
  const other = codeOf.get('other') ?? 0;
  return { property, levels, level: Uint8Array.from(labels, (label) => codeOf.get(label) ?? other), reference: 0 };
}
