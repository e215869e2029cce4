import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createFakeBilling, plans } from '#tests/ui/fakes/billing.ts';
import { definition, result } from '#tests/ui/fakes/clients.ts';
import { createFakeServer, fieldNotes, refusal } from '#tests/ui/fakes/team.ts';
import { renderWithTeam } from '#tests/ui/fakes/with-team.tsx';
import { NewScenario } from '#ui/dashboard/new-scenario.tsx';
import { ReadOnlyRun } from '#ui/billing/read-only-run.tsx';

beforeAll(() => import('#ui/billing/read-only-note.tsx'), 60_000);

function show(parts: Parameters<typeof renderWithTeam>[0], as = 'Ada', workspace = 'w1') {
  const server = createFakeServer([fieldNotes()], as);
  const fake = createFakeBilling(plans.readOnly());
  const made = renderWithTeam(parts, server, { hints: { 'ptero-workspace': workspace }, billing: fake });
  return { fake, ...made };
}
const explore = () => screen.getByRole('button', { name: 'Explore' });

describe('a read-only workspace', () => {
  it('refuses a new question with the reason and the way out, until it is paid for', async () => {
    const { app, fake, team } = show(() => <NewScenario />);
    await vi.waitFor(() => expect(app.projects.catalogue()).toBeDefined());
    await screen.findByText(/Nothing new can be asked while this workspace is read-only/);
    const describedBy = explore().getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(describedBy)?.textContent).toContain('Every result stays readable.');
    expect(screen.getByRole('link', { name: 'Go to Billing and usage' })).toBeTruthy();
    for (const [label, name] of [
      ['Start event', 'Sign Up'],
      ['Target event', 'Start Plan'],
    ] as const)
      fireEvent.input(screen.getByRole('combobox', { name: label }), { target: { value: name } });
    const create = vi.spyOn(app.scenarios, 'create');
    fireEvent.click(explore());
    expect(create).not.toHaveBeenCalled();
    fake.known.plan = plans.active();
    await team.billing?.refresh();
    expect(explore().getAttribute('aria-disabled')).toBeNull();
    expect(screen.queryByText(/read-only/)).toBeNull();
    fireEvent.click(explore());
    expect(create).toHaveBeenCalled();
  });

  it('tells a member whom to ask', async () => {
    show(() => <NewScenario />, 'Bob');
    await screen.findByText(/Ask Ada to pay for it/);
    expect(screen.queryByRole('link', { name: 'Go to Billing and usage' })).toBeNull();
  });

  it('says nothing to who works in this browser by oneself', async () => {
    const { team } = show(() => <NewScenario />, 'Ada', '');
    await waitFor(() => expect(team.workspaces.list()).toHaveLength(1));
    expect(explore().getAttribute('aria-disabled')).toBeNull();
  });

  it('refreshes no answer that is stale, and says so', async () => {
    const run = { kind: 'idle', result: result(definition('Sign Up', 'Start Plan')), stale: true } as const;
    show(() => <ReadOnlyRun run={run} />);
    await screen.findByText(/It cannot be refreshed while this workspace is read-only/);
    expect(screen.getByRole('button', { name: 'Refresh' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('works out nothing that was not yet', async () => {
    show(() => <ReadOnlyRun run={{ kind: 'idle', result: null, stale: false }} />);
    await screen.findByText(/It cannot be while this workspace is read-only/);
    expect(explore().getAttribute('aria-disabled')).toBe('true');
  });

  it('has nothing to say of an answer that is there, or on its way', () => {
    const current = { kind: 'idle', result: result(definition('Sign Up', 'Start Plan')), stale: false } as const;
    expect(show(() => <ReadOnlyRun run={current} />).container.textContent).toBe('');
    const loading = { kind: 'idle', result: null, stale: false, isLoading: true } as const;
    expect(show(() => <ReadOnlyRun run={loading} />).container.textContent).toBe('');
  });

  it('says why the server refused, above the last answer', async () => {
    const error = refusal('plan/read-only');
    const last = result(definition('Sign Up', 'Start Plan'));
    show(() => <ReadOnlyRun run={{ kind: 'failed', result: last, error }} />);
    expect((await screen.findByRole('alert')).textContent).toMatch(/read-only until it is paid for.*Below is the last/);
  });
});
