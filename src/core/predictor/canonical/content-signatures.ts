import { hashUserId } from '../../sample/user-hash.ts';
import { mixBits } from '../../stats/random.ts';
import { ValueTag, type PropertyColumn } from '../event-table.ts';

/** 16 bits of a text. */
const textHash = (text: string): number => hashUserId(text) >>> 16;

/** Spelt anew, so that a list reads the same however an engine writes its numbers. */
const jsonHash = (text: string): number => textHash(JSON.stringify(JSON.parse(text)));

/**
 * One number for all cells of an event, equal for equal content, for the positions in some groups of ties.
 *
 * Texts enter with 16 bits: of two events that differ in nothing but one text, one pair in 65,536 is not told apart.
 *
 * Cost: O(cells).
 */
export function contentSignatures(
  groups: readonly Uint32Array[],
  columns: readonly PropertyColumn[],
): (position: number) => number {
  const signature = new Map<number, number>();
  for (const group of groups) for (const position of group) signature.set(position, 0);
  const bits = new Float64Array(1);
  const halves = new Uint32Array(bits.buffer);
  columns.forEach(({ position, tag, value, strings, name }) => {
    const own = hashUserId(name);
    position.forEach((at, cell) => {
      const sofar = signature.get(at);
      if (sofar === undefined) return;
      let hash = mixBits(own ^ tag[cell]!);
      if (tag[cell] === ValueTag.string) hash = mixBits(hash ^ textHash(strings[value[cell]!]!));
      else if (tag[cell] === ValueTag.json) hash = mixBits(hash ^ jsonHash(strings[value[cell]!]!));
      else if (tag[cell] === ValueTag.number) {
        bits[0] = value[cell]! + 0;
        hash = mixBits(mixBits(hash ^ halves[0]!) ^ halves[1]!);
      }
      signature.set(at, sofar + hash);
    });
  });
  return (position) => signature.get(position)!;
}
