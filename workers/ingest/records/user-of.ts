import { namesUser } from '#core/mixpanel/identity.ts';
import { ValueTag } from '#core/predictor/event-table.ts';
import { decodeString, type TextDictionary } from '../columns/text-dictionary.ts';
import type { Token } from './token.ts';

const encoder = new TextEncoder();

/**
 * The code of the user a `distinct_id` names, or -1 for nobody.
 *
 * A number counts as its text; a whole number keeps all its digits, also beyond 2⁵³.
 */
export function userOf(bytes: Uint8Array, token: Token, users: TextDictionary): number {
  const { tag, start, end, flags } = token;
  if (tag === ValueTag.string) {
    if (start === end) return -1;
    const first = bytes[start]!;
    const special = first === 0x24 || first === 0x5c;
    if (special && !namesUser(decodeString(bytes, start, end, flags))) return -1;
    return users.codeOf(bytes, start, end, flags);
  }
  if (tag !== ValueTag.number) return -1;
  const whole = !bytes.subarray(start, end).some((byte) => byte === 0x2e || (byte | 0x20) === 0x65);
  if (whole) return users.codeOf(bytes, start, end, 0);
  const text = encoder.encode(String(token.number));
  return users.codeOf(text, 0, text.length, 0);
}
