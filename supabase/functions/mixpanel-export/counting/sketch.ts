import type { Hash64 } from './half-sip-hash.ts';

const PRECISION = 14;
/** Registers of a sketch, a byte each. */
export const REGISTERS = 1 << PRECISION;
const REST = 32 - PRECISION;

/**
 * Note a hash in a HyperLogLog sketch: the register its first 14 bits choose keeps the most leading zeros of the other 50.
 *
 * Sketches are merged and counted in the database (`private.merge_sketches`, `private.count_sketch`).
 *
 * @param registers - shape (16384,), each in [0, 51]. Changed.
 */
export function addToSketch(registers: Uint8Array, { first, second }: Hash64): void {
  const register = first >>> REST;
  const rest = (first << PRECISION) >>> 0;
  const rank = 1 + (rest === 0 ? REST + Math.clz32(second) : Math.clz32(rest));
  if (rank > registers[register]!) registers[register] = rank;
}

/** Bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return btoa(text);
}
