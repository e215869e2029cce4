/**
 * A 64-bit hash of a text, as 16 hexadecimal digits. Tells versions apart; no protection against an attacker.
 *
 * Source: two rounds of multiply and mix with the finaliser of MurmurHash3 (A. Appleby, public domain).
 */
export function hashText(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
    a ^= b >>> 15;
    b ^= a >>> 13;
  }
  return hex(finish(a ^ (b << 7))) + hex(finish(b ^ Math.imul(a, 0x85ebca6b)));
}

function finish(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

const hex = (word: number): string => word.toString(16).padStart(8, '0');
