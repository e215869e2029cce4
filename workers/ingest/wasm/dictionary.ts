import { hashOf, PADDING, roomFor, sameBytes } from './bytes.ts';
import { hashBytes, high, low } from './key-hash.ts';

/** Hash, one more than the code, first byte, length: side by side, so that a look-up waits for memory once. */
const SLOT: usize = 16;
const FIRST_SLOTS: u32 = 1024;

/** Numbers byte strings in the order in which they are first seen; the bytes lie end to end. */
@unmanaged
export class Dictionary {
  slots: usize = heap.alloc((FIRST_SLOTS as usize) * SLOT);
  mask: u32 = FIRST_SLOTS - 1;
  size: u32 = 0;
  /** Codes that can be found. */
  placed: u32 = 0;
  bytes: usize = heap.alloc(8192 + PADDING);
  bytesCapacity: usize = 8192;
  bytesUsed: usize = 0;
  /** Where each code begins; one more than there are codes. */
  starts: usize = heap.alloc(4096 + PADDING);
  startsCapacity: usize = 4096;
  /** 64-bit hashes by which keys of events are made, as far as `hashed`. */
  hashes: usize = 0;
  hashesCapacity: usize = 0;
  hashed: u32 = 0;

  constructor() {
    memory.fill(this.slots, 0, (FIRST_SLOTS as usize) * SLOT);
    store<u32>(this.starts, 0);
  }

  start(code: u32): u32 {
    return load<u32>(this.starts + ((code as usize) << 2));
  }

  /** The code of bytes, or -1 when they are new. */
  find(at: usize, length: u32, hash: u32): i32 {
    const slots = this.slots;
    const mask = this.mask;
    let slot = hash & mask;
    while (true) {
      const entry = slots + (slot as usize) * SLOT;
      const known = load<u32>(entry, 4);
      if (known === 0) return -1;
      if (load<u32>(entry) === hash && load<u32>(entry, 12) === length) {
        if (sameBytes(at, this.bytes + load<u32>(entry, 8), length)) return known - 1;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Give bytes the next code without making them findable. */
  append(at: usize, length: u32): u32 {
    const code = this.size++;
    const from = this.bytesUsed;
    const to = from + length;
    if (to > this.bytesCapacity) {
      this.bytes = roomFor(this.bytes, this.bytesCapacity, to);
      this.bytesCapacity = max<usize>(2 * this.bytesCapacity, to);
    }
    memory.copy(this.bytes + from, at, length);
    this.bytesUsed = to;
    const needed = ((code as usize) + 2) << 2;
    if (needed > this.startsCapacity) {
      this.starts = roomFor(this.starts, this.startsCapacity, needed);
      this.startsCapacity = max<usize>(2 * this.startsCapacity, needed);
    }
    store<u32>(this.starts + ((code as usize) << 2), to as u32, 4);
    return code;
  }

  add(at: usize, length: u32, hash: u32): u32 {
    const from = this.bytesUsed as u32;
    const code = this.append(at, length);
    this.placed += 1;
    if (this.placed > this.mask / 2) this.widen();
    this.place(hash, code + 1, from, length);
    return code;
  }

  codeOf(at: usize, length: u32): u32 {
    const hash = hashOf(at, length);
    const code = this.find(at, length, hash);
    return code >= 0 ? code : this.add(at, length, hash);
  }

  place(hash: u32, known: u32, from: u32, length: u32): void {
    let slot = hash & this.mask;
    while (load<u32>(this.slots + (slot as usize) * SLOT, 4) !== 0) slot = (slot + 1) & this.mask;
    const entry = this.slots + (slot as usize) * SLOT;
    store<u32>(entry, hash);
    store<u32>(entry, known, 4);
    store<u32>(entry, from, 8);
    store<u32>(entry, length, 12);
  }

  widen(): void {
    const old = this.slots;
    const oldEnd = old + ((this.mask as usize) + 1) * SLOT;
    this.mask = 2 * this.mask + 1;
    const room = ((this.mask as usize) + 1) * SLOT;
    this.slots = heap.alloc(room);
    memory.fill(this.slots, 0, room);
    for (let entry = old; entry < oldEnd; entry += SLOT) {
      const known = load<u32>(entry, 4);
      if (known !== 0) this.place(load<u32>(entry), known, load<u32>(entry, 8), load<u32>(entry, 12));
    }
    heap.free(old);
  }

  /** Where the 64-bit hash of a code lies: high, then low. */
  hashAt(code: u32): usize {
    if (code >= this.hashed) this.hashUpTo(code);
    return this.hashes + ((code as usize) << 3);
  }

  hashUpTo(code: u32): void {
    const needed = ((code as usize) + 1) << 3;
    if (needed > this.hashesCapacity) {
      const wider = max<usize>(2 * this.hashesCapacity, max<usize>(needed, 8192));
      this.hashes = this.hashes === 0 ? heap.alloc(wider) : heap.realloc(this.hashes, wider);
      this.hashesCapacity = wider;
    }
    for (; this.hashed <= code; this.hashed++) {
      const from = this.start(this.hashed);
      hashBytes(this.bytes + from, this.start(this.hashed + 1) - from);
      const into = this.hashes + ((this.hashed as usize) << 3);
      store<u32>(into, high);
      store<u32>(into, low, 4);
    }
  }
}
