/** The last few views, so that a pass over many strings of few arrays makes none. */
const arrays: Uint8Array[] = [];
const views: DataView[] = [];
const KEPT = 4;
let next = 0;

/** A view of bytes, to read words that lie at any place. Cheap when asked for the same few arrays again and again. */
export function viewOf(bytes: Uint8Array): DataView {
  if (arrays[0] === bytes) return views[0]!;
  for (let i = 1; i < arrays.length; i++) if (arrays[i] === bytes) return views[i]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  arrays[next] = bytes;
  views[next] = view;
  next = (next + 1) % KEPT;
  return view;
}

/** True when `length` bytes at the two places are the same. Both must lie within their views. */
export function sameBytes(a: DataView, at: number, b: DataView, other: number, length: number): boolean {
  let i = 0;
  for (; i + 4 <= length; i += 4) if (a.getInt32(at + i, true) !== b.getInt32(other + i, true)) return false;
  for (; i < length; i++) if (a.getUint8(at + i) !== b.getUint8(other + i)) return false;
  return true;
}
