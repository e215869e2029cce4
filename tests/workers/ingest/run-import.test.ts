import { describe, expect, it, vi } from 'vitest';
import type { ImportProgress } from '#contract/ingest.ts';
import type { JobId } from '#contract/reply.ts';
import { createIngest } from '#workers/ingest/create-ingest.ts';
import { runImport } from '#workers/ingest/run-import.ts';
import { gzip } from './archives.ts';
import { fileOf, importFiles, line, requestOf } from './import-files.ts';
import { bytesOf } from './line-reader.ts';
import { createMemoryStore } from './memory-store.ts';

const manyLines = (count: number): string =>
  Array.from({ length: count }, (_, i) => `${line('e', { $insert_id: `i${i}`, n: i })}\n`).join('');

describe('an import', () => {
  it('accounts for every line, file by file', async () => {
    const first = [line('a'), line('a'), line('b', { distinct_id: '' }), 'nonsense', line('c', { time: null })].join(
      '\n',
    );
    const second = gzip(`${line('d')}\n${line('d').slice(0, 20)}\n${line('d').slice(20)}\n${line('e').slice(0, 30)}`);
    const { report, store } = await importFiles([fileOf('one.json', first), fileOf('two', second)]);
    expect(report).toMatchObject({
      projectId: 'p1',
      lines: 8,
      eventsAdded: 2,
      duplicatesDropped: 2,
      eventsWithoutUser: 1,
      linesRefused: 3,
      incomplete: true,
      files: [
        { name: 'one.json', format: 'ndjson', lines: 5 },
        { name: 'two', format: 'gzip', lines: 3 },
      ],
      refusals: [
        {
          reason: 'not-json',
          count: 2,
          first: [
            { file: 'one.json', line: 4, excerpt: 'nonsense' },
            { file: 'two', line: 4, excerpt: line('e').slice(0, 30) },
          ],
        },
        { reason: 'no-time', count: 1, first: [{ file: 'one.json', line: 5 }] },
      ],
      project: { events: 2, users: 1, eventNames: 2, days: 1 },
    });
    expect(store.meta).toMatchObject({ files: ['one.json', 'two'], linesRefused: 3, incomplete: true });
    expect(store.state).toBe('committed');
  });

  it('keeps the first twenty of each refusal, with at most 120 characters of each', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => `${i} ${'😀'.repeat(200)}`);
    const { report } = await importFiles(`${line('a')}\n${lines.join('\n')}`);
    const [{ count, first }] = report.refusals as [(typeof report.refusals)[number]];
    expect(count).toBe(50);
    expect(first.map((refusal) => refusal.line)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
    for (const { excerpt } of first) {
      expect(excerpt.length).toBeLessThanOrEqual(120);
      expect(excerpt).toMatch(/^\d+ (😀)+$/u);
    }
  });

  it('hands events on in batches of about 131,072, and each name once', async () => {
    const { store, report } = await importFiles(manyLines(150_000));
    expect(report.eventsAdded).toBe(150_000);
    expect(store.batches.length).toBe(2);
    expect(store.batches[0]!.rows).toBeGreaterThanOrEqual(131_072);
    expect(store.batches.flatMap(({ added }) => added.properties)).toEqual(['n']);
    expect(store.batches.flatMap(({ added }) => added.strings)).toEqual([]);
    expect(store.batches.flatMap(({ added }) => added.users)).toEqual(['ann']);
  });

  it('stores no transport property, and no text of one', async () => {
    const { store } = await importFiles(
      line('a', {
        $insert_id: 'i',
        mp_processing_time_ms: 5,
        $mp_api_endpoint: 'x',
        $import: true,
        $is_reshuffled: false,
        $distinct_id_before_identity: 'y',
        kept: 'z',
      }),
    );
    expect(store.events()[0]).toMatchObject({ properties: { kept: 'z' }, processed: 5 });
    expect(store.batches[0]!.added).toEqual({ events: ['a'], users: ['ann'], properties: ['kept'], strings: ['z'] });
  });

  it('reads wall clocks by the zone it is given, summer and winter', async () => {
    const at = (text: string) => line('a', { time: Date.parse(`${text}Z`) / 1000 });
    const { store } = await importFiles(
      ['2021-01-15T12:00', '2021-07-15T12:00', '2021-03-28T02:30', '2021-10-31T02:30'].map(at).join('\n'),
      {
        timeBasis: { kind: 'wall-clock', zone: 'Europe/Berlin' },
      },
    );
    expect(store.events().map(({ time }) => new Date(time).toISOString().slice(0, 16))).toEqual([
      '2021-01-15T11:00',
      '2021-07-15T10:00',
      '2021-03-28T01:30',
      '2021-10-31T00:30',
    ]);
  });

  it.each([
    [
      'no usable event',
      `${line('a', { time: 0 })}\n${line('b', { distinct_id: '' })}`,
      /holds no event that can be used: 1 without a user, 1 refused\. .* line 1/,
    ],
  ])('of a file with %s is refused and leaves the store alone', async (_, content, message) => {
    const store = createMemoryStore();
    const deps = { openSession: store.openSession, now: () => 0 };
    await expect(
      runImport(requestOf([fileOf('x', content)]), deps, new AbortController().signal, () => {}),
    ).rejects.toMatchObject({
      code: 'import/empty',
      message: expect.stringMatching(message) as string,
    });
    expect(store.state).toBe('aborted');
  });

  it('refuses all files when one is no export, names it, and never opens the store', async () => {
    const store = createMemoryStore();
    const files = [fileOf('good.ndjson', line('a')), fileOf('bad.csv', 'a,b\n1,2\n')];
    await expect(
      runImport(
        requestOf(files),
        { openSession: store.openSession, now: () => 0 },
        new AbortController().signal,
        () => {},
      ),
    ).rejects.toMatchObject({
      code: 'import/not-an-export',
      details: { file: 'bad.csv' },
    });
    expect(store.state).toBe('new');
  });

  it('leaves out what operating systems put into folders', async () => {
    const { report } = await importFiles([fileOf('.DS_Store', '\0\0\0'), fileOf('a.ndjson', line('a'))]);
    expect(report.files.map(({ name }) => name)).toEqual(['a.ndjson']);
  });

  it('takes everything back when a file turns out damaged half way', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => line('e', { $insert_id: `${i}`, x: Math.sin(i) })).join(
      '\n',
    );
    const store = createMemoryStore();
    const file = fileOf('cut.gz', gzip(lines).slice(0, -1000));
    await expect(
      runImport(
        requestOf([file]),
        { openSession: store.openSession, now: () => 0 },
        new AbortController().signal,
        () => {},
      ),
    ).rejects.toMatchObject({
      code: 'import/damaged',
      details: { file: 'cut.gz' },
    });
    expect(store.state).toBe('aborted');
  });

  it('says so when a file changes while it is read', async () => {
    const content = bytesOf(manyLines(80_000));
    const file = fileOf('moving.ndjson', content);
    vi.spyOn(file, 'stream').mockImplementation(() => {
      let at = 0;
      return new ReadableStream({
        pull(controller) {
          if (at > 3_000_000) controller.error(new DOMException('changed', 'NotReadableError'));
          else controller.enqueue(content.slice(at, (at += 65_536)));
        },
      });
    });
    const store = createMemoryStore();
    await expect(
      runImport(
        requestOf([file]),
        { openSession: store.openSession, now: () => 0 },
        new AbortController().signal,
        () => {},
      ),
    ).rejects.toMatchObject({
      code: 'import/unreadable',
      message: expect.stringContaining('“moving.ndjson” could not be read to its end') as string,
    });
    expect(store.state).toBe('aborted');
  });

  it('refuses a zone nobody knows before anything is read', async () => {
    await expect(
      importFiles(line('a'), { timeBasis: { kind: 'wall-clock', zone: 'Mars/Olympus' } }),
    ).rejects.toMatchObject({ code: 'input/invalid' });
  });
});

