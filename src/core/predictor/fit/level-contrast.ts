import { twoSidedP } from '../../stats/normal.ts';
import type { Attribute } from '../candidates/attributes.ts';
import { levelColumn, type DesignColumns, type DesignPlan } from '../risk-sets/design-plan.ts';
import { readCombination, type Coefficients, type Combination, type LogEffect } from './combination.ts';

/** A level and the levels it is compared with, whose effects are averaged by their users. */
export interface LevelContrast {
  readonly level: number;
  readonly against: readonly number[];
}

/** A level this clear is left out of what the others are compared with. */
const CLEAR = 0.01;

/**
 * Decide what each level of an attribute is compared with: everybody else, but for levels already found clear.
 *
 * Were one level of four truly different, the other three would each differ from "everybody else" by mere arithmetic;
 * so the clearest level is taken out first, and so on while levels are clear.
 *
 * @param users - shape (levels,). @returns one contrast a level; the last one left has nobody to be compared with and is absent.
 */
export function chooseContrasts(
  plan: DesignPlan,
  columns: DesignColumns,
  attribute: number,
  users: Uint32Array,
  model: Coefficients,
): LevelContrast[] {
  let left = [...users.keys()];
  const chosen: LevelContrast[] = [];
  while (left.length > 1) {
    const contrasts = left.map((level) => ({ level, against: left.filter((other) => other !== level) }));
    const p = contrasts.map((contrast) => {
      const { beta, standardError } = contrastEffect(plan, columns, attribute, users, contrast, model);
      return standardError > 0 ? twoSidedP(beta / standardError) : 1;
    });
    const clearest = p.indexOf(Math.min(...p));
    if (!(p[clearest]! < CLEAR) || left.length === 2) {
      chosen.push(...(left.length === 2 && chosen.length > 0 ? contrasts.slice(0, 1) : contrasts));
      break;
    }
    chosen.push(contrasts[clearest]!);
    left = left.filter((level) => level !== left[clearest]);
  }
  return chosen;
}

/** The log hazard ratio of a level against the average of the levels it is compared with. */
export const contrastEffect = (
  plan: DesignPlan,
  columns: DesignColumns,
  attribute: number,
  users: Uint32Array,
  contrast: LevelContrast,
  model: Coefficients,
): LogEffect => readCombination(contrastTerms(plan, columns, attribute, users, contrast), model);

function contrastTerms(
  plan: DesignPlan,
  columns: DesignColumns,
  attribute: number,
  users: Uint32Array,
  { level, against }: LevelContrast,
): Combination {
  const others = against.reduce((sum, other) => sum + users[other]!, 0);
  return [{ level, weight: 1 }, ...against.map((other) => ({ level: other, weight: -users[other]! / others }))]
    .map((term) => ({ column: levelColumn(columns, plan, attribute, term.level), weight: term.weight }))
    .filter(({ column }) => column >= 0);
}

/** Ranges of a number that a trend runs over; with two of them the levels themselves say it. */
const FEWEST_RANGES = 3;

/** Does an attribute have a trend: a number cut into three ranges or more? */
export const hasTrend = ({ order }: Attribute): boolean =>
  order !== null && order.filter((place) => place !== null).length >= FEWEST_RANGES;

/** The levels of a number that lie above the mean range of its users. @param users - shape (levels,). */
export function upperLevels({ order }: Attribute, users: Uint32Array): number[] {
  const ranges = rangesOf(order, users);
  return ranges.filter(({ centred }) => centred > 0).map(({ level }) => level);
}

/**
 * The log hazard ratio of one range higher: the slope of the level effects over the ranges 0, 1, 2, 3, weighted by users.
 * People for whom the number is missing or no number are left out.
 *
 * @param users - shape (levels,). Source: weighted least squares, as in a linear contrast of ordered factor levels.
 */
export function trendEffect(
  plan: DesignPlan,
  columns: DesignColumns,
  attribute: number,
  users: Uint32Array,
  model: Coefficients,
): LogEffect {
  const ranges = rangesOf(plan.attributes[attribute]!.order, users);
  const spread = ranges.reduce((sum, { n, centred }) => sum + n * centred ** 2, 0);
  return readCombination(
    ranges
      .map(({ level, n, centred }) => ({
        column: levelColumn(columns, plan, attribute, level),
        weight: (n * centred) / spread,
      }))
      .filter(({ column }) => column >= 0),
    model,
  );
}

/** Levels that are ranges, with their users and their place less the mean place. */
function rangesOf(
  order: Attribute['order'],
  users: Uint32Array,
): { readonly level: number; readonly n: number; readonly centred: number }[] {
  const placed = (order ?? []).flatMap((place, level) => (place === null ? [] : [{ level, place, n: users[level]! }]));
  const total = placed.reduce((sum, { n }) => sum + n, 0);
  const mean = placed.reduce((sum, { n, place }) => sum + n * place, 0) / total;
  return placed.map(({ level, n, place }) => ({ level, n, centred: place - mean }));
}
