import { ValueTag, type PropertyColumn } from '../event-table.ts';
import { createNumberCodes } from './number-codes.ts';
import { valueText, distinctTexts, memberText } from './value-text.ts';

/** The code of a cell that holds null. */
export const NO_VALUE = -1;

/**
 * The distinct values of a column under dense codes from 0, in order of first appearance.
 *
 * A list has a code of its own and one for each distinct member, "contains a". The text "1" is not the number 1.
 * Shapes: `code` (cells,), `NO_VALUE` where there is none; `runStart` the cells whose code is not that of the cell before,
 * the first included, ascending.
 */
export interface ValueCodes {
  readonly column: PropertyColumn;
  readonly code: Int32Array;
  readonly runStart: Uint32Array;
  readonly size: number;
  /** Codes of the members by code of the list, each once; a code that is absent is no list. */
  readonly members: ReadonlyMap<number, readonly number[]>;
  isNumber(code: number): boolean;
  /** Several values as the reader sees them, all different. */
  texts(codes: readonly number[]): string[];
}

const CELLS_A_STEP = 1 << 14;

/**
 * Give every value of a column a code. Each distinct list is parsed once. Yields now and then.
 *
 * Cost: O(cells), and O(text) a distinct list.
 */
export function* encodeValues(column: PropertyColumn): Generator<undefined, ValueCodes> {
  const code = new Int32Array(column.position.length).fill(NO_VALUE);
  const ofText = new Int32Array(column.strings.length).fill(NO_VALUE);
  const ofJson = new Map<number, number>();
  const ofNumber = createNumberCodes();
  const ofTruth = [NO_VALUE, NO_VALUE];
  const ofMember = new Map<string, number>();
  const members = new Map<number, readonly number[]>();
  /** By code: a cell that holds it, or −1 for a member of a list, which stands in `memberOf`. */
  const cellOf: number[] = [];
  const memberOf = new Map<number, unknown>();
  const fresh = (cell: number): number => cellOf.push(cell) - 1;

  const memberCode = (member: unknown): number => {
    const key = JSON.stringify(member);
    let known = ofMember.get(key);
    if (known === undefined) {
      known = fresh(-1);
      ofMember.set(key, known);
      memberOf.set(known, member);
    }
    return known;
  };
  const jsonCode = (cell: number): number => {
    const at = column.value[cell]!;
    let known = ofJson.get(at);
    if (known !== undefined) return known;
    known = fresh(cell);
    ofJson.set(at, known);
    const value: unknown = JSON.parse(column.strings[at]!);
    if (Array.isArray(value)) {
      members.set(known, [...new Set(value.filter((member) => member !== null).map(memberCode))]);
    }
    return known;
  };
  for (let cell = 0; cell < code.length; cell += 1) {
    const value = column.value[cell]!;
    const tag = column.tag[cell]!;
    if (tag === ValueTag.string) {
      if (ofText[value] === NO_VALUE) ofText[value] = fresh(cell);
      code[cell] = ofText[value]!;
    } else if (tag === ValueTag.number) {
      let known = ofNumber.find(value);
      if (known < 0) ofNumber.add(value, (known = fresh(cell)));
      code[cell] = known;
    } else if (tag === ValueTag.json) code[cell] = jsonCode(cell);
    else if (tag !== ValueTag.null) {
      const truth = tag === ValueTag.true ? 1 : 0;
      if (ofTruth[truth] === NO_VALUE) ofTruth[truth] = fresh(cell);
      code[cell] = ofTruth[truth]!;
    }
    if (cell % CELLS_A_STEP === CELLS_A_STEP - 1) yield;
  }
  return {
    column,
    code,
    runStart: runStarts(code),
    size: cellOf.length,
    members,
    isNumber: (one) => cellOf[one]! >= 0 && column.tag[cellOf[one]!] === ValueTag.number,
    texts: (codes) =>
      distinctTexts(
        codes.map((one) => (memberOf.has(one) ? memberText(memberOf.get(one)) : valueText(column, cellOf[one]!))),
      ),
  };
}

function runStarts(code: Int32Array): Uint32Array {
  let runs = 0;
  for (let cell = 0; cell < code.length; cell += 1) if (cell === 0 || code[cell] !== code[cell - 1]) runs += 1;
  const start = new Uint32Array(runs);
  for (let cell = 0, run = 0; cell < code.length; cell += 1) {
    if (cell === 0 || code[cell] !== code[cell - 1]) start[run++] = cell;
  }
  return start;
}
