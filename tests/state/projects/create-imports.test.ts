import { createRoot } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import type { FileInspection } from '#contract/ingest.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { deferred } from '#data/workers/deferred.ts';
import { createImports } from '#state/projects/create-imports.ts';
import { createFakeIngest, inspection, report } from '#tests/ui/fakes/clients.ts';

const files = [new File(['{}'], 'export.ndjson')];
const target = { projectId: null, projectName: 'Recipe app', mode: 'add' as const, source: 'file' };
const progress = {
  phase: 'reading' as const,
  fraction: 0.5,
  bytesRead: 1,
  bytesTotal: 2,
  events: 10,
  refused: 0,
  bytesPerSecond: 1,
  secondsLeft: 1,
  file: 'a',
};

function setUp(inspections?: readonly FileInspection[]) {
  const ingest = createFakeIngest(inspections);
  const imported = vi.fn(async () => undefined);
  const stopSaying = vi.fn();
  const announce = vi.fn(() => stopSaying);
  const zonesFor = vi.fn(() => ['Europe/Berlin']);
  const imports = createRoot(() =>
    createImports({ ingest: ingest.client, presence: { announce }, zonesFor, imported }),
  );
  return { imports, ...ingest, imported, announce, stopSaying, zonesFor };
}

describe('imports', () => {
  it('looks, reads with progress, shows the project, and only then is done', async () => {
    const { imports, runs, imported, announce, stopSaying } = setUp();
    const outcome = imports.start(files, target);
    expect(imports.state().kind).toBe('inspecting');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    expect(runs[0]?.arguments).toMatchObject({ ...target, files, timeBasis: { kind: 'utc' } });
    runs[0]?.progress(progress);
    expect(imports.state()).toEqual({ kind: 'running', progress });
    expect(announce).toHaveBeenCalledWith('');
    imported.mockImplementation(async () => {
      expect(imports.state().kind).toBe('running');
      return undefined;
    });
    runs[0]?.succeed(report());
    await expect(outcome).resolves.toEqual(report());
    expect(imports.state()).toEqual({ kind: 'done', report: report() });
    expect(stopSaying).toHaveBeenCalledOnce();
  });

  it('asks for the zone when the events carry a wall clock, and reads with the answer', async () => {
    const { imports, runs, zonesFor } = setUp([inspection({ wallClockOffsetMinutes: 120, firstTimeMs: 77 })]);
    await imports.start(files, target);
    expect(imports.state()).toMatchObject({ kind: 'asking-zone', offsetMinutes: 120, zones: ['Europe/Berlin'] });
    expect(zonesFor).toHaveBeenCalledWith(120, 77);
    const outcome = imports.answerZone({ kind: 'wall-clock', zone: 'Europe/Berlin' });
    runs[0]?.succeed(report());
    await outcome;
    expect(runs[0]?.arguments.timeBasis).toEqual({ kind: 'wall-clock', zone: 'Europe/Berlin' });
  });

  it('does not ask when the clock is UTC', async () => {
    const { imports, runs } = setUp([inspection({ wallClockOffsetMinutes: 0 })]);
    void imports.start(files, target);
    await vi.waitFor(() => expect(runs).toHaveLength(1));
  });

  it('does not ask when the events go to a project that is there, which keeps its clock', async () => {
    const { imports, runs, zonesFor } = setUp([inspection({ wallClockOffsetMinutes: 120 })]);
    void imports.start(files, { ...target, projectId: 'p1' });
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    expect(zonesFor).not.toHaveBeenCalled();
  });

  it('leaves a newer import alone when looking for one that was cancelled fails late', async () => {
    const { imports, client, runs } = setUp();
    const look = deferred<readonly FileInspection[]>();
    vi.spyOn(client, 'inspect').mockReturnValueOnce(look.promise);
    const first = imports.start(files, target);
    imports.cancel();
    void imports.start(files, target);
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    look.reject(new PteroError({ code: 'import/unreadable', message: 'gone' }));
    await expect(first).resolves.toBeNull();
    expect(imports.state().kind).toBe('running');
  });

  it('offers the sample that fits where there are too many events, and takes it as a new project', async () => {
    const { imports, client, runs } = setUp();
    const inspect = vi.spyOn(client, 'inspect');
    const tooLarge = new PteroError({ code: 'import/too-large', message: 'too many', details: { oneIn: 8 } });
    inspect.mockRejectedValueOnce(tooLarge);
    await imports.start(files, { ...target, projectId: 'p1', mode: 'replace-days' });
    expect(imports.state()).toEqual({ kind: 'failed', error: tooLarge, oneIn: 8 });
    const outcome = imports.takeSample('Recipe app, sample');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    expect(inspect).toHaveBeenLastCalledWith(files, 8);
    expect(runs[0]?.arguments).toMatchObject({
      files,
      projectId: null,
      projectName: 'Recipe app, sample',
      mode: 'add',
      oneIn: 8,
    });
    runs[0]?.succeed(report());
    await outcome;
    await expect(imports.takeSample('again')).resolves.toBeNull();
  });

  it('offers no sample after any other failure', async () => {
    const { imports, client } = setUp();
    const gone = new PteroError({ code: 'import/unreadable', message: 'gone', details: { oneIn: 8 } });
    vi.spyOn(client, 'inspect').mockRejectedValueOnce(gone);
    await imports.start(files, target);
    expect(imports.state()).toEqual({ kind: 'failed', error: gone, oneIn: null });
    await expect(imports.takeSample('A sample')).resolves.toBeNull();
  });

  it('says that it is busy from the first look to the end', async () => {
    const { imports, runs } = setUp();
    expect(imports.busy()).toBe(false);
    const outcome = imports.start(files, target);
    expect(imports.busy()).toBe(true);
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    expect(imports.busy()).toBe(true);
    runs[0]?.succeed(report());
    await outcome;
    expect(imports.busy()).toBe(false);
  });

  it('stops a running import, and an unanswered question', async () => {
    const running = setUp();
    const outcome = running.imports.start(files, target);
    await vi.waitFor(() => expect(running.runs).toHaveLength(1));
    running.imports.cancel();
    await expect(outcome).resolves.toBeNull();
    expect(running.imports.state().kind).toBe('cancelled');

    const asking = setUp([inspection({ wallClockOffsetMinutes: -300 })]);
    await asking.imports.start(files, target);
    asking.imports.cancel();
    expect(asking.imports.state().kind).toBe('cancelled');
    await expect(asking.imports.answerZone({ kind: 'utc' })).resolves.toBeNull();
    expect(asking.runs).toHaveLength(0);
  });

  it('says what failed, and goes back to idle when dismissed', async () => {
    const { imports, runs } = setUp();
    void imports.start(files, target);
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    runs[0]?.fail(new PteroError({ code: 'store/full', message: 'full' }));
    await vi.waitFor(() => expect(imports.state()).toMatchObject({ kind: 'failed', error: { code: 'store/full' } }));
    imports.dismiss();
    expect(imports.state().kind).toBe('idle');
  });

  it('does not let a second import begin, or a running one be dismissed', async () => {
    const { imports, runs } = setUp();
    void imports.start(files, target);
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    await expect(imports.start(files, target)).resolves.toBeNull();
    imports.dismiss();
    expect(imports.state().kind).toBe('running');
    expect(runs).toHaveLength(1);
  });
});
