import type { ColumnStorage } from '../columns/column-storage.ts';
import type { LearnKey } from '../records/property-paths.ts';
import { startWasm } from './wasm-exports.ts';
import { createWasmStorage, giveBytes } from './wasm-storage.ts';

/**
 * Reads lines into columns by the module in `wasm/`, several times as fast as the scanner here.
 *
 * It takes a line only if it understands all of it: keys it was told of, each once, numbers it can read exactly, a
 * time, a user and an `$insert_id`. Any other line it leaves as if it had not seen it.
 */
export interface QuickLines {
  readonly storage: ColumnStorage;
  readonly learnKey: LearnKey;
  /** Take in further bytes; they are copied. */
  add(chunk: Uint8Array): void;
  /** Read lines up to one that it leaves, or that has no end yet. Answers how many. */
  read(): number;
  /** The next line with its line feed, which is then somebody else's to read; null when its end is not there yet. */
  takeLine(): Uint8Array<ArrayBuffer> | null;
  /** All that was not read, likewise. */
  takeRest(): Uint8Array<ArrayBuffer>;
  /** Bytes that were not read. */
  restLength(): number;
}

const NEWLINE = 0x0a;

export function createWasmLines(module: WebAssembly.Module): QuickLines {
  const wasm = startWasm(module);
  const take = (length: number): Uint8Array<ArrayBuffer> => {
    const taken = new Uint8Array(wasm.memory.buffer, wasm.restAt(), length).slice();
    wasm.skip(length);
    return taken;
  };
  return {
    storage: createWasmStorage(wasm),
    learnKey(parent, path, role, bytes, start, end) {
      wasm.learn(parent, path, role, giveBytes(wasm, bytes, start, end + 1), end + 1 - start);
    },
    add(chunk) {
      const at = wasm.inputFor(chunk.length);
      new Uint8Array(wasm.memory.buffer, at, chunk.length).set(chunk);
    },
    read() {
      wasm.scan();
      return wasm.linesRead.value as number;
    },
    takeLine() {
      const rest = new Uint8Array(wasm.memory.buffer, wasm.restAt(), wasm.restLength());
      const end = rest.indexOf(NEWLINE) + 1;
      return end === 0 ? null : take(end);
    },
    takeRest: () => take(wasm.restLength()),
    restLength: () => wasm.restLength(),
  };
}
