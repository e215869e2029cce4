import type { ByteDictionary } from '../columns/byte-dictionary.ts';
import type { CellColumn } from '../columns/cell-column.ts';
import type { ColumnStorage } from '../columns/column-storage.ts';
import type { RowColumns } from '../columns/row-columns.ts';
import type { WasmExports } from './wasm-exports.ts';

/** Puts bytes where the module can see them; answers the place. */
export function giveBytes(wasm: WasmExports, bytes: Uint8Array, start: number, end: number): number {
  const at = wasm.handOver(end - start);
  new Uint8Array(wasm.memory.buffer, at, end - start).set(bytes.subarray(start, end));
  return at;
}

export function wasmDictionary(wasm: WasmExports, which: number): ByteDictionary {
  const startOf = (code: number): number =>
    new DataView(wasm.memory.buffer).getUint32(wasm.textStartsAt(which) + 4 * code, true);
  const bytesOf = (code: number, last = code): Uint8Array => {
    const from = startOf(code);
    return new Uint8Array(wasm.memory.buffer, wasm.textsAt(which) + from, startOf(last + 1) - from);
  };
  return {
    get size() {
      return wasm.textCount(which);
    },
    find: (bytes, start, end) => wasm.findText(which, giveBytes(wasm, bytes, start, end), end - start),
    is(code, bytes, start, end) {
      const own = bytesOf(code);
      return own.length === end - start && own.every((byte, i) => byte === bytes[start + i]);
    },
    add: (bytes, start, end) => wasm.addText(which, giveBytes(wasm, bytes, start, end), end - start),
    addHidden: (bytes, start, end) => wasm.addHiddenText(which, giveBytes(wasm, bytes, start, end), end - start),
    bytesOf,
    lengthsFrom(first) {
      const count = wasm.textCount(which) - first;
      const starts = new Uint32Array(wasm.memory.buffer, wasm.textStartsAt(which) + 4 * first, count + 1);
      const lengths = new Uint32Array(count);
      for (let i = 0; i < count; i++) lengths[i] = starts[i + 1]! - starts[i]!;
      return lengths;
    },
    codesOf(bytes, lengths, codes, at) {
      const given = wasm.handOver(bytes.length + 8 * lengths.length + 8);
      new Uint32Array(wasm.memory.buffer, given, lengths.length).set(lengths);
      new Uint8Array(wasm.memory.buffer, given + 8 * lengths.length, bytes.length).set(bytes);
      wasm.codeTexts(which, given, lengths.length);
      codes.set(new Uint32Array(wasm.memory.buffer, given + 4 * lengths.length, lengths.length), at);
    },
  };
}

function wasmRows(wasm: WasmExports): RowColumns {
  const words = (part: number, rows: number) => new Uint32Array(wasm.memory.buffer, wasm.rowsAt(part), rows).slice();
  const floats = (part: number, rows: number) => new Float64Array(wasm.memory.buffer, wasm.rowsAt(part), rows).slice();
  return {
    get rows() {
      return wasm.rows();
    },
    add(time, event, user, { high, low }, processed) {
      wasm.addRow(time, event, user, high, low, processed);
    },
    take() {
      const rows = wasm.rows();
      const taken = {
        rows,
        time: floats(0, rows),
        event: words(1, rows),
        user: words(2, rows),
        keyHigh: words(3, rows),
        keyLow: words(4, rows),
        processed: floats(5, rows),
      };
      wasm.clear();
      return taken;
    },
  };
}

function wasmColumn(wasm: WasmExports, property: number): CellColumn {
  let lastPath = -1;
  wasm.newColumn();
  return {
    get size() {
      return wasm.cellCount(property);
    },
    get lastRow() {
      return wasm.lastRow(property);
    },
    get lastPath() {
      return lastPath;
    },
    lastText: -1,
    put(row, path, tag, value) {
      wasm.put(property, row, tag, value);
      lastPath = path;
    },
    take() {
      const size = wasm.cellCount(property);
      if (size === 0) return null;
      const { buffer } = wasm.memory;
      const cells = {
        property,
        row: new Uint32Array(buffer, wasm.cellsAt(property, 0), size).slice(),
        tag: new Uint8Array(buffer, wasm.cellsAt(property, 1), size).slice(),
        value: new Float64Array(buffer, wasm.cellsAt(property, 2), size).slice(),
      };
      wasm.clearCells(property);
      return cells;
    },
  };
}

/** Columns and texts in the module's memory, where both it and the scanner here can add to them. */
export function createWasmStorage(wasm: WasmExports): ColumnStorage {
  return {
    rows: wasmRows(wasm),
    texts: { events: wasmDictionary(wasm, 0), users: wasmDictionary(wasm, 1), strings: wasmDictionary(wasm, 2) },
    makeColumn: (property) => wasmColumn(wasm, property),
    cells: () => wasm.allCells(),
    learnProperty: (path, property) => wasm.storeUnder(path, property),
  };
}
