import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openStoredProject } from '#workers/store/read/stored-project.ts';
import { dedupe } from '#workers/store/write/dedupe.ts';
import { createKeyTable } from '#workers/store/write/key-table.ts';
import { createTombstones } from '#workers/store/write/tombstones.ts';
import { importEvents } from './batches.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

describe('deduplication in several passes', () => {
  const someEvent = fc.record({
    event: fc.constantFrom('A', 'B'),
    user: fc.constantFrom('u', 'v'),
    time: fc.nat({ max: 9 }),
    processed: fc.nat({ max: 2 }),
  });

  test.prop([fc.array(someEvent, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 7 })])(
    'buries the same rows as in one pass',
    async (events, keysAPass) => {
      const root = memoryDirectory();
      const { projectId, duplicatesDropped } = await importEvents(createOpenImportSession(root, memoryLocks()), events);
      const { files, dead } = await openStoredProject(root, projectId);
      const tombstones = createTombstones([{ rows: events.length, dead: null }]);
      expect(await dedupe([], files[0]!, tombstones, () => {}, keysAPass)).toBe(duplicatesDropped);
      expect(tombstones.bitmaps()).toEqual(dead);
    },
  );
});

describe('the key table', () => {
  it('grows, and still knows every key', () => {
    const table = createKeyTable(1);
    const row = (i: number) => ({ time: i >> 3, event: i & 1, keyHigh: i & 2, keyLow: i & 4, processed: 0, row: i });
    for (let i = 0; i < 20_000; i += 1) expect(table.add(row(i))).toBeNull();
    for (let i = 0; i < 20_000; i += 1) expect(table.add({ ...row(i), row: 50_000 + i })).toBe(50_000 + i);
  });

  it('keeps the row processed last, and of equals the first', () => {
    const table = createKeyTable(10);
    const key = { time: 1, event: 1, keyHigh: 1, keyLow: 1 };
    expect(table.add({ ...key, processed: 5, row: 0 })).toBeNull();
    expect(table.add({ ...key, processed: 5, row: 1 })).toBe(1);
    expect(table.add({ ...key, processed: 6, row: 2 })).toBe(0);
    expect(table.add({ ...key, processed: 1, row: 3 })).toBe(3);
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
    expect(tombstones.count()).toBe(3);
    expect(tombstones.bitmaps()).toEqual([Uint8Array.of(0b1, 0b10), null, Uint8Array.of(0b10)]);
    expect(before).toEqual(Uint8Array.of(0b1, 0));
    expect([tombstones.isBuried(9), tombstones.isBuried(10), tombstones.isBuried(13)]).toEqual([true, false, false]);
  });
});
