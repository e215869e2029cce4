import { fireEvent, render, screen } from '@solidjs/testing-library';
import { describe, expect, it, vi } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import { renderScreen, type FakeAppOptions } from '#tests/ui/fakes/app.tsx';
import { inspection, project, report } from '#tests/ui/fakes/clients.ts';
import { ToastRegion } from '#ui/kit/toast.tsx';
import { useFileIntake } from '#ui/shell/file-intake.ts';
import { ImportPanel } from '#ui/shell/import-panel.tsx';
import { offsetWords } from '#ui/shell/import-zone-question.tsx';
import { refusalsAsCsv, refusalsAsNdjson } from '#ui/shell/refusal-files.ts';

const refused = report({
  linesRefused: 1201,
  refusals: [{ reason: 'not-json', count: 1201, first: [{ file: 'a.ndjson', line: 12, excerpt: '=cmd,"x"' }] }],
});

async function setUp(options: FakeAppOptions = {}) {
  let offer: (files: readonly File[]) => void = () => undefined;
  const view = renderScreen(() => {
    offer = useFileIntake().offer;
    return <ImportPanel />;
  }, options);
  await vi.waitFor(() => expect(view.app.projects.list()).toBeDefined());
  return { ...view, offer: (...names: string[]) => offer(names.map((name) => new File(['{}'], name))) };
}
async function running(options: FakeAppOptions = { projects: [] }) {
  const view = await setUp(options);
  view.offer('recipes.ndjson.gz');
  if (view.projects.length > 0) fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
  await vi.waitFor(() => expect(view.ingest.runs).toHaveLength(1));
  const run = view.ingest.runs[0];
  if (!run) throw new Error('the import did not begin');
  return { ...view, run };
}

