import type { RealtimeChannel } from '@supabase/supabase-js';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Client, must, needs, newClient, type Person } from './context.ts';
import { scenarioIn } from './documents.ts';
import { join, person, workspaceOf } from './people.ts';

type News = Readonly<Record<string, unknown>>;

let ada: Person;
let workspace: string;
const open: { client: Client; channel: RealtimeChannel }[] = [];

beforeAll(async () => {
  ada = await person('Ada');
  workspace = await workspaceOf(ada);
});

afterEach(async () => {
  for (const { client, channel } of open.splice(0)) await client.removeChannel(channel);
});

interface Listening {
  readonly heard: News[];
  /** Resolves when what was heard fits. */
  until(fits: (heard: readonly News[]) => boolean): Promise<void>;
}

/** Listens as the app does, and resolves when changes do come: a hosted server says yes to the channel a while before. */
async function listen(client: Client, table: string, filter?: string): Promise<Listening> {
  const heard: News[] = [];
  const waiting = new Set<() => void>();
  const channel = client
    .channel(`${table}:${Math.random()}`)
    .on('postgres_changes', { event: 'INSERT', schema: 'public', table, ...(filter ? { filter } : {}) }, (news) => {
      heard.push(news.new);
      for (const look of waiting) look();
    });
  open.push({ client, channel });
  await new Promise<void>((resolve, reject) => {
    channel.on('system', {}, ({ extension, status, message }) => {
      if (extension !== 'postgres_changes') return;
      if (status === 'ok') resolve();
      else reject(new Error(message));
    });
    channel.subscribe((status, error) => {
      if (status === 'CHANNEL_ERROR') reject(error ?? new Error('refused'));
    });
  });
  return {
    heard,
    until: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          if (!fits(heard)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

const entities = (heard: readonly News[]) =>
  heard.map(({ entity, operation }) => `${String(entity)} ${String(operation)}`);

describe('what happens in a workspace', needs('accounts'), () => {
  it('is heard by its members, deletions too, within two seconds', async () => {
    const bob = await person('Bob');
    await join(workspace, ada, bob);
    const { heard, until } = await listen(bob.client, 'changes', `workspace_id=eq.${workspace}`);
    const begin = performance.now();
    const { scenarioId } = await scenarioIn(ada.client, workspace);
    await ada.client.from('pins').insert({ workspace_id: workspace, scenario_id: scenarioId });
    await ada.client.from('scenarios').delete().eq('id', scenarioId);
    await until((all) => entities(all).includes('scenarios delete'));
    expect(performance.now() - begin).toBeLessThan(2000);
    expect(entities(heard)).toEqual(expect.arrayContaining(['projects insert', 'scenarios insert', 'pins insert']));
    expect(heard.at(-1)).toMatchObject({ workspace_id: workspace, row_id: scenarioId, actor: ada.id });
  });

  it('is heard by nobody else, whatever they ask to hear', async () => {
    const eve = await person('Eve');
    const own = await workspaceOf(eve);
    const everything = await listen(eve.client, 'changes');
    const theirs = await listen(eve.client, 'changes', `workspace_id=eq.${workspace}`);
    await scenarioIn(ada.client, workspace);
    await scenarioIn(eve.client, own);
    await everything.until((all) => entities(all).includes('scenarios insert'));
    expect(everything.heard.every(({ workspace_id }) => workspace_id === own)).toBe(true);
    expect(theirs.heard).toEqual([]);
  });

  it('is heard no more by one who was removed, who is told so in person', async () => {
    const bob = await person('Bob');
    await join(workspace, ada, bob);
    const changes = await listen(bob.client, 'changes', `workspace_id=eq.${workspace}`);
    const personal = await listen(bob.client, 'notifications', `user_id=eq.${bob.id}`);
    await must(ada.client.rpc('remove_member', { workspace_id: workspace, user_id: bob.id }));
    await personal.until((all) => all.length > 0);
    expect(personal.heard[0]).toMatchObject({
      kind: 'team/removed',
      payload: { workspace_id: workspace, workspace: 'A team' },
    });
    const before = changes.heard.length;
    await scenarioIn(ada.client, workspace);
    // News of his own is behind that of the workspace, so that when it is heard the other would have been.
    const own = await workspaceOf(bob);
    const all = await listen(bob.client, 'changes', `workspace_id=eq.${own}`);
    await must(bob.client.from('workspaces').select('id').eq('id', own));
    await scenarioIn(bob.client, own);
    await all.until((heard) => entities(heard).includes('scenarios insert'));
    expect(changes.heard).toHaveLength(before);
  });
});

describe('what a listener asks', needs('accounts'), () => {
  it('about a table that is not published is refused', needs('own server'), async () => {
    await expect(listen(ada.client, 'results')).rejects.toThrow('not in supabase_realtime');
  });

  it('with a filter the double does not know is refused', needs('own server'), async () => {
    await expect(listen(ada.client, 'changes', 'id=gt.3')).rejects.toThrow('column=eq.value');
  });

  const expectNothingHeard = async (client: Client) => {
    const visitor = await listen(client, 'changes');
    const { heard, until } = await listen(ada.client, 'changes', `workspace_id=eq.${workspace}`);
    await scenarioIn(ada.client, workspace);
    await until((all) => entities(all).includes('scenarios insert'));
    expect(heard.length).toBeGreaterThan(0);
    expect(visitor.heard).toEqual([]);
  };

  it('without a session is not told', () => expectNothingHeard(newClient()));

  // A hosted one refuses the channel at once.
  it('with a token that is none is not told', needs('own server'), () =>
    expectNothingHeard(newClient({ token: 'x.y.z' })),
  );
});
