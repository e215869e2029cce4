import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { describe, expect, it } from 'vitest';
import type { Connection } from '#contract/mixpanel.ts';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { connection, createConnectedTeam, createFakeMixpanel } from '#tests/ui/fakes/mixpanel.ts';
import { createFakeServer, fieldNotes } from '#tests/ui/fakes/team.ts';
import { AppContext, useApp } from '#ui/kit/app-context.ts';
import { MixpanelSection } from '#ui/settings/mixpanel/mixpanel-section.tsx';

function show(connections: Connection[], as: string | null = 'Ada') {
  const mixpanel = createFakeMixpanel({ connections });
  const made = createConnectedTeam(createFakeServer([fieldNotes()], as), mixpanel, {
    hints: { 'ptero-workspace': 'w1' },
    projects: [
      { id: 'sp1', name: 'Recipe app' },
      { id: 'sp2', name: 'مطبخ الوصفات' },
    ],
  });
  const Within = () => (
    <AppContext.Provider value={{ ...useApp(), team: () => made.team }}>
      <MixpanelSection />
    </AppContext.Provider>
  );
  return { ...renderScreen(() => <Within />, { path: '/settings/mixpanel' }), mixpanel };
}

describe('Settings, Mixpanel', () => {
  it('shows everything about a connection but its secret', async () => {
    show([connection(), connection({ projectId: 'sp2', region: 'in', kind: 'project_secret', username: null })]);
    const rows = await screen.findAllByRole('listitem');
    expect(rows[0]?.textContent).toContain('Recipe appProject 3141592 · EU · Europe/Berlin');
    expect(rows[0]?.textContent).toContain('by Ada · nothing fetched yet');
    expect(rows[1]?.textContent).toContain('Mixpanel retires on 3 March 2027');
  });

  it('says a problem in words, with what to do', async () => {
    show([connection({ lastProblem: 'mixpanel/wrong-secret' })]);
    expect((await screen.findByRole('status')).textContent).toContain('An admin can replace them in the settings');
  });

  it('leads an admin to the credentials, and disconnects after a question', async () => {
    const { went } = show([connection()]);
    fireEvent.click(await screen.findByRole('button', { name: 'Replace the credentials of Recipe app' }));
    expect(went).toEqual(['/connect/sp1']);
    fireEvent.click(screen.getByRole('button', { name: 'Disconnect Recipe app' }));
    const dialog = await screen.findByRole('dialog', { name: 'Disconnect Recipe app?' });
    expect(dialog.textContent).toContain('The secret is deleted from the server');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }));
    expect(await screen.findByText('Nothing is connected yet')).toBeTruthy();
  });

  it('keeps the question open with the reason when it did not work', async () => {
    const { mixpanel } = show([connection()]);
    fireEvent.click(await screen.findByRole('button', { name: 'Disconnect Recipe app' }));
    mixpanel.setReachable(false);
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Disconnect' }));
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
  });

  it('tells a member who may change it, and offers nothing that is refused', async () => {
    show([connection()], 'Bob');
    expect(await screen.findByText(/Only admins connect, replace and disconnect: Ada/u)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Disconnect|Replace/u })).toBeNull();
    expect(screen.queryByRole('link', { name: /Connect a project/u })).toBeNull();
  });

  it('says whom to ask where nothing is connected', async () => {
    show([], 'Bob');
    await waitFor(() => expect(screen.getByText(/Ask Ada/u)).toBeTruthy());
  });

  it('asks to sign in first', async () => {
    show([], null);
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeTruthy();
  });
});
