import type { ColumnStorage } from './column-storage.ts';
import type { LearnKey } from './property-paths.ts';
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
  /** Begin with a chunk. */
  load(chunk: Uint8Array): void;
  /** Read lines from the chunk's byte `from` on; answers the first byte of the line that it leaves, or the chunk's end. */
  read(from: number): number;
  /** By the last call. */
  readonly linesRead: number;
}

export function createWasmLines(module: WebAssembly.Module): QuickLines {
  const wasm = startWasm(module);
  return {
    storage: createWasmStorage(wasm),
    learnKey(parent, path, role, bytes, start, end) {
      wasm.learn(parent, path, role, giveBytes(wasm, bytes, start, end + 1), end + 1 - start);
    },
    load(chunk) {
      const at = wasm.inputFor(chunk.length);
      new Uint8Array(wasm.memory.buffer, at, chunk.length).set(chunk);
    },
    read: (from) => wasm.scan(from),
    get linesRead() {
      return wasm.linesRead.value as number;
    },
  };
}
