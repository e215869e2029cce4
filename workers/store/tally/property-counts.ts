import type { PropertySummary } from '#contract/store.ts';
import { ValueTag } from '#core/predictor/event-table.ts';

/** Distinct values are told exactly up to here. */
const DISTINCT_LIMIT = 10_000;
/** Values of a property that are kept with their counts: some more, so that losing a few asks for no new count. */
export const VALUES_KEPT = 12_000;
/** Cells after which a property with more values than are kept has them no longer looked up in one import. */
const CELLS_LOOKED_UP = 500_000;
const KINDS = ['string', 'number', 'boolean', 'boolean', 'null', 'json'] as const;

/** What the cells of one property add up to. */
export interface PropertyCounts {
  /** Shape (6,): cells by `ValueTag`. */
  readonly byTag: Float64Array;
  /** Cells by the event's project code. */
  readonly byEvent: Map<number, number>;
  /** Rows that carry a number, by number; or a text, by twice its project code, plus one for JSON. */
  readonly numbers: Map<number, number>;
  readonly texts: Map<number, number>;
  /** False when there are, or were, more values than are kept. The counts are lower bounds then. */
  isComplete: boolean;
}

/** Cells of one segment, as short as they are stored. */
export interface CountedCells {
  readonly cells: number;
  /** Row in the segment of each cell; null: every row of it has one. */
  readonly row: Uint32Array | null;
  /** The one tag that all cells have, or each one's. */
  readonly tag: number | Uint8Array;
  /** Shape (cells,). */
  readonly value: Float64Array;
  /** Project code of each row's event, and the segment's rows by event. */
  readonly event: Uint32Array;
  readonly rowsOfEvent: Float64Array;
}

/** Counts the cells of one import in or out. */
export interface CellCounter {
  /** Makes room for the codes there are by now. */
  makeRoom(events: number, strings: number): void;
  count(counts: PropertyCounts, cells: CountedCells): void;
}

export const noCells = (): PropertyCounts => ({
  byTag: new Float64Array(6),
  byEvent: new Map(),
  numbers: new Map(),
  texts: new Map(),
  isComplete: true,
});

/**
 * @param sign - 1 counts in, -1 out. Cells that are taken away must have been counted.
 * @param events - event codes there are; `strings` likewise texts.
 *
 * Cost: O(cells); eight bytes of memory for every text of the project.
 */
export function createCellCounter(
  sign: 1 | -1,
  events: number,
  strings: number,
  kept: number = VALUES_KEPT,
): CellCounter {
  let ofEvent = new Float64Array(events);
  let ofText = new Uint32Array(2 * strings);
  const lookedUp = new Map<PropertyCounts, number>();

  const change = (counts: PropertyCounts, values: Map<number, number>, value: number, by: number): void => {
    const before = values.get(value);
    if (before === undefined) {
      if (sign < 0) return;
      if (counts.numbers.size + counts.texts.size >= kept) counts.isComplete = false;
      else values.set(value, by);
    } else if (before + sign * by > 0) {
      values.set(value, before + sign * by);
    } else {
      values.delete(value);
    }
  };

  const settleTexts = (counts: PropertyCounts, slots: readonly number[]): void => {
    for (const slot of slots) {
      change(counts, counts.texts, slot, ofText[slot]!);
      ofText[slot] = 0;
    }
  };
  const countTexts = (counts: PropertyCounts, codes: Float64Array, json: 0 | 1): void => {
    const slots: number[] = [];
    for (let cell = 0; cell < codes.length; cell += 1) {
      const slot = 2 * codes[cell]! + json;
      if (ofText[slot] === 0) slots.push(slot);
      ofText[slot]! += 1;
    }
    settleTexts(counts, slots);
  };
  const countMixed = (counts: PropertyCounts, tag: number | Uint8Array, value: Float64Array): void => {
    const { string, json, number } = ValueTag;
    const slots: number[] = [];
    for (let cell = 0; cell < value.length; cell += 1) {
      const kind = typeof tag === 'number' ? tag : tag[cell]!;
      if (kind === number) {
        change(counts, counts.numbers, value[cell]!, 1);
      } else if (kind === string || kind === json) {
        const slot = 2 * value[cell]! + (kind === json ? 1 : 0);
        if (ofText[slot] === 0) slots.push(slot);
        ofText[slot]! += 1;
      }
    }
    settleTexts(counts, slots);
  };
  const countValues = (counts: PropertyCounts, { tag, value }: CountedCells): void => {
    if (tag === ValueTag.string) countTexts(counts, value, 0);
    else if (tag === ValueTag.json) countTexts(counts, value, 1);
    else if (typeof tag !== 'number' || tag === ValueTag.number) countMixed(counts, tag, value);
  };
  const countTags = (counts: PropertyCounts, { tag, cells }: CountedCells): void => {
    if (typeof tag === 'number') counts.byTag[tag]! += sign * cells;
    else for (let cell = 0; cell < cells; cell += 1) counts.byTag[tag[cell]!]! += sign;
  };
  const countEvents = ({ byEvent }: PropertyCounts, { row, event, rowsOfEvent }: CountedCells): void => {
    if (row === null) ofEvent.set(rowsOfEvent);
    else for (let cell = 0; cell < row.length; cell += 1) ofEvent[event[row[cell]!]!]! += 1;
    for (let e = 0; e < ofEvent.length; e += 1) {
      if (ofEvent[e] === 0) continue;
      const after = (byEvent.get(e) ?? 0) + sign * ofEvent[e]!;
      if (after === 0) byEvent.delete(e);
      else byEvent.set(e, after);
      ofEvent[e] = 0;
    }
  };

  return {
    makeRoom(eventCodes, texts) {
      if (eventCodes > ofEvent.length) ofEvent = new Float64Array(eventCodes);
      if (2 * texts > ofText.length) ofText = new Uint32Array(Math.max(2 * ofText.length, 2 * texts));
    },
    count(counts, cells) {
      countTags(counts, cells);
      countEvents(counts, cells);
      const before = lookedUp.get(counts) ?? 0;
      if (sign > 0 && !counts.isComplete && before > CELLS_LOOKED_UP) return;
      lookedUp.set(counts, before + cells.cells);
      countValues(counts, cells);
    },
  };
}

const named = ({ byTag }: PropertyCounts): number =>
  [ValueTag.true, ValueTag.false, ValueTag.null].filter((tag) => byTag[tag]! > 0).length;

/** True where so many values were taken away that only a new count of the cells can tell how many there are. */
export function needsNewCount(counts: PropertyCounts, limit: number = DISTINCT_LIMIT): boolean {
  return !counts.isComplete && counts.numbers.size + counts.texts.size + named(counts) < limit;
}

/** What is told of a property. */
export function summaryOfCounts(name: string, counts: PropertyCounts): PropertySummary {
  const kinds = { string: 0, number: 0, boolean: 0, null: 0, json: 0 };
  KINDS.forEach((kind, tag) => (kinds[kind] += counts.byTag[tag]!));
  return {
    name,
    cells: counts.byTag.reduce((sum, cells) => sum + cells, 0),
    kinds,
    distinct: Math.min(DISTINCT_LIMIT, counts.numbers.size + counts.texts.size + named(counts)),
  };
}
