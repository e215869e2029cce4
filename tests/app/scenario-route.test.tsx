import { screen } from '@solidjs/testing-library';
import { expect, it, vi } from 'vitest';
import { ScenarioRoute } from '#app/scenario-route.tsx';
import { createFakeServer, fieldNotes } from '#tests/ui/fakes/team.ts';
import { renderWithTeam } from '#tests/ui/fakes/with-team.tsx';

vi.mock('@solidjs/router', () => ({ useParams: () => ({ id: 'from-a-mail' }) }));

it('a scenario that a mail links to is looked for in its workspace, whichever was chosen', async () => {
  history.replaceState(null, '', '/scenario/from-a-mail?workspace=w1');
  const server = createFakeServer([fieldNotes(), { ...fieldNotes(), id: 'w2', name: 'Other' }]);
  const { team } = renderWithTeam(() => <ScenarioRoute />, server, { hints: { 'ptero-workspace': 'w2' } });
  await vi.waitFor(() => expect(team.workspaces.current()?.id).toBe('w1'));
  expect(location.search).toBe('');
  expect(await screen.findByText(/One of a workspace shows when you are signed in/u)).toBeTruthy();
});
