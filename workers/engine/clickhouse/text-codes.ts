/** Gives equal texts equal codes from 0, straight from their bytes: most texts of an answer come many times. */
export interface TextCodes {
  readonly texts: readonly string[];
  codeOf(bytes: Uint8Array, from: number, to: number): number;
}

/** An open-addressing table over the bytes of the texts (FNV-1a). Each text is decoded once. */
export function createTextCodes(): TextCodes {
  const decoder = new TextDecoder();
  const texts: string[] = [];
  const known: Uint8Array[] = [];
  let slots = new Int32Array(1024).fill(-1);
  let hashes = new Uint32Array(512);

  const grow = (): void => {
    slots = new Int32Array(slots.length * 2).fill(-1);
    const larger = new Uint32Array(slots.length / 2);
    larger.set(hashes);
    hashes = larger;
    for (let code = 0; code < texts.length; code += 1) {
      let at = hashes[code]! & (slots.length - 1);
      while (slots[at] !== -1) at = (at + 1) & (slots.length - 1);
      slots[at] = code;
    }
  };
  const isSame = (code: number, bytes: Uint8Array, from: number, to: number): boolean => {
    const own = known[code]!;
    if (own.length !== to - from) return false;
    for (let k = 0; k < own.length; k += 1) if (own[k] !== bytes[from + k]) return false;
    return true;
  };
  return {
    texts,
    codeOf(bytes, from, to) {
      let hash = 0x811c9dc5;
      for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
      hash = (hash ^ (hash >>> 15)) >>> 0;
      let at = hash & (slots.length - 1);
      for (; slots[at] !== -1; at = (at + 1) & (slots.length - 1)) {
        const code = slots[at]!;
        if (hashes[code] === hash && isSame(code, bytes, from, to)) return code;
      }
      const code = texts.length;
      const own = bytes.slice(from, to);
      texts.push(decoder.decode(own));
      known.push(own);
      slots[at] = code;
      hashes[code] = hash;
      if (2 * texts.length >= slots.length) grow();
      return code;
    },
  };
}
