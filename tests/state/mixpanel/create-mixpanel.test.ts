import { afterEach, describe, expect, it, vi } from 'vitest';
import { connection, createConnectedTeam, createFakeMixpanel } from '#tests/ui/fakes/mixpanel.ts';
import { createFakeServer, fieldNotes } from '#tests/ui/fakes/team.ts';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

function make(
  mixpanel = createFakeMixpanel({ connections: [connection()] }),
  server = createFakeServer([fieldNotes()]),
) {
  const made = createConnectedTeam(server, mixpanel, {
    hints: { 'ptero-workspace': 'w1' },
    projects: [
      { id: 'sp1', name: 'Shop' },
      { id: 'sp2', name: 'Left over' },
    ],
  });
  stops.push(made.disposeAll);
  return { ...made, fake: mixpanel, server };
}
const form = {
  projectId: 'sp2',
  region: 'us',
  mixpanelProjectId: '1',
  kind: 'project_secret',
  username: null,
  secret: 'hidden-secret',
  timeZone: 'UTC',
  createdOn: null,
} as const;

describe('connections of the workspace being looked at', () => {
  it('are read, and read again at news of them', async () => {
    const { mixpanel, fake, server } = make();
    await vi.waitFor(() => expect(mixpanel.connections()).toHaveLength(1));
    await fake.client.disconnect('sp1');
    server.tellWorkspace('w1', { entity: 'scenarios' });
    expect(mixpanel.connections()).toHaveLength(1);
    server.tellWorkspace('w1', { entity: 'mixpanel_connections' });
    await vi.waitFor(() => expect(mixpanel.connections()).toEqual([]));
  });

  it('are none in this browser by itself', async () => {
    const { mixpanel, team } = make();
    await vi.waitFor(() => expect(mixpanel.connections()).toHaveLength(1));
    team.workspaces.choose(null);
    expect(mixpanel.connections()).toEqual([]);
  });

  it('are the last seen ones without the server, which is said', async () => {
    const server = createFakeServer([fieldNotes()]);
    const first = make(undefined, server);
    await vi.waitFor(() => expect(first.mixpanel.connections()).toHaveLength(1));
    await vi.waitFor(() => expect([...server.kept.keys()].join()).toContain('w1/mixpanel'));
    const fake = createFakeMixpanel();
    fake.setReachable(false);
    const { mixpanel } = make(fake, server);
    await vi.waitFor(() => expect(mixpanel.error()?.details['reason']).toBe('backend/unreachable'));
    expect(mixpanel.connections()?.map(({ projectId }) => projectId)).toEqual(['sp1']);
  });

  it('take a project of that name which is not connected, else make one, once', async () => {
    const { mixpanel, fake } = make();
    await vi.waitFor(() => expect(mixpanel.connections()).toHaveLength(1));
    expect(await mixpanel.projectFor({ name: ' Left over ' })).toBe('sp2');
    expect(await mixpanel.projectFor({ name: 'Shop' })).toBe('sp-new-1');
    expect(await mixpanel.projectFor({ name: 'Shop' })).toBe('sp-new-1');
    expect(await mixpanel.projectFor({ id: 'sp1' })).toBe('sp1');
    expect(fake.made).toEqual([{ id: 'sp-new-1', name: 'Shop' }]);
  });

  it('keep no secret, neither in what is shown nor in what is kept', async () => {
    const { mixpanel, server, hints } = make();
    await mixpanel.connect(form);
    await vi.waitFor(() => expect(mixpanel.connections()).toHaveLength(2));
    await vi.waitFor(() => expect(JSON.stringify([...server.kept])).toContain('"sp2"'));
    const everything = JSON.stringify([mixpanel.connections(), [...server.kept], [...hints]]);
    expect(everything).not.toContain('hidden-secret');
  });

  it('ask for the server’s counts when somebody looks at them', async () => {
    const fake = createFakeMixpanel({ counts: [{ day: 1, users: 5, byProject: {} }] });
    const counts = vi.spyOn(fake.client, 'counts');
    const { mixpanel } = make(fake);
    await vi.waitFor(() => expect(mixpanel.connections()).toEqual([]));
    expect(counts).not.toHaveBeenCalled();
    mixpanel.counts();
    await vi.waitFor(() => expect(mixpanel.counts()).toHaveLength(1));
    expect(counts).toHaveBeenCalledOnce();
  });
});
