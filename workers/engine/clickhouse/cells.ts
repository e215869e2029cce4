import { type PropertyColumn, ValueTag } from '#core/predictor/event-table.ts';
import { growing } from './growing.ts';
import { createTextCodes } from './text-codes.ts';

/** Collects the properties of rows, as an engine writes them: names, and JSON texts of the values. */
export interface Cells {
  /** The cell of a row, which must not go backwards. Places are within `bytes` of the name and of the value. */
  add(
    row: number,
    names: Uint8Array,
    nameFrom: number,
    nameTo: number,
    texts: Uint8Array,
    from: number,
    to: number,
  ): void;
  /** The columns, those of `names` that nobody carries among them, with no cells. */
  done(names: readonly string[]): PropertyColumn[];
}

/** Make empty columns. Each distinct value is parsed once. */
export function createCells(): Cells {
  const names = createTextCodes();
  const raws = createTextCodes();
  const strings: string[] = [];
  const codes = new Map<string, number>();
  const tagOf: number[] = [];
  const valueOf: number[] = [];
  const columns: ReturnType<typeof createColumn>[] = [];

  const stringCode = (text: string): number => {
    let code = codes.get(text);
    if (code === undefined) codes.set(text, (code = strings.push(text) - 1));
    return code;
  };
  const read = (raw: number): void => {
    const value: unknown = JSON.parse(raws.texts[raw]!);
    if (typeof value === 'string') [tagOf[raw], valueOf[raw]] = [ValueTag.string, stringCode(value)];
    else if (typeof value === 'number') [tagOf[raw], valueOf[raw]] = [ValueTag.number, value];
    else if (typeof value === 'boolean') [tagOf[raw], valueOf[raw]] = [value ? ValueTag.true : ValueTag.false, 0];
    else if (value === null) [tagOf[raw], valueOf[raw]] = [ValueTag.null, 0];
    else [tagOf[raw], valueOf[raw]] = [ValueTag.json, stringCode(raws.texts[raw]!)];
  };

  return {
    add(row, nameBytes, nameFrom, nameTo, textBytes, from, to) {
      const name = names.codeOf(nameBytes, nameFrom, nameTo);
      const raw = raws.codeOf(textBytes, from, to);
      if (tagOf[raw] === undefined) read(raw);
      const column = (columns[name] ??= createColumn());
      // A name that comes twice in a row keeps its first value.
      if (column.last === row) return;
      column.last = row;
      column.position.push(row);
      column.tag.push(tagOf[raw]!);
      column.value.push(valueOf[raw]!);
    },
    done: (wanted) => {
      const found = columns.map(({ position, tag, value }, name): PropertyColumn => ({
        name: names.texts[name]!,
        position: position.done(),
        tag: tag.done(),
        value: value.done(),
        strings,
      }));
      const there = new Set(names.texts);
      const empty = wanted
        .filter((name) => !there.has(name))
        .map((name): PropertyColumn => ({
          name,
          position: new Uint32Array(),
          tag: new Uint8Array(),
          value: new Float64Array(),
          strings,
        }));
      return [...found, ...empty];
    },
  };
}

function createColumn() {
  return {
    last: -1,
    position: growing((length) => new Uint32Array(length)),
    tag: growing((length) => new Uint8Array(length)),
    value: growing((length) => new Float64Array(length)),
  };
}
