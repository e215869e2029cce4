import { fireEvent, screen } from '@solidjs/testing-library';
import { describe, expect, it, vi } from 'vitest';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { project, report } from '#tests/ui/fakes/clients.ts';
import { exportCommand } from '#ui/welcome/export-guide.tsx';
import { WelcomeScreen } from '#ui/welcome/welcome-screen.tsx';

const setUp = () => renderScreen(() => <WelcomeScreen />, { projects: [] });

describe('Welcome', () => {
  it('goes from one click on the sample to its scenario', async () => {
    const { ingest, projects, went, analysis } = setUp();
    fireEvent.click(screen.getByRole('button', { name: 'Try sample data' }));
    await vi.waitFor(() => expect(ingest.runs).toHaveLength(1));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Try sample data' }).disabled).toBe(true);
    projects.push(project());
    ingest.runs[0]?.succeed(report());
    await vi.waitFor(() => expect(went).toEqual(['/scenario/s1']));
    expect(analysis.runs).toHaveLength(1);
  });

  it('takes several files through an input of its own name', async () => {
    const { app, ingest } = setUp();
    await vi.waitFor(() => expect(app.projects.list()).toEqual([]));
    const input = screen.getByLabelText<HTMLInputElement>('Open an export file');
    expect([input.type, input.multiple]).toEqual(['file', true]);
    const files = [new File(['{}'], 'a.ndjson'), new File(['{}'], 'b.ndjson')];
    Object.defineProperty(input, 'files', { value: files });
    fireEvent.change(input);
    await vi.waitFor(() => expect(ingest.runs[0]?.arguments.files).toEqual(files));
  });

  it('lets choose a folder', () => {
    setUp();
    expect(screen.getByLabelText<HTMLInputElement>('Choose a folder').webkitdirectory).toBe(true);
  });

  it('says plainly that it reads files, and gives the command of the region', async () => {
    setUp();
    fireEvent.click(screen.getByRole('button', { name: 'Connect Mixpanel' }));
    expect((await screen.findByRole('dialog', { name: 'Connect Mixpanel' })).textContent).toContain(
      'needs a workspace',
    );
    fireEvent.click(screen.getByRole('radio', { name: 'EU' }));
    expect(screen.getByLabelText('Export command').textContent).toContain(
      'https://data-eu.mixpanel.com/api/2.0/export?project_id=',
    );
  });
});

describe('exportCommand', () => {
  it('asks for milliseconds, with both a name and a secret', () => {
    expect(exportCommand('in')).toContain('https://data-in.mixpanel.com');
    expect(exportCommand('us')).toMatch(/time_in_ms=true.*--user "[A-Z_]+:[A-Z_]+"/su);
  });
});