describe('import', () => {
  it('begins at once when there is no project, named after the file', async () => {
    const { run } = await running();
    expect(run.arguments).toMatchObject({ projectId: null, projectName: 'recipes', mode: 'add' });
  });

  it('has the browser ask before it is ended with its page, and only while it runs', async () => {
    const leaves = () => dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const view = await setUp({ projects: [] });
    expect(leaves()).toBe(true);
    view.offer('recipes.ndjson.gz');
    await vi.waitFor(() => expect(view.ingest.runs).toHaveLength(1));
    expect(leaves()).toBe(false);
    view.ingest.runs[0]?.succeed(report());
    await vi.waitFor(() => expect(leaves()).toBe(true));
  });

  it('waits with the question until the projects are known', async () => {
    const view = await setUp({ projects: [project()] });
    view.offer('.DS_Store');
    expect(screen.queryByRole('button', { name: 'Import' })).toBeNull();
    view.offer('recipes.ndjson.gz', '.DS_Store');
    fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
    await vi.waitFor(() => expect(view.ingest.runs[0]?.arguments).toMatchObject({ projectId: 'p1', mode: 'add' }));
    expect(view.ingest.runs[0]?.arguments.files).toHaveLength(1);
  });

  it('can replace the days, or make a new project of the name one gives', async () => {
    const first = await setUp();
    first.offer('recipes.ndjson.gz');
    fireEvent.click(await screen.findByRole('checkbox', { name: /Replace the days these files cover/u }));
    fireEvent.click(screen.getByRole('button', { name: 'Import' }));
    await vi.waitFor(() =>
      expect(first.ingest.runs[0]?.arguments).toMatchObject({ projectId: 'p1', mode: 'replace-days' }),
    );
    first.unmount();

    const second = await setUp();
    second.offer('recipes.ndjson.gz');
    fireEvent.click(await screen.findByRole('radio', { name: 'New project' }));
    fireEvent.input(screen.getByRole('textbox', { name: 'Name of the new project' }), { target: { value: 'Cooks' } });
    fireEvent.click(screen.getByRole('button', { name: 'Import' }));
    await vi.waitFor(() =>
      expect(second.ingest.runs[0]?.arguments).toMatchObject({ projectId: null, projectName: 'Cooks' }),
    );
  });

  it('can keep a sample of the users of a new project', async () => {
    const view = await setUp();
    view.offer('recipes.ndjson.gz');
    fireEvent.click(await screen.findByRole('radio', { name: 'New project' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'Users' }), { target: { value: '4' } });
    fireEvent.click(screen.getByRole('button', { name: 'Import' }));
    await vi.waitFor(() => expect(view.ingest.runs[0]?.arguments).toMatchObject({ projectId: null, oneIn: 4 }));
    view.ingest.runs[0]?.succeed(report({ sample: { oneIn: 4, eventsLeftOut: 900 } }));
    expect(await screen.findByText(/This is a sample of 1 in 4 users; 900 events of others left out\./u)).toBeTruthy();
  });

  it('adds to a sampled project with its own sample', async () => {
    const view = await setUp({ projects: [project({ sample: { oneIn: 8 } })] });
    view.offer('recipes.ndjson.gz');
    fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
    await vi.waitFor(() => expect(view.ingest.runs[0]?.arguments).toMatchObject({ projectId: 'p1', oneIn: 8 }));
  });

  it('offers the sample that fits where there are too many events', async () => {
    const { run, ingest } = await running();
    run.fail(new PteroError({ code: 'import/too-large', message: 'Too many events.', details: { oneIn: 8 } }));
    fireEvent.click(await screen.findByRole('button', { name: 'Import 1 in 8 users' }));
    await vi.waitFor(() => expect(ingest.runs).toHaveLength(2));
    expect(ingest.runs[1]?.arguments).toMatchObject({ projectId: null, projectName: 'recipes', oneIn: 8 });
  });

  it('says so when more files come while an import runs, and does not ask about them', async () => {
    const { offer, run, ingest } = await running({ projects: [project()] });
    render(() => <ToastRegion />);
    offer('more.ndjson.gz');
    expect(screen.getByText('Wait until the import that is running has finished, then add these files.')).toBeTruthy();
    expect(screen.queryByRole('heading', { name: /belong/u })).toBeNull();
    run.succeed(report());
    await vi.waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(screen.queryByRole('heading', { name: /belong/u })).toBeNull();
    expect(ingest.runs).toHaveLength(1);
  });

  it('keeps the question back while an import runs that began elsewhere', async () => {
    const view = await setUp();
    view.offer('recipes.ndjson.gz');
    expect(await screen.findByRole('heading', { name: /belong/u })).toBeTruthy();
    void view.app.imports.start([new File(['{}'], 'sample.ndjson')], {
      projectId: null,
      projectName: 'Sample',
      mode: 'add',
      source: 's',
    });
    expect(screen.queryByRole('heading', { name: /belong/u })).toBeNull();
    await vi.waitFor(() => expect(view.ingest.runs).toHaveLength(1));
    view.ingest.runs[0]?.succeed(report());
    expect(await screen.findByRole('heading', { name: /belong/u })).toBeTruthy();
  });

  it('shows share, events, rate and time left, and can be cancelled', async () => {
    const { run } = await running();
    run.progress({
      phase: 'reading',
      fraction: 0.42,
      bytesRead: 35e6,
      bytesTotal: 84e6,
      events: 412_345,
      refused: 3,
      bytesPerSecond: 38e6,
      secondsLeft: 3.2,
      file: 'recipes.ndjson.gz',
    });
    expect(screen.getByRole('progressbar', { name: 'Import' }).getAttribute('aria-valuenow')).toBe('42');
    for (const words of ['412,345 events', '35.0 MB of 84.0 MB', '38.0 MB/s', '4 s left', '3 refused'])
      expect(screen.getByText(words)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await vi.waitFor(() => expect(screen.getByRole('status').textContent).toContain('untouched'));
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('says the project’s totals first, then what was added', async () => {
    const { run } = await running();
    run.succeed(report());
    const line = '37,812 events · 3,350 users · 14 event names · 1,234 days · 0 duplicates dropped · 0 lines refused';
    await vi.waitFor(() => expect(screen.getByRole('status').textContent).toContain(line));
    expect(screen.getByRole('status').textContent).toContain('Added 37,812 events from export.ndjson.gz to Recipe app');
    expect(screen.queryByText('Refused lines, by reason')).toBeNull();
  });

  it('lists refused lines by reason with their first numbers, and says when an export is not complete', async () => {
    const { run } = await running();
    run.succeed({ ...refused, incomplete: true });
    await screen.findByText('Refused lines, by reason');
    expect(screen.getByText('Not readable as JSON', { exact: false }).textContent).toContain('a.ndjson, line 12');
    expect(screen.getByRole('status').textContent).toContain('This export is not complete');
    expect(screen.getByRole('button', { name: 'Refused lines as CSV' })).toBeTruthy();
  });

  it('says what is wrong with a file, as an alert', async () => {
    const { run } = await running();
    run.fail(
      new PteroError({
        code: 'import/not-an-export',
        message: 'report.csv looks like a table (CSV). Ptero reads Mixpanel’s raw export.',
      }),
    );
    expect((await screen.findByRole('alert')).textContent).toContain('looks like a table (CSV)');
  });

  it('asks for the zone with the likeliest chosen, and reads with it', async () => {
    const view = await setUp({ projects: [], inspections: [inspection({ wallClockOffsetMinutes: 120 })] });
    view.offer('old.ndjson');
    const select = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Time zone' });
    expect(select.value).toBe('Europe/Berlin');
    fireEvent.click(screen.getByRole('button', { name: 'Use this zone' }));
    await vi.waitFor(() =>
      expect(view.ingest.runs[0]?.arguments.timeBasis).toEqual({ kind: 'wall-clock', zone: 'Europe/Berlin' }),
    );
  });
});

describe('refused lines as files', () => {
  it('are CSV that no spreadsheet runs', () => {
    expect(refusalsAsCsv(refused)).toBe('reason,file,line,excerpt\r\nnot-json,a.ndjson,12,"\'=cmd,""x"""\r\n');
  });

  it('are NDJSON', () => {
    expect(JSON.parse(refusalsAsNdjson(refused))).toEqual({
      reason: 'not-json',
      file: 'a.ndjson',
      line: 12,
      excerpt: '=cmd,"x"',
    });
  });
});

describe('offsetWords', () => {
  it.each([
    [120, '2 hours ahead of UTC'],
    [-60, '1 hour behind UTC'],
    [330, '5 h 30 min ahead of UTC'],
  ])('%d', (minutes, words) => expect(offsetWords(minutes)).toBe(words));
});
