import { choleskyInPlace, choleskySolveInPlace } from '../../stats/cholesky.ts';
import { countLevels } from '../candidates/attributes.ts';
import type { Candidates } from '../candidates/candidates.ts';
import type { Joint } from './joint.ts';
import { readCombination, single, type Coefficients, type LogEffect } from './combination.ts';
import { chooseContrasts, contrastEffect, hasTrend, trendEffect } from './level-contrast.ts';
import { baseColumns, type Screen } from './screen.ts';
import type { Selection } from './select.ts';

/** What the tables are made from, the same for the first look and the complete result. */
export interface Estimates {
  /** By candidate number; only those shown. */
  readonly candidate: ReadonlyMap<number, LogEffect>;
  /** [attribute][level]. */
  readonly level: LevelEffects;
  /** Deviance explained beyond activity and entry period; in the first look the sum of what each explains by itself. */
  readonly explained: number;
  /** Deviance of the model of activity and entry period alone; null in the first look. */
  readonly baseDeviance: number | null;
  /** By candidate number and by [attribute][level]: do the early and the late half agree; null if one cannot tell. */
  readonly replicated: {
    readonly candidate: ReadonlyMap<number, boolean | null>;
    readonly level: readonly (readonly (boolean | null)[])[];
  } | null;
  /** By candidate number: effects by entry month. */
  readonly byMonth: ReadonlyMap<number, readonly MonthEffect[]>;
}

/** An effect among the entrants of one period, `yyyy-mm`. */
export interface MonthEffect extends LogEffect {
  readonly month: string;
}

/** Fewer cases than this in a period say too little to draw. */
export const FEWEST_CASES_A_PERIOD = 20;

/**
 * Level effects by [attribute][level]; null where a level is only the other side of the rest. After the levels one more: the
 * trend over the ranges of a number, null for all other attributes.
 */
export type LevelEffects = readonly (readonly (LogEffect | null)[])[];

/** Read every level of every attribute from a model, and from others by the same contrasts. */
export function levelEffects(
  candidates: Candidates,
  screen: Screen,
  converted: Uint8Array,
  model: Coefficients,
  others: readonly Coefficients[],
): { readonly main: LevelEffects; readonly others: readonly LevelEffects[] } {
  const { plan } = candidates;
  const perAttribute = plan.attributes.map((attribute, a) => {
    const { users } = countLevels(attribute, converted);
    const contrasts = chooseContrasts(plan, screen.columns, a, users, model);
    return (coefficients: Coefficients): (LogEffect | null)[] => [
      ...attribute.levels.map((_, level) => {
        const contrast = contrasts.find((one) => one.level === level);
        return contrast ? contrastEffect(plan, screen.columns, a, users, contrast, coefficients) : null;
      }),
      hasTrend(attribute) ? trendEffect(plan, screen.columns, a, users, coefficients) : null,
    ];
  });
  const read = (coefficients: Coefficients): LevelEffects => perAttribute.map((effects) => effects(coefficients));
  return { main: read(model), others: others.map(read) };
}

/** The first look: each candidate by itself. */
export function screenEstimates(
  candidates: Candidates,
  screen: Screen,
  selection: Selection,
  converted: Uint8Array,
): Estimates {
  const effect = (j: number): LogEffect => ({
    beta: screen.all.beta[j]!,
    standardError: screen.all.standardError[j]!,
    combination: null,
  });
  return {
    candidate: new Map(selection.shown.map((j) => [j, effect(j)])),
    level: levelEffects(candidates, screen, converted, screen.nuisance, []).main,
    explained: selection.fitted.reduce(
      (sum, j) => sum + screen.all.z[j]! ** 2,
      waldStatistic(screen.nuisance, baseColumns(candidates.plan.periods)),
    ),
    baseDeviance: null,
    replicated: null,
    byMonth: new Map(),
  };
}

