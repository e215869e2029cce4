import { type Place, textOf } from './scan-line.ts';

const HOT_SHARD = '$hotshard_events';
const QUOTE = 0x22;
const encoder = new TextEncoder();

/** Bytes [start, end) that name a user. */
export interface UserId {
  bytes: Uint8Array;
  start: number;
  end: number;
}

const isNumber = (kind: number) => kind === 0x2d || (kind >= 0x30 && kind <= 0x39);

/**
 * Read whom a `distinct_id` names, as src/core/mixpanel/identity.ts and the importer do.
 *
 * A number counts as its text. An id that is missing, empty, of another type, or Mixpanel's collective one is nobody's.
 *
 * @param out - where the id lies, in the line or, when it had to be rewritten, elsewhere.
 * @returns false for nobody.
 */
export function readUserId(bytes: Uint8Array, { kind, start, end, escapes }: Place, out: UserId): boolean {
  out.bytes = bytes;
  out.start = start;
  out.end = end;
  if (kind === QUOTE) {
    if (start === end) return false;
    if (!escapes && bytes[start] !== 0x24) return true;
    const text = textOf(bytes, start, end, escapes);
    if (text === HOT_SHARD) return false;
    if (escapes) rewrite(text, out);
    return true;
  }
  if (!isNumber(kind)) return false;
  const text = textOf(bytes, start, end, false);
  if (/[.eE]/.test(text)) rewrite(String(Number(text)), out);
  return true;
}

function rewrite(text: string, out: UserId): void {
  out.bytes = encoder.encode(text);
  out.start = 0;
  out.end = out.bytes.length;
}
