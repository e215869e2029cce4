import { hashOf, PADDING, sameBytes } from './bytes.ts';

/** A place at which values lie below the properties, as the page's side has numbered it. */
@unmanaged
export class Path {
  id: u32 = 0;
  role: i32 = 0;
  /** Of its own name; -1 as long as no value was stored under it. */
  property: i32 = -1;
  /** The record that carried it last. */
  seenIn: u32 = 0;
  /** The key that an object at this path began with last. */
  first: Key | null = null;
}

/** One spelling of a key below a path. */
@unmanaged
export class Key {
  /** Its bytes and the quote behind them. */
  bytes: usize = 0;
  length: u32 = 0;
  hash: u32 = 0;
  parent: u32 = 0;
  path: Path | null = null;
  /** The key that came after it last. */
  follower: Key | null = null;
  /** In its bucket. */
  next: Key | null = null;

  isAt(at: usize): bool {
    return sameBytes(at, this.bytes, this.length);
  }
}

/** Paths beyond these, and keys longer than that, are read by the page's side. */
const MOST_PATHS: u32 = 8192;
const BUCKETS: u32 = 4096;
const LONGEST_KEY: u32 = 1024;

const paths: usize = heap.alloc((MOST_PATHS as usize) * sizeof<usize>());
const buckets: usize = heap.alloc((BUCKETS as usize) * sizeof<usize>());
memory.fill(paths, 0, (MOST_PATHS as usize) * sizeof<usize>());
memory.fill(buckets, 0, (BUCKETS as usize) * sizeof<usize>());

function pathAt(id: u32): usize {
  return paths + (id as usize) * sizeof<usize>();
}

function bucketOf(parent: u32, hash: u32): usize {
  return buckets + (((hash ^ (parent * 0x9e3779b1)) & (BUCKETS - 1)) as usize) * sizeof<usize>();
}

function pathOf(id: u32): Path {
  const known = load<usize>(pathAt(id));
  if (known !== 0) return changetype<Path>(known);
  const path = new Path();
  path.id = id;
  store<usize>(pathAt(id), changetype<usize>(path));
  return path;
}

/** The path of the properties themselves. */
export const root: Path = pathOf(0);

/** The key whose bytes, closing quote included, lie at `at`, or null when it is not known. */
export function findKey(parent: Path, at: usize, length: u32): Key | null {
  const hash = hashOf(at, length);
  let key = changetype<Key | null>(load<usize>(bucketOf(parent.id, hash)));
  while (key !== null) {
    if (key.hash === hash && key.parent === parent.id && key.length === length && sameBytes(at, key.bytes, length)) {
      return key;
    }
    key = key.next;
  }
  return null;
}

/** Remember a spelling of a key. */
export function learnKey(parent: u32, path: u32, role: i32, at: usize, length: u32): void {
  if (parent >= MOST_PATHS || path >= MOST_PATHS || length > LONGEST_KEY) return;
  const own = pathOf(path);
  own.role = role;
  if (findKey(pathOf(parent), at, length) !== null) return;
  const key = new Key();
  key.bytes = heap.alloc((length as usize) + PADDING);
  memory.copy(key.bytes, at, length);
  key.length = length;
  key.hash = hashOf(at, length);
  key.parent = parent;
  key.path = own;
  const bucket = bucketOf(parent, key.hash);
  key.next = changetype<Key | null>(load<usize>(bucket));
  store<usize>(bucket, changetype<usize>(key));
}

/** Remember under which property a path's values are stored. */
export function learnProperty(path: u32, property: i32): void {
  if (path < MOST_PATHS) pathOf(path).property = property;
}