describe('progress', () => {
  it('rises to one, ends with the writing, and tells rate and time left', async () => {
    const told: ImportProgress[] = [];
    let clock = 0;
    const store = createMemoryStore();
    const file = fileOf('e.ndjson', manyLines(100_000));
    const deps = { openSession: store.openSession, now: () => (clock += 60) };
    await runImport(requestOf([file]), deps, new AbortController().signal, (progress) => told.push(progress));
    const fractions = told.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ phase: 'writing', fraction: 1, bytesRead: file.size, bytesTotal: file.size });
    const reading = told.filter(({ phase }) => phase === 'reading');
    expect(reading.length).toBeGreaterThan(3);
    for (const { file: name, bytesPerSecond } of reading) {
      expect(name).toBe('e.ndjson');
      expect(bytesPerSecond).toBeGreaterThan(0);
    }
    const { bytesRead, bytesPerSecond, secondsLeft } = reading.findLast((progress) => progress.secondsLeft !== null)!;
    expect(secondsLeft).toBeCloseTo((file.size - bytesRead) / bytesPerSecond, 6);
  });
});

describe('the ingest worker', () => {
  const request = (files: readonly File[], jobId = 'job') => requestOf(files, { jobId: jobId as JobId });

  it('stops a running import within the part it reads and leaves the store alone', async () => {
    const store = createMemoryStore();
    const ingest = createIngest({ openSession: store.openSession, now: () => Date.now() });
    const file = fileOf('e.ndjson', manyLines(250_000));
    const slice = vi.spyOn(file, 'slice');
    const told: number[] = [];
    const outcome = await ingest.run(request([file]), ({ bytesRead }) => {
      told.push(bytesRead);
      void ingest.cancel('job' as JobId);
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'job/cancelled' } });
    const farthest = Math.max(...slice.mock.calls.map(([from = 0]) => from));
    expect(farthest).toBeLessThanOrEqual(told[0]! + 8 * 2 ** 20);
    expect(told[0]! + 8 * 2 ** 20).toBeLessThan(file.size / 2);
    expect(store.state).toBe('aborted');
  });

  it('does not mind cancelling a job it does not know', async () => {
    const ingest = createIngest({ openSession: createMemoryStore().openSession, now: () => 0 });
    await expect(ingest.cancel('other' as JobId)).resolves.toBeUndefined();
  });

  it('answers inspections and failures as values', async () => {
    const ingest = createIngest({ openSession: createMemoryStore().openSession, now: () => 0 });
    expect(await ingest.inspect([fileOf('a', line('a'))])).toMatchObject({
      ok: true,
      value: [{ name: 'a', format: 'ndjson' }],
    });
    expect(await ingest.inspect([fileOf('a', line('a')), fileOf('b', 'x')])).toMatchObject({
      ok: false,
      error: { code: 'import/not-an-export', details: { file: 'b' } },
    });
  });
});
