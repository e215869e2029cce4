/** Gives equal numbers equal codes. */
export interface NumberCodes {
  /** The code of a number, or −1 when it has none yet. */
  find(value: number): number;
  /** Give a number that has no code yet one. */
  add(value: number, code: number): void;
}

/** A table of numbers with open addressing: a Map of a million doubles costs ten times the time and the memory. */
export function createNumberCodes(): NumberCodes {
  let capacity = 64;
  let keys = new Float64Array(capacity);
  let codes = new Int32Array(capacity).fill(-1);
  let used = 0;
  const bits = new Float64Array(1);
  const halves = new Uint32Array(bits.buffer);
  const place = (value: number): number => {
    bits[0] = value === 0 ? 0 : value;
    let hash = Math.imul(halves[0]! ^ (halves[1]! >>> 16), 0x9e3779b1) ^ Math.imul(halves[1]!, 0x85ebca6b);
    hash ^= hash >>> 15;
    let at = hash & (capacity - 1);
    while (codes[at] !== -1 && keys[at] !== value) at = (at + 1) & (capacity - 1);
    return at;
  };
  const grow = (): void => {
    const [oldKeys, oldCodes] = [keys, codes];
    capacity *= 2;
    keys = new Float64Array(capacity);
    codes = new Int32Array(capacity).fill(-1);
    for (let at = 0; at < oldCodes.length; at += 1) {
      if (oldCodes[at] === -1) continue;
      const to = place(oldKeys[at]!);
      keys[to] = oldKeys[at]!;
      codes[to] = oldCodes[at]!;
    }
  };
  return {
    find: (value) => codes[place(value)]!,
    add(value, code) {
      if (used * 2 >= capacity) grow();
      const at = place(value);
      keys[at] = value;
      codes[at] = code;
      used += 1;
    },
  };
}
