import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { asWasm } from '#workers/store/duckdb/fetch-wasm.ts';

const plain = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

describe('the DuckDB module', () => {
  it.each([
    ['a host that left it packed', new Uint8Array(gzipSync(plain))],
    ['a host that unpacked it', plain],
  ])('comes out the same from %s', async (_, bytes) => {
    const wasm = await asWasm(new Blob([bytes]));
    expect(new Uint8Array(await wasm.arrayBuffer())).toEqual(plain);
    expect(wasm.type).toBe('application/wasm');
  });
});
