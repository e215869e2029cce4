/** What the module in `wasm/` exports. Addresses are places in its memory, which move when it grows. */
export interface WasmExports {
  readonly memory: WebAssembly.Memory;
  readonly linesRead: WebAssembly.Global;
  inputFor(length: number): number;
  scan(): void;
  restAt(): number;
  restLength(): number;
  skip(length: number): void;
  handOver(length: number): number;
  learn(parent: number, path: number, role: number, at: number, length: number): void;
  storeUnder(path: number, property: number): void;
  newColumn(): void;
  put(property: number, row: number, tag: number, value: number): void;
  lastRow(property: number): number;
  cellCount(property: number): number;
  allCells(): number;
  cellsAt(property: number, part: number): number;
  clearCells(property: number): void;
  addRow(time: number, event: number, user: number, high: number, low: number, processed: number): void;
  rows(): number;
  rowsAt(part: number): number;
  clear(): void;
  textCount(which: number): number;
  findText(which: number, at: number, length: number): number;
  addText(which: number, at: number, length: number): number;
  addHiddenText(which: number, at: number, length: number): number;
  codeTexts(which: number, at: number, count: number): void;
  textsAt(which: number): number;
  textStartsAt(which: number): number;
  numbersFor(count: number): number;
  encode(kind: number, count: number): number;
  /** Of what was encoded last: its form (0), scale (1), width (2), base (3) and lowest step (4). */
  told(which: number): number;
}

/**
 * Start the module.
 *
 * @returns its functions; where one fails for want of memory it says so as an array would.
 */
export function startWasm(module: WebAssembly.Module): WasmExports {
  const { exports } = new WebAssembly.Instance(module);
  return Object.fromEntries(
    Object.entries(exports).map(([name, value]) => [name, typeof value === 'function' ? saying(value) : value]),
  ) as unknown as WasmExports;
}

type Numeric = (...args: number[]) => number;

function saying(own: WebAssembly.ExportValue): Numeric {
  const call = own as Numeric;
  return (a, b, c, d, e, f) => {
    try {
      return call(a!, b!, c!, d!, e!, f!);
    } catch (cause) {
      throw cause instanceof WebAssembly.RuntimeError
        ? new RangeError('out of memory while scanning', { cause })
        : cause;
    }
  };
}
