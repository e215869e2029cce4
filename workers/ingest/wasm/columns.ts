/** Cells of one property in the running batch. */
@unmanaged
export class Column {
  rows: usize = heap.alloc(16 * 4);
  tags: usize = heap.alloc(16);
  values: usize = heap.alloc(16 * 8);
  size: u32 = 0;
  capacity: u32 = 16;
  lastRow: i32 = -1;
  /** The record that carried it last. */
  seenIn: u32 = 0;

  /** Add a cell; a row's second cell replaces its first. */
  put(row: i32, tag: u32, value: f64): void {
    if (row === this.lastRow) this.size--;
    const size = this.size;
    if (size === this.capacity) this.grow();
    store<i32>(this.rows + ((size as usize) << 2), row);
    store<u8>(this.tags + size, tag);
    store<f64>(this.values + ((size as usize) << 3), value);
    this.size = size + 1;
    this.lastRow = row;
  }

  grow(): void {
    const capacity = 2 * this.capacity;
    this.rows = heap.realloc(this.rows, (capacity as usize) << 2);
    this.tags = heap.realloc(this.tags, capacity);
    this.values = heap.realloc(this.values, (capacity as usize) << 3);
    this.capacity = capacity;
  }

  clear(): void {
    this.size = 0;
    this.lastRow = -1;
  }
}

let columns: usize = heap.alloc(64 * sizeof<usize>());
let columnCapacity: u32 = 64;
export let columnCount: u32 = 0;

export function columnOf(property: u32): Column {
  return changetype<Column>(load<usize>(columns + (property as usize) * sizeof<usize>()));
}

export function addColumn(): void {
  if (columnCount === columnCapacity) {
    columnCapacity *= 2;
    columns = heap.realloc(columns, (columnCapacity as usize) * sizeof<usize>());
  }
  store<usize>(columns + (columnCount as usize) * sizeof<usize>(), changetype<usize>(new Column()));
  columnCount++;
}

let capacity: u32 = 4096;
export let times: usize = heap.alloc(4096 * 8);
export let events: usize = heap.alloc(4096 * 4);
export let users: usize = heap.alloc(4096 * 4);
export let highs: usize = heap.alloc(4096 * 4);
export let lows: usize = heap.alloc(4096 * 4);
export let processed: usize = heap.alloc(4096 * 8);
export let rowCount: u32 = 0;

export function addRow(time: f64, event: u32, user: u32, high: u32, low: u32, processedAt: f64): void {
  const row = rowCount as usize;
  if (rowCount === capacity) growRows();
  store<f64>(times + (row << 3), time);
  store<u32>(events + (row << 2), event);
  store<u32>(users + (row << 2), user);
  store<u32>(highs + (row << 2), high);
  store<u32>(lows + (row << 2), low);
  store<f64>(processed + (row << 3), processedAt);
  rowCount++;
}

function growRows(): void {
  capacity *= 2;
  const four = (capacity as usize) << 2;
  times = heap.realloc(times, 2 * four);
  events = heap.realloc(events, four);
  users = heap.realloc(users, four);
  highs = heap.realloc(highs, four);
  lows = heap.realloc(lows, four);
  processed = heap.realloc(processed, 2 * four);
}

/** Begin a new batch. */
export function clearRows(): void {
  rowCount = 0;
}
