import { describe, expect, it } from 'vitest';
import { importFiles, line } from './import-files.ts';

/** How many events are left of some lines. */
const left = async (...lines: string[]): Promise<number> => (await importFiles(lines.join('\n'))).report.eventsAdded;

describe('two lines are one event', () => {
  it.each([
    [
      'with the same four-part key, whatever else they carry',
      line('a', { $insert_id: 'i', x: 1 }),
      line('a', { $insert_id: 'i', x: 2, y: 'z' }),
    ],
    [
      'in seconds and in milliseconds',
      line('a', { $insert_id: 'i', time: 1_700_000_000 }),
      line('a', { $insert_id: 'i', time: 1_700_000_000_000 }),
    ],
    [
      'with the key spelled by escapes',
      line('a', { $insert_id: 'i/é' }),
      line('a', { $insert_id: 'i/é' }).replace('i/é', '\\u0069\\/\\u00e9'),
    ],
    [
      'before and after an identity merge',
      line('a', { $insert_id: 'i', distinct_id: 'old' }),
      line('a', { $insert_id: 'i', distinct_id: 'new', $distinct_id_before_identity: 'old' }),
    ],
    [
      'without $insert_id when all their properties agree, in any order',
      line('a', { x: 1, y: [{ z: 2 }], mp_processing_time_ms: 1 }),
      line('a', { mp_processing_time_ms: 2, y: [{ z: 2 }], x: 1 }),
    ],
    [
      'with an empty $insert_id when all their properties agree',
      line('a', { x: 1, $insert_id: '' }),
      line('a', { x: 1 }),
    ],
  ])('%s', async (_, first, second) => {
    expect(await left(first, second)).toBe(1);
    expect(await left(second, first)).toBe(1);
  });

  it('of which the one processed last is kept', async () => {
    const lines = [3, 9, 5].map((processed) =>
      line('a', { $insert_id: 'i', mp_processing_time_ms: processed, x: processed }),
    );
    const { store } = await importFiles(lines.join('\n'));
    expect(store.events()).toMatchObject([{ processed: 9, properties: { x: 9 } }]);
  });
});

describe('two lines are two events', () => {
  const base = { $insert_id: 'i' };
  it.each([
    ['with another name', line('a', base), line('b', base)],
    [
      'a millisecond apart',
      line('a', { ...base, time: 1_700_000_000_000 }),
      line('a', { ...base, time: 1_700_000_000_001 }),
    ],
    ['of two users', line('a', base), line('a', { ...base, distinct_id: 'bob' })],
    ['with another $insert_id', line('a', base), line('a', { $insert_id: 'j' })],
    ['without $insert_id that differ in one property', line('a', { x: 1 }), line('a', { x: 2 })],
    ['without $insert_id that differ in the kind of one property', line('a', { x: '1' }), line('a', { x: 1 })],
    ['without $insert_id that differ in false and null', line('a', { x: false }), line('a', { x: null })],
    ['without $insert_id that differ in 0 and false', line('a', { x: 0 }), line('a', { x: false })],
    ['without $insert_id of a list and its text', line('a', { x: [1] }), line('a', { x: '[1]' })],
    ['without $insert_id with values swapped', line('a', { x: 1, y: 2 }), line('a', { x: 2, y: 1 })],
    ['without $insert_id of which one has a property more', line('a', { x: 1 }), line('a', { x: 1, y: null })],
    ['of which one has an $insert_id', line('a', { x: 1 }), line('a', { x: 1, $insert_id: 'i' })],
    [
      'of users merged from two',
      line('a', { ...base, $distinct_id_before_identity: 'p' }),
      line('a', { ...base, $distinct_id_before_identity: 'q' }),
    ],
  ])('%s', async (_, first, second) => {
    expect(await left(first, second)).toBe(2);
  });

  it('for a hundred thousand keys that differ a little', async () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => line('a', { $insert_id: `000000${i.toString(16)}` }));
    expect(await left(...lines)).toBe(100_000);
  });
});
