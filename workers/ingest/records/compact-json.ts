import { StringFlag } from './scan-json.ts';
import type { Scratch } from '../columns/scratch.ts';

/**
 * Copy the JSON text [start, end) into `out` without the white space between its tokens.
 *
 * Everything else stays as it was written, so the text parses to the very same value.
 *
 * @returns `StringFlag.nonAscii` when there are bytes beyond ASCII, else 0.
 */
export function compactJson(bytes: Uint8Array, start: number, end: number, out: Scratch): number {
  out.clear();
  let nonAscii = false;
  let inString = false;
  let from = start;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x80) nonAscii = true;
    else if (byte === 0x22) inString = !inString;
    else if (inString && byte === 0x5c) at++;
    else if (!inString && byte <= 0x20) {
      out.append(bytes, from, at);
      from = at + 1;
    }
  }
  out.append(bytes, from, end);
  return nonAscii ? StringFlag.nonAscii : 0;
}
