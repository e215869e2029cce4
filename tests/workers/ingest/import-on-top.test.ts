import { describe, expect, it } from 'vitest';
import type { ImportRequest } from '#contract/ingest.ts';
import { runImport } from '#workers/ingest/run-import.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { memoryDirectory, memoryLocks } from '../store/memory-directory.ts';
import { fileOf, line, requestOf } from './import-files.ts';

const lines = Array.from({ length: 100 }, (_, i) =>
  line('Open', { time: 1_700_000_000 + i * 3_600, $insert_id: `i${i}` }),
);

describe('an import on top of a project', () => {
  it.each([
    ['a wall clock', { kind: 'wall-clock', zone: 'Europe/Berlin' }, { kind: 'utc' }],
    ['UTC', { kind: 'utc' }, { kind: 'wall-clock', zone: 'Europe/Berlin' }],
  ] as const)('is read by the clock the project was begun with: %s', async (_, begun, asked) => {
    const root = memoryDirectory();
    const deps = { openSession: createOpenImportSession(root, memoryLocks()), now: () => 1 };
    const run = (special: Partial<ImportRequest>) =>
      runImport(
        requestOf([fileOf('export.ndjson', lines.join('\n'))], special),
        deps,
        new AbortController().signal,
        () => {},
      );
    const { projectId, project } = await run({ timeBasis: begun });
    const again = await run({ timeBasis: asked, projectId });
    expect(again).toMatchObject({ eventsAdded: 0, duplicatesDropped: 100, project });
    expect((await openProject(root, projectId)).summary.timeBasis).toEqual(begun);
  });
});

describe('an import that is the whole of a stretch of time', () => {
  const T = 1_700_000_000_000;
  const HOUR = 3_600_000;
  const whole = { from: T, to: T + 10 * HOUR };
  const at = (hour: number, id: string, user = 'ann') =>
    line('Open', { time: T + hour * HOUR, $insert_id: id, distinct_id: user });
  const begin = async (timeBasis: ImportRequest['timeBasis'] = { kind: 'utc' }) => {
    const root = memoryDirectory();
    const deps = { openSession: createOpenImportSession(root, memoryLocks()), now: () => 1 };
    const run = (text: string, special: Partial<ImportRequest> = {}) => {
      const request = requestOf([fileOf('slice', text)], {
        mode: 'replace-days',
        newProjectId: 'chosen',
        timeBasis,
        ...special,
      });
      return runImport(request, deps, new AbortController().signal, () => {});
    };
    const before = [at(-1, 'before'), at(0, 'first'), at(5, 'middle'), at(9.9, 'last'), at(10, 'after')];
    await run(before.join('\n'));
    const hours = async () =>
      (await (await openProject(root, 'chosen')).eventTable()).time.toSorted().map((time) => (time - T) / HOUR);
    return { run, hours };
  };

  it('has the id that was chosen, and is continued under it', async () => {
    const { run, hours } = await begin();
    expect(await run(at(20, 'later'), { mode: 'add' })).toMatchObject({ projectId: 'chosen', eventsAdded: 1 });
    expect([...(await hours())]).toEqual([-1, 0, 5, 9.9, 10, 20]);
  });

  it('takes away what is there of it, also before its first event and after its last, and nothing else', async () => {
    const { run, hours } = await begin();
    expect(await run(at(4, 'new'), { whole })).toMatchObject({ eventsReplaced: 3, eventsAdded: 1 });
    expect([...(await hours())]).toEqual([-1, 4, 10]);
  });

  it('may have no event at all', async () => {
    const { run, hours } = await begin();
    expect(await run('', { whole })).toMatchObject({ eventsReplaced: 3, eventsAdded: 0 });
    expect([...(await hours())]).toEqual([-1, 10]);
  });

  it('is counted by the clock of the project', async () => {
    const { run, hours } = await begin({ kind: 'wall-clock', zone: 'Europe/Berlin' });
    await run('', { whole });
    expect([...(await hours())]).toEqual([-2, 9]);
  });

  it.each([
    ['cut off in a line', (text: string) => text.slice(0, -5)],
    ['terminated early', (text: string) => `${text}\nterminated early\n`],
  ])('is refused when it was %s, and nothing is changed', async (_, spoil) => {
    const { run, hours } = await begin();
    const told = run(spoil([at(3, 'a'), at(4, 'b')].join('\n')), { whole });
    await expect(told).rejects.toMatchObject({ code: 'import/damaged', details: { isIncomplete: true } });
    expect([...(await hours())]).toEqual([-1, 0, 5, 9.9, 10]);
  });

  it('replaces only between its events where one of them lies outside: then the zone was not what was said', async () => {
    const { run, hours } = await begin();
    await run([at(4, 'a'), at(12, 'b')].join('\n'), { whole });
    expect([...(await hours())]).toEqual([-1, 0, 4, 12]);
  });
});
