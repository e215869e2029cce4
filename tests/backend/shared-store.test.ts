import { beforeAll, describe, expect, it } from 'vitest';
import { createSharedStore } from '#data/backend/shared-store.ts';
import type { SharedStore } from '#contract/shared.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { SharedChange, SharedDeed } from '#core/sharing/shared-change.ts';
import { must, needs, type Person } from './context.ts';
import { definition, document } from './documents.ts';
import { join, person, workspaceOf } from './people.ts';

const result = document as unknown as ResultDocument;
const change = (scenarioId: string, deed: SharedDeed): SharedChange => ({
  id: crypto.randomUUID(),
  scenarioId,
  title: 'A → B',
  deed,
  tried: false,
});

describe('what a team shares, over the real PostgREST', needs('accounts'), () => {
  let ada: Person;
  let bob: Person;
  let workspace: string;
  let hers: SharedStore;
  let his: SharedStore;
  const project = { id: crypto.randomUUID(), name: 'App' };

  beforeAll(async () => {
    [ada, bob] = await Promise.all([person('Ada'), person('Bob')]);
    workspace = await workspaceOf(ada);
    await join(workspace, ada, bob);
    hers = createSharedStore(ada.client);
    his = createSharedStore(bob.client);
    await hers.makeProject(workspace, project);
  });

  const make = async (store: SharedStore, id = crypto.randomUUID()) => {
    const scenario = {
      id,
      projectId: project.id,
      name: null,
      definition,
      colour: 'blue',
      suggestedBecause: null,
    } as const;
    await store.send(workspace, change(id, { kind: 'create', scenario, restores: false }));
    return id;
  };
  const found = async (id: string) => (await his.some(workspace, [id]))[0];

  it('shows a teammate who made what, in which project, and takes a creation twice', async () => {
    const id = await make(hers);
    await make(hers, id);
    await hers.makeProject(workspace, project);
    const page = await his.newest(workspace, bob.id);
    expect(page.projects).toEqual([project]);
    expect(page.isAll).toBe(true);
    expect(page.scenarios.find((one) => one.id === id)).toMatchObject({
      createdBy: ada.id,
      projectId: project.id,
      definition,
      pin: null,
      answer: null,
    });
  });

  it('says who pinned, keeps the first pin, and lets anybody unpin', async () => {
    const id = await make(hers);
    const pin = (pinned: boolean) => change(id, { kind: 'pin', pinned, before: !pinned });
    expect(await his.send(workspace, pin(true))).toBe(true);
    expect(await hers.send(workspace, pin(true))).toBe(true);
    expect((await found(id))?.pin?.by).toBe(bob.id);
    await hers.send(workspace, pin(false));
    await hers.send(workspace, pin(false));
    expect((await found(id))?.pin).toBeNull();
  });

  it('keeps name, colour and question by the last writer, whose name it carries', async () => {
    const id = await make(hers);
    const other = { ...definition, keepOutliers: true };
    await hers.send(workspace, change(id, { kind: 'rename', name: 'Hers', before: null }));
    await his.send(workspace, change(id, { kind: 'rename', name: 'His', before: null }));
    await his.send(workspace, change(id, { kind: 'colour', colour: 'red', before: 'blue' }));
    await his.send(workspace, change(id, { kind: 'redefine', definition: other, before: definition }));
    expect(await found(id)).toMatchObject({ name: 'His', colour: 'red', definition: other, updatedBy: bob.id });
  });

  it('lets a deletion win over every later change, and remembers it', async () => {
    const id = await make(hers);
    const kept = await make(hers);
    expect(await hers.send(workspace, change(id, { kind: 'delete' }))).toBe(true);
    expect(await hers.send(workspace, change(id, { kind: 'delete' }))).toBe(false);
    expect(await his.send(workspace, change(id, { kind: 'rename', name: 'x', before: null }))).toBe(false);
    expect(await his.send(workspace, change(id, { kind: 'pin', pinned: true, before: false }))).toBe(false);
    expect(await his.deletedAmong(workspace, [id, kept])).toEqual(new Set([id]));
    expect(await his.some(workspace, [id, kept])).toHaveLength(1);
    expect(await his.putAnswer(workspace, id, { result, previous: null })).toBe(false);
  });

  it('refuses a deletion by a member of what another made', async () => {
    const id = await make(hers);
    await expect(his.send(workspace, change(id, { kind: 'delete' }))).rejects.toMatchObject({
      code: 'team/refused',
      details: { reason: 'team/not-allowed' },
    });
    expect(await found(id)).toBeDefined();
  });

  it('gives a teammate the answer as it was stored, and the card its summary, its author and its data', async () => {
    const id = await make(hers);
    expect(await his.answer(id)).toBeNull();
    await hers.putAnswer(workspace, id, { result, previous: null });
    expect(await his.answer(id)).toEqual({ result, previous: null });
    expect((await found(id))?.answer).toMatchObject({
      computedBy: ada.id,
      summary: { fingerprint: 'f', conversion: { share: 0.4 }, dataToMs: 1, claim: 'ranked', top: [] },
    });
    await his.putAnswer(workspace, id, { result: { ...result, fingerprint: 'g' }, previous: null });
    expect((await found(id))?.answer).toMatchObject({ computedBy: bob.id, summary: { fingerprint: 'g' } });
  });

  it('shares which events a project hides', async () => {
    await hers.hideEvents(workspace, project.id, ['Ping', 'Zoom, "in"']);
    await his.hideEvents(workspace, project.id, ['Ping']);
    expect((await his.hiddenEvents(project.id)).toSorted()).toEqual(['Ping', 'Zoom, "in"']);
    await his.unhideEvents(project.id, ['Zoom, "in"']);
    expect(await hers.hiddenEvents(project.id)).toEqual(['Ping']);
  });

  it('shows strangers nothing, and the removed neither', async () => {
    const eve = await person('Eve');
    const eves = createSharedStore(eve.client);
    expect(await eves.newest(workspace, eve.id)).toEqual({ scenarios: [], projects: [], isAll: true });
    await expect(make(eves)).rejects.toMatchObject({ details: { reason: 'team/not-allowed' } });
  });

  it('brings what is pinned and what is mine however old, and everything when asked', async () => {
    const big = await workspaceOf(bob, 'Many');
    await join(big, bob, ada);
    const own = { id: crypto.randomUUID(), name: 'Big' };
    await hers.makeProject(big, own);
    const row = (id: string) => ({ id, workspace_id: big, project_id: own.id, definition: definition as never });
    const [mine, pinned] = [crypto.randomUUID(), crypto.randomUUID()];
    await must(ada.client.from('scenarios').insert(row(mine)).select('id'));
    await must(bob.client.from('scenarios').insert(row(pinned)).select('id'));
    await must(bob.client.from('pins').insert({ scenario_id: pinned, workspace_id: big }).select());
    await must(
      bob.client
        .from('scenarios')
        .insert(Array.from({ length: 1200 }, () => row(crypto.randomUUID())))
        .select('id'),
    );
    const page = await hers.newest(big, ada.id);
    const ids = page.scenarios.map(({ id }) => id);
    expect(page.isAll).toBe(false);
    expect(ids).toHaveLength(202);
    expect(ids.slice(-2)).toEqual([pinned, mine]);
    const all = await hers.all(big);
    expect(new Set(all.map(({ id }) => id)).size).toBe(1202);
    expect(
      await hers.some(
        big,
        all.slice(0, 250).map(({ id }) => id),
      ),
    ).toHaveLength(250);
  });

  it('says in a code when the server cannot be reached', async () => {
    const { createClient } = await import('@supabase/supabase-js');
    const { WebSocket } = await import('ws');
    const nowhere = createClient('http://127.0.0.1:1', 'sb_publishable_x', {
      auth: { persistSession: false, autoRefreshToken: false },
      realtime: { transport: WebSocket as never },
    });
    await expect(createSharedStore(nowhere).newest(workspace, ada.id)).rejects.toMatchObject({
      code: 'team/refused',
      details: { reason: 'backend/unreachable' },
    });
  });
});
