import type { Placement } from './shelves.ts';

/** A value of an event or of an attribute that is shown on a shelf and never tried. */
export interface ShelvedValue {
  /** Event code; null for a value of an attribute. */
  readonly event: number | null;
  readonly property: string;
  readonly value: string;
  readonly users: number;
  readonly converted: number;
  readonly placement: Placement;
}

/** Values with fewer people than this have no row. */
export const FEWEST_TO_LIST = 5;
/** Values of one property (of one event) that get a row on the shelf. */
export const MOST_LISTED_A_PROPERTY = 5;
const MOST_LISTED = 200;

/** Collects shelved values; keeps the 200 with most people and counts the rest. */
export interface ShelvedValues {
  add(values: readonly ShelvedValue[], more: number): void;
  /** Those that get a row, most people first. */
  list(): readonly ShelvedValue[];
  /** How many have none. */
  unlisted(): number;
}

/** Make an empty collection. */
export function createShelvedValues(): ShelvedValues {
  let kept: ShelvedValue[] = [];
  let beyond = 0;
  const cut = (): void => {
    kept.sort((a, b) => b.users - a.users);
    beyond += Math.max(0, kept.length - MOST_LISTED);
    kept = kept.slice(0, MOST_LISTED);
  };
  return {
    add(values, more) {
      kept.push(...values);
      beyond += more;
      if (kept.length > 10 * MOST_LISTED) cut();
    },
    list() {
      cut();
      return kept;
    },
    unlisted() {
      cut();
      return beyond;
    },
  };
}
