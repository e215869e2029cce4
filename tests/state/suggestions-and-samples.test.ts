import { createRoot } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import type { Suggestion } from '#state/scenarios/create-suggestions.ts';
import { createFakeApp, type FakeAppOptions } from '#tests/ui/fakes/fake-app.ts';
import { definition, project, report, result } from '#tests/ui/fakes/clients.ts';

const proposals: readonly Suggestion[] = [
  { definition: definition('Sign Up', 'Start Plan'), colour: 'blue', because: 'Start Plan sounds like a purchase.' },
  { definition: definition('Start Plan', 'Cancel Plan'), colour: 'red', because: 'Cancel Plan sounds like a loss.' },
];
const setUp = (options: FakeAppOptions) => createRoot(() => createFakeApp(options));

describe('suggestions', () => {
  it('are made with their reason and answered one after another', async () => {
    const { app, analysis } = setUp({ suggestions: proposals });
    await vi.waitFor(() => expect(app.suggestions.progress()).toEqual({ done: 0, total: 2 }));
    expect(app.scenarios.list()?.map((one) => [one.colour, one.suggestedBecause])).toEqual(
      expect.arrayContaining([['red', 'Cancel Plan sounds like a loss.']]),
    );
    expect(analysis.runs).toHaveLength(1);
    analysis.runs[0]?.succeed(result(definition('Sign Up', 'Start Plan')));
    await vi.waitFor(() => expect(analysis.runs).toHaveLength(2));
    expect(app.suggestions.progress()).toEqual({ done: 1, total: 2 });
    analysis.runs[1]?.succeed(result(definition('Start Plan', 'Cancel Plan')));
    await vi.waitFor(() => expect(app.suggestions.progress()).toBeNull());
  });

  it('do not come back after the user deleted them', async () => {
    const projects = [project()];
    const { app, local } = setUp({ suggestions: proposals, projects });
    await vi.waitFor(() => expect(app.suggestions.progress()).not.toBeNull());
    await vi.waitFor(async () => expect(await local.setting<string[]>('suggested:p1')).toHaveLength(2));
    const list = app.scenarios.list() ?? [];
    await Promise.all(list.map((one) => app.scenarios.remove(one.id)));
    projects[0] = project({ fingerprint: 'f2' });
    await app.projects.refresh();
    await vi.waitFor(() => expect(app.projects.catalogue()?.fingerprint).toBe('f2'));
    expect(app.scenarios.list()).toEqual([]);
  });

  it('are not worked out again for the same events, only for others', async () => {
    const { local } = setUp({ suggestions: [] });
    await vi.waitFor(async () => expect(await local.setting('suggested-from:p1')).toBe('f1'));
    const projects = [project()];
    const { app, local: again } = setUp({ suggestions: proposals, projects, local });
    await vi.waitFor(() => expect(app.projects.catalogue()).toBeDefined());
    await again.putSetting('suggested:p1', ['looked at']);
    expect(app.scenarios.list()).toEqual([]);
    projects[0] = project({ fingerprint: 'f2' });
    await app.projects.refresh();
    await vi.waitFor(() => expect(app.scenarios.list()).toHaveLength(2));
  });

  it('do not repeat a question that the user asked, whatever its horizon', async () => {
    const projects = [project()];
    const suggestions: Suggestion[] = [];
    const { app } = setUp({ suggestions, projects });
    await vi.waitFor(() => expect(app.projects.catalogue()).toBeDefined());
    await app.scenarios.create(definition('Sign Up', 'Start Plan', { horizonMs: 86_400_000 }));
    suggestions.push(...proposals);
    projects[0] = project({ fingerprint: 'f2' });
    await app.projects.refresh();
    await vi.waitFor(() => expect(app.suggestions.progress()).toEqual({ done: 0, total: 1 }));
    expect(
      app.scenarios
        .list()
        ?.map((one) => one.definition.target.event)
        .toSorted(),
    ).toEqual(['Cancel Plan', 'Start Plan']);
  });
});

describe('samples', () => {
  it('are imported, and their question is asked at once', async () => {
    const { app, ingest, analysis, projects } = setUp({ projects: [] });
    const started = app.samples.start('saas');
    await vi.waitFor(() => expect(ingest.runs).toHaveLength(1));
    expect(app.samples.loading()).toBe('saas');
    expect(ingest.runs[0]?.arguments).toMatchObject({ projectName: 'Sample', source: 'sample', projectId: null });
    projects.push(project({ name: 'Sample', source: 'sample' }));
    ingest.runs[0]?.succeed(report());
    const scenario = await started;
    expect(scenario?.definition.target.event).toBe('Start Plan');
    expect(analysis.runs).toHaveLength(1);
    expect(app.samples.loading()).toBeNull();
  });

  it('are not imported twice', async () => {
    const { app, ingest } = setUp({ projects: [project({ source: 'sample' })] });
    await vi.waitFor(() => expect(app.projects.list()).toBeDefined());
    expect(await app.samples.start('saas')).toMatchObject({ projectId: 'p1' });
    expect(ingest.runs).toHaveLength(0);
  });

  it('say that another import is in the way, for as long as it is', async () => {
    const { app, ingest } = setUp({ projects: [] });
    void app.imports.start([new File(['{}'], 'own.ndjson')], {
      projectId: null,
      projectName: 'Own',
      mode: 'add',
      source: 'file',
    });
    await vi.waitFor(() => expect(ingest.runs).toHaveLength(1));
    expect(await app.samples.start('saas')).toBeNull();
    expect(app.samples.error()).toMatchObject({ code: 'import/busy' });
    expect(ingest.runs).toHaveLength(1);
    app.imports.cancel();
    await vi.waitFor(() => expect(app.samples.error()).toBeNull());
  });

  it('give nothing when the import is cancelled', async () => {
    const { app, ingest } = setUp({ projects: [] });
    const started = app.samples.start('saas');
    await vi.waitFor(() => expect(ingest.runs).toHaveLength(1));
    app.imports.cancel();
    expect(await started).toBeNull();
    expect(app.imports.state().kind).toBe('cancelled');
  });
});
