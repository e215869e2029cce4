import { base64 } from 'virtual:ingest-wasm';

/** The module in `wasm/`, or null where the browser has no WebAssembly with SIMD. */
export function compileWasm(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch (cause) {
    if (cause instanceof WebAssembly.CompileError || cause instanceof ReferenceError) return null;
    throw cause;
  }
}
