import { screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import { HomeScreen } from '#app/home-screen.tsx';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { createFakeServer, fieldNotes, refusal } from '#tests/ui/fakes/team.ts';
import { renderWithTeam } from '#tests/ui/fakes/with-team.tsx';

const home = (expectsTeam = () => false) => <HomeScreen expectsProjects={false} expectsTeam={expectsTeam} />;
const chosen = { hints: { 'ptero-workspace': 'w1' }, projects: [] };
const welcome = () => screen.findByRole('heading', { level: 1, name: /leads/ });

/** A teammate without events in this browser, before the server has said which workspaces there are. */
async function comingBack() {
  // Welcome's code is here, so that nothing but the state keeps it from being shown.
  await import('#ui/welcome/welcome-screen.tsx');
  const server = createFakeServer([fieldNotes()]);
  const answers: { resolve: () => void; reject: (cause: unknown) => void }[] = [];
  const workspaces = server.client.workspaces;
  const held = {
    ...server,
    client: {
      ...server.client,
      workspaces: async (userId: string) => {
        await new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
        return workspaces(userId);
      },
    },
  };
  const view = renderWithTeam(home, held, chosen);
  await vi.waitFor(() => expect(view.app.projects.list()).toEqual([]));
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  return { ...view, answers };
}

describe('coming back of a teammate without events here', () => {
  it('shows no welcome before the team’s dashboard', async () => {
    const { team, answers, container } = await comingBack();
    expect(container.textContent).toBe('');
    answers[0]?.resolve();
    await vi.waitFor(() => expect(team.workspaces.current()?.name).toBe('Field notes'));
    await vi.waitFor(() => expect(container.textContent).not.toBe(''));
    expect(screen.queryByRole('heading', { level: 1, name: /leads/ })).toBeNull();
  });

  it('shows welcome when the workspace cannot be had', async () => {
    const { answers } = await comingBack();
    answers[0]?.reject(refusal('backend/unreachable'));
    expect(await welcome()).toBeDefined();
  });

  it('waits for the code of teams, and does without where it does not come', async () => {
    await import('#ui/welcome/welcome-screen.tsx');
    const [isComing, setComing] = createSignal(true);
    const { container, app } = renderScreen(() => home(isComing), { projects: [] });
    await vi.waitFor(() => expect(app.projects.list()).toEqual([]));
    expect(container.textContent).toBe('');
    setComing(false);
    expect(await welcome()).toBeDefined();
  });
});

describe('a visit by somebody who has chosen no workspace', () => {
  it('shows welcome at once', async () => {
    renderWithTeam(home, createFakeServer([fieldNotes()]), { ...chosen, hints: {} });
    expect(await welcome()).toBeDefined();
  });
});