/** What parts of the people say by themselves. */
export interface Parts {
  readonly early: Coefficients;
  readonly late: Coefficients;
  readonly months: readonly { readonly month: string; readonly model: Coefficients }[];
  /** The two halves that chose n for each other; null where there were too few conversions to search. */
  readonly halves: readonly [Coefficients, Coefficients] | null;
}

/** The complete result: all candidates together; those left out given the rest. */
export function jointEstimates(
  candidates: Candidates,
  screen: Screen,
  joint: Joint,
  converted: Uint8Array,
  parts: Parts,
  baseDeviance: number,
): Estimates {
  const { q, selection } = joint;
  const candidate = new Map<number, LogEffect>(screenEstimates(candidates, screen, selection, converted).candidate);
  selection.waiting.forEach((j, k) => {
    candidate.set(j, {
      beta: joint.waiting.beta[k]!,
      standardError: joint.waiting.standardError[k]!,
      combination: null,
    });
  });
  const replicated = new Map<number, boolean | null>();
  const byMonth = new Map<number, MonthEffect[]>();
  selection.fitted.forEach((j, k) => {
    candidate.set(j, crossFitted(joint.fit, parts.halves, selection.honest.get(j) ?? [true, true], q + k));
    replicated.set(j, agreement(readEffect(parts.early, q + k), readEffect(parts.late, q + k), joint.fit.beta[q + k]!));
    byMonth.set(
      j,
      parts.months
        .map(({ month, model }) => ({ month, ...readEffect(model, q + k) }))
        .filter(({ standardError }) => Number.isFinite(standardError)),
    );
  });
  const { main: level, others } = levelEffects(candidates, screen, converted, joint.fit, [parts.early, parts.late]);
  return {
    candidate,
    level,
    explained: baseDeviance + 2 * joint.fit.logLikelihood,
    baseDeviance,
    replicated: {
      candidate: replicated,
      level: level.map((effects, a) =>
        effects.map((effect, l) => {
          const [early, late] = [others[0]![a]![l], others[1]![a]![l]];
          return effect && early && late ? agreement(early, late, effect.beta) : null;
        }),
      ),
    },
    byMonth,
  };
}

/**
 * The effect of a candidate whose n was searched, from the halves of the users that did not choose it.
 *
 * Where each half chose the same n, that is everybody; else one half, whose interval is as much wider as it knows less.
 */
function crossFitted(
  fit: Coefficients,
  halves: Parts['halves'],
  honest: readonly [boolean, boolean],
  column: number,
): LogEffect {
  const whole = readEffect(fit, column);
  if (!halves || (honest[0] && honest[1])) return whole;
  const known = halves.map((half) => readEffect(half, column).standardError ** -2) as [number, number];
  const side = honest[0] ? 0 : 1;
  if (!(known[side] > 0)) return { ...whole, beta: 0, standardError: Infinity };
  return {
    ...whole,
    beta: halves[side].beta[column]!,
    standardError: whole.standardError * Math.sqrt((known[0] + known[1]) / known[side]),
  };
}

/** β' V⁻¹ β of the coefficients from `first` on: about the deviance that they explain. */
function waldStatistic({ beta, covariance }: Coefficients, first: number): number {
  const n = beta.length - first;
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) factor[i * n + j] = covariance[(first + i) * beta.length + first + j]!;
  choleskyInPlace(factor, n);
  const solved = beta.slice(first);
  choleskySolveInPlace(factor, n, solved);
  return solved.reduce((sum, value, i) => sum + value * beta[first + i]!, 0);
}

const readEffect = (model: Coefficients, column: number): LogEffect => readCombination(single(column), model);

/** Do two parts point the way of the whole? Null where one of them has too little to say. */
function agreement(early: LogEffect, late: LogEffect, whole: number): boolean | null {
  if (!Number.isFinite(early.standardError) || !Number.isFinite(late.standardError)) return null;
  return early.beta * whole > 0 && late.beta * whole > 0;
}
