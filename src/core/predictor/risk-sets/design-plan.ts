import { ACTIVITY_COLUMNS } from './activity.ts';
import type { Attribute } from '../candidates/attributes.ts';
import type { EventValue } from '../candidates/event-values.ts';

/**
 * Which column of the rows means what. Columns run: activity, entry period, attributes, behaviours, event values,
 * levels.
 *
 * `period` (users,) is each user's entry period, 0 the reference. `behaviours` are ascending in column.
 */
export interface DesignPlan {
  readonly period: Uint8Array;
  readonly periods: number;
  readonly attributes: readonly Attribute[];
  readonly behaviours: readonly { readonly event: number; readonly minCount: number }[];
  readonly values: readonly EventValue[];
  /** Levels of further attributes, each tried by itself: there are too many to fit them all. */
  readonly levels: readonly AttributeLevel[];
  /** Shape (events,): 1 where an event counts as activity (not a step on the way, not B, no bookkeeping). */
  readonly isActivity: Uint8Array;
  /** Count the first time of each event as activity, or only repeats. */
  readonly countsFirst: boolean;
}

/** One level of an attribute against everybody else. */
export interface AttributeLevel {
  readonly attribute: Attribute;
  readonly level: number;
}

/** Columns are numbered in 16 bits. */
export const MOST_COLUMNS = 65_535;

/** First columns of each kind. */
export interface DesignColumns {
  readonly period: number;
  readonly attribute: readonly number[];
  readonly behaviour: number;
  readonly value: number;
  readonly level: number;
  readonly total: number;
}

/** Lay out the columns of a plan. The reference level of a factor has no column. */
export function layOutColumns(plan: DesignPlan): DesignColumns {
  let next = ACTIVITY_COLUMNS;
  const period = next;
  next += Math.max(0, plan.periods - 1);
  const attribute = plan.attributes.map((one) => {
    const first = next;
    next += one.levels.length - 1;
    return first;
  });
  const behaviour = next;
  const value = behaviour + plan.behaviours.length;
  const level = value + plan.values.length;
  return { period, attribute, behaviour, value, level, total: level + plan.levels.length };
}

/** Column of an attribute's level, or −1 for the reference. */
export function levelColumn(columns: DesignColumns, plan: DesignPlan, attribute: number, level: number): number {
  const { reference } = plan.attributes[attribute]!;
  if (level === reference) return -1;
  return columns.attribute[attribute]! + (level > reference ? level - 1 : level);
}
