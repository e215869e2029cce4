import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openStoredProject } from '#workers/store/read/stored-project.ts';
import { dedupe } from '#workers/store/write/dedupe.ts';
import { createKeyTable } from '#workers/store/write/key-table.ts';
import { createTombstones } from '#workers/store/write/tombstones.ts';
import { importEvents } from './batches.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

describe('deduplication in several slices of time and passes', () => {
  const someEvent = fc.record({
    event: fc.constantFrom('A', 'B'),
    user: fc.constantFrom('u', 'v'),
    time: fc.nat({ max: 9 }),
    processed: fc.nat({ max: 2 }),
  });

  test.prop([
    fc.array(someEvent, { minLength: 1, maxLength: 60 }),
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 1, max: 7 }),
  ])('buries the same rows as all at once', async (events, keysASlice, keysAPass) => {
    const root = memoryDirectory();
    const { projectId, duplicatesDropped } = await importEvents(createOpenImportSession(root, memoryLocks()), events);
    const { files, dead } = await openStoredProject(root, projectId);
    const tombstones = createTombstones([{ rows: events.length, dead: null }]);
    const limits = { slice: keysASlice, pass: keysAPass };
    expect(await dedupe([], files[0]!, tombstones, () => {}, limits)).toBe(duplicatesDropped);
    expect(tombstones.bitmaps()).toEqual(dead);
  });
});

describe('the key table', () => {
  it('grows, and still knows every key', () => {
    const table = createKeyTable(1);
    const add = (i: number, row: number) => table.add(i >> 3, i & 1, i & 2, i & 4, 0, row);
    for (let i = 0; i < 20_000; i += 1) expect(add(i, i)).toBe(-1);
    for (let i = 0; i < 20_000; i += 1) expect(add(i, 50_000 + i)).toBe(50_000 + i);
    table.clear();
    for (let i = 0; i < 20_000; i += 1) expect(add(i, i)).toBe(-1);
  });

  it('keeps the row processed last, and of equals the first', () => {
    const table = createKeyTable(10);
    const add = (processed: number, row: number) => table.add(1, 1, 1, 1, processed, row);
    expect(add(5, 0)).toBe(-1);
    expect(add(5, 1)).toBe(1);
    expect(add(6, 2)).toBe(0);
    expect(add(1, 3)).toBe(3);
  });
});

describe('tombstones', () => {
  it('find their file, count each row once, and leave the bitmaps they came from alone', () => {
    const before = Uint8Array.of(0b1, 0);
    const tombstones = createTombstones([
      { rows: 10, dead: before },
      { rows: 3, dead: null },
      { rows: 5, dead: null },
    ]);
    expect(tombstones.bury(0)).toBe(false);
    expect(tombstones.bury(9)).toBe(true);
    expect(tombstones.bury(14)).toBe(true);
    expect(tombstones.counts()).toEqual([2, 0, 1]);
    expect(tombstones.bitmaps()).toEqual([Uint8Array.of(0b1, 0b10), null, Uint8Array.of(0b10)]);
    expect(before).toEqual(Uint8Array.of(0b1, 0));
    expect([tombstones.isBuried(9), tombstones.isBuried(10), tombstones.isBuried(13)]).toEqual([true, false, false]);
  });
});
