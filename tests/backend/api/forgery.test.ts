import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '#contract/database.ts';
import { type Client, must, needs, newClient, type Person, serviceClient } from '../context.ts';
import { definition, document, json, scenarioIn } from '../documents.ts';
import { join, person, workspaceOf } from '../people.ts';

/** A refusal of PostgREST, or what an insert answered. */
const codeOf = async (asked: PromiseLike<{ error: { code: string } | null }>) => (await asked).error?.code ?? 'taken';

let ada: Person;
let bob: Person;
let eve: Person;
let ours: string;
let theirs: string;
let mine: { projectId: string; scenarioId: string };
let foreign: { projectId: string; scenarioId: string };

beforeAll(async () => {
  [ada, bob, eve] = await Promise.all([person('Ada'), person('Bob'), person('Eve')]);
  [ours, theirs] = await Promise.all([workspaceOf(ada, 'Ours'), workspaceOf(eve, 'Theirs')]);
  await join(ours, ada, bob);
  mine = await scenarioIn(ada.client, ours);
  foreign = await scenarioIn(eve.client, theirs);
});

/** The generated types forbid what is tried here; the server must as well. */
const forged = (row: object) => row as never;

describe('a forged workspace', needs('accounts'), () => {
  it.each([
    ['projects', () => ({ workspace_id: ours, name: 'x' })],
    ['scenarios', () => ({ workspace_id: ours, project_id: mine.projectId, definition: json(definition) })],
    ['results', () => ({ workspace_id: ours, scenario_id: mine.scenarioId, document })],
    ['pins', () => ({ workspace_id: ours, scenario_id: mine.scenarioId })],
    ['hidden_events', () => ({ workspace_id: ours, project_id: mine.projectId, event: 'x' })],
  ] as const)('is refused in %s', async (table, row) => {
    expect(await codeOf(eve.client.from(table).insert(forged(row())))).toBe('42501');
  });

  it.each([
    ['scenarios', () => ({ workspace_id: theirs, project_id: mine.projectId, definition: json(definition) })],
    ['results', () => ({ workspace_id: theirs, scenario_id: mine.scenarioId, document })],
    ['pins', () => ({ workspace_id: theirs, scenario_id: mine.scenarioId })],
    ['hidden_events', () => ({ workspace_id: theirs, project_id: mine.projectId, event: 'x' })],
  ] as const)('of one’s own around what is another’s is refused in %s', async (table, row) => {
    expect(await codeOf(eve.client.from(table).insert(forged(row())))).toBe('23503');
  });

  it('cannot be given to a scenario later', async () => {
    const moved = eve.client
      .from('scenarios')
      .update(forged({ workspace_id: ours }))
      .eq('id', foreign.scenarioId);
    expect(await codeOf(moved)).toBe('42501');
  });

  it('gains nothing by an upsert over another’s row', async () => {
    const row = {
      id: mine.scenarioId,
      workspace_id: theirs,
      project_id: foreign.projectId,
      definition: json(definition),
    };
    expect(await codeOf(eve.client.from('scenarios').upsert(forged(row)))).toBe('42501');
    const result = { scenario_id: mine.scenarioId, workspace_id: theirs, document };
    expect(await codeOf(eve.client.from('results').upsert(forged(result)))).toMatch(/^(42501|23503)$/);
    const kept = await must(ada.client.from('scenarios').select('workspace_id').eq('id', mine.scenarioId).single());
    expect(kept.workspace_id).toBe(ours);
  });
});

describe('a forged person', needs('accounts'), () => {
  it.each([
    ['projects', 'created_by', () => ({ workspace_id: ours, name: 'x' })],
    [
      'scenarios',
      'created_by',
      () => ({ workspace_id: ours, project_id: mine.projectId, definition: json(definition) }),
    ],
    [
      'scenarios',
      'updated_by',
      () => ({ workspace_id: ours, project_id: mine.projectId, definition: json(definition) }),
    ],
    ['results', 'computed_by', () => ({ workspace_id: ours, scenario_id: mine.scenarioId, document })],
    ['pins', 'pinned_by', () => ({ workspace_id: ours, scenario_id: mine.scenarioId })],
    ['hidden_events', 'hidden_by', () => ({ workspace_id: ours, project_id: mine.projectId, event: 'x' })],
    ['notifications', 'user_id', () => ({ kind: 'team/removed' })],
    ['members', 'user_id', () => ({ workspace_id: ours, role: 'admin' })],
  ] as const)('is refused in %s as %s', async (table, column, row) => {
    expect(await codeOf(bob.client.from(table).insert(forged({ ...row(), [column]: ada.id })))).toBe('42501');
  });

  it('cannot take another’s profile', async () => {
    const { data } = await bob.client.from('profiles').update({ name: 'Mallory' }).eq('id', ada.id).select();
    expect(data).toEqual([]);
    expect(
      await codeOf(
        bob.client
          .from('profiles')
          .update(forged({ id: ada.id }))
          .eq('id', bob.id),
      ),
    ).toBe('42501');
  });
});

