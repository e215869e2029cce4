type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Numbers that come one after another. */
export interface Growing<T extends Numbers> {
  readonly length: number;
  push(value: number): void;
  /** All so far, as an array of their own. */
  done(): T;
}

/** An array that doubles its room. @param make - makes an array of zeros. */
export function growing<T extends Numbers>(make: (length: number) => T): Growing<T> {
  let values = make(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const larger = make(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length] = value;
      length += 1;
    },
    done: () => values.slice(0, length) as T,
  };
}