describe('mass assignment', needs('accounts'), () => {
  it.each([
    ['profiles', { name: 'x', email: 'admin@example.com' }],
    ['workspaces', { name: 'x', created_by: null }],
    ['projects', { name: 'x', created_at: '2000-01-01' }],
    ['scenarios', { name: 'x', updated_at: '2100-01-01' }],
    ['members', { role: 'admin' }],
    ['invitations', { accepted_at: null, role: 'admin' }],
    ['notifications', { read_at: null, payload: {} }],
    ['audit_log', { action: 'nothing' }],
    ['changes', { entity: 'nothing' }],
  ] as const)('is refused in %s', async (table, row) => {
    const change = (ada.client as unknown as { from(t: string): ReturnType<Client['from']> }).from(table);
    expect(await codeOf((change as never as LooseTable).update(row).not('created_at', 'is', null))).toMatch(
      /^(42501|42703)$/,
    );
  });
});

interface LooseTable {
  update(row: object): {
    not(column: string, operator: string, value: null): PromiseLike<{ error: { code: string } | null }>;
  };
}

describe('guessing an id', needs('accounts'), () => {
  it.each(['projects', 'scenarios'] as const)('finds, changes and deletes nothing in %s', async (table) => {
    const id = table === 'projects' ? mine.projectId : mine.scenarioId;
    expect(await must(eve.client.from(table).select('*').eq('id', id))).toEqual([]);
    expect(await must(eve.client.from(table).update({ name: 'x' }).eq('id', id).select())).toEqual([]);
    expect(await must(eve.client.from(table).delete().eq('id', id).select())).toEqual([]);
    expect(await must(ada.client.from(table).select('id').eq('id', id))).toHaveLength(1);
  });

  it('does not tell by counting either', async () => {
    const { count } = await eve.client
      .from('scenarios')
      .select('*', { count: 'exact', head: true })
      .eq('workspace_id', ours);
    expect(count).toBe(0);
  });
});

describe('an embedded table', needs('accounts'), () => {
  it('shows no more than the table itself', async () => {
    const mineWithAll = await must(
      eve.client
        .from('workspaces')
        .select('id, members(*), projects(*, scenarios(*, results(*), pins(*))), invitations(*), audit_log(*)'),
    );
    expect(mineWithAll.map(({ id }) => id)).toEqual([theirs]);
    expect(JSON.stringify(mineWithAll)).not.toContain(ours);
  });

  it('shows a teammate’s profile but not the other workspaces of that teammate', async () => {
    const elsewhere = await workspaceOf(bob, 'Private matters');
    const seen = await must(ada.client.from('profiles').select('id, members(workspace_id)').eq('id', bob.id));
    expect(seen).toEqual([{ id: bob.id, members: [{ workspace_id: ours }] }]);
    expect(elsewhere).not.toBe(ours);
  });

  it.each(['auth', 'private', 'supabase_migrations', 'pg_catalog'])('cannot reach schema %s', async (schema) => {
    const asked = (
      eve.client as never as {
        schema(name: string): {
          from(t: string): { select(c: string): PromiseLike<{ error: { code: string } | null }> };
        };
      }
    )
      .schema(schema)
      .from('users')
      .select('*');
    expect(await codeOf(asked)).toBe('PGRST106');
  });

  it('may not be one that nothing refers to', async () => {
    const asked = eve.client.from('profiles').select('id, users(*)' as 'id');
    expect(await codeOf(asked)).toBe('PGRST200');
  });
});

describe('what is called without being a member', needs('accounts'), () => {
  it.each([
    ['leave_workspace', {}],
    ['delete_workspace', {}],
    ['export_workspace', {}],
    ['invite_member', { email: 'x@example.com' }],
    ['remove_member', { user_id: () => ada.id }],
    ['set_member_role', { user_id: () => ada.id, role: 'member' }],
  ] as const)('%s is not found', async (name, more: Readonly<Record<string, unknown>>) => {
    const rest = Object.fromEntries(
      Object.entries(more).map(([key, value]) => [key, typeof value === 'function' ? value() : value]),
    );
    const { error, status } = await eve.client.rpc(name as 'leave_workspace', { workspace_id: ours, ...rest });
    expect({ status, hint: error?.hint }).toEqual({ status: 404, hint: 'team/not-found' });
  });

  it('a visitor may call none', async () => {
    expect(await codeOf(newClient().rpc('create_workspace', { name: 'x' }))).toBe('42501');
  });

  it('nobody but the service makes codes', async () => {
    const invitation = await must(ada.client.rpc('invite_member', { workspace_id: ours, email: 'late@example.com' }));
    expect(await codeOf(ada.client.rpc('issue_invitation_code', { invitation_id: invitation }))).toBe('42501');
    const issued = (await must(serviceClient().rpc('issue_invitation_code', { invitation_id: invitation }))) as {
      code: string;
    };
    const seen = await must(ada.client.from('invitations').select('*').eq('id', invitation));
    const exported = (await must(ada.client.rpc('export_workspace', { workspace_id: ours }))) as Json;
    expect(JSON.stringify([seen, exported])).not.toContain(issued.code);
  });

  it('what is in `private` cannot be called', async () => {
    const asked = (
      ada.client as never as { rpc(name: string, args: object): PromiseLike<{ error: { code: string } | null }> }
    ).rpc('is_admin', { workspace: ours });
    expect(await codeOf(asked)).toBe('PGRST202');
  });
});
