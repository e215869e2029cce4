import { beforeAll, describe, expect, it } from 'vitest';
import { must, needs, type Person } from '../context.ts';
import { definition, document, json, scenarioIn } from '../documents.ts';
import { person, workspaceOf } from '../people.ts';

const nasty = [
  `'; drop table public.scenarios; --`,
  `" or 1=1 --`,
  `$$); select pg_sleep(10); --`,
  `<script>alert(1)</script>`,
  `<img src=x onerror=alert(1)>`,
  `{{ .SiteURL }}`,
  `=HYPERLINK("http://example.com")`,
  `../../etc/passwd`,
  `%00%0d%0aBcc: x@example.com`,
  `Ω≈ç√ 部署 🦖`,
];

let ada: Person;
let workspace: string;
let projectId: string;

beforeAll(async () => {
  ada = await person('Ada');
  workspace = await workspaceOf(ada);
  ({ projectId } = await scenarioIn(ada.client, workspace));
});

describe('SQL, HTML and the like', needs('accounts'), () => {
  it.each(nasty)('%j comes back from every text field as it went in', async (text) => {
    const { client } = ada;
    const other = await must(client.rpc('create_workspace', { name: text }));
    expect(await must(client.from('workspaces').select('name').eq('id', other).single())).toEqual({ name: text });
    await must(
      client
        .from('workspaces')
        .update({ name: `${text}.` })
        .eq('name', text)
        .select(),
    );

    const project = await must(
      client.from('projects').insert({ workspace_id: workspace, name: text }).select('id, name').single(),
    );
    expect(project.name).toBe(text);

    const asked = {
      ...definition,
      start: { event: text, filters: [{ property: text, operator: 'is', values: [text] }] },
    };
    const row = {
      workspace_id: workspace,
      project_id: projectId,
      name: text,
      suggested_because: text,
      definition: json(asked),
    };
    const scenario = await must(client.from('scenarios').insert(row).select('*').single());
    expect(scenario).toMatchObject({ name: text, suggested_because: text, definition: asked });

    const result = {
      ...(document as object),
      verdict: [text],
      rows: [{ id: 'r', shelf: 'ranked', direction: 'to', rank: 1, event: text }],
    };
    await must(
      client
        .from('results')
        .insert({ workspace_id: workspace, scenario_id: scenario.id, document: json(result) })
        .select(),
    );
    const stored = await must(
      client.from('results').select('document, summary').eq('scenario_id', scenario.id).single(),
    );
    expect(stored.document).toEqual(result);
    expect(stored.summary).toMatchObject({ top: [{ event: text }] });

    await must(
      client.from('hidden_events').insert({ workspace_id: workspace, project_id: project.id, event: text }).select(),
    );
    expect(await must(client.from('hidden_events').select('event').eq('project_id', project.id))).toEqual([
      { event: text },
    ]);

    await must(client.from('profiles').update({ name: text }).eq('id', ada.id).select());
    expect((await must(client.from('profiles').select('name').eq('id', ada.id).single())).name).toBe(text);
  });

  it.each(nasty)('%j filters and orders nothing but what it says', async (text) => {
    const found = await must(ada.client.from('scenarios').select('name').eq('name', text));
    expect(found.every(({ name }) => name === text)).toBe(true);
    const { error } = await ada.client
      .from('scenarios')
      .select('name')
      .order(text as 'name');
    expect(error === null ? '' : error.code).toMatch(/^(PGRST100|PGRST\d+|42703|)$/);
  });

  it.each(nasty)('%j is no address and no code', async (text) => {
    const invited = await ada.client.rpc('invite_member', { workspace_id: workspace, email: text });
    expect(invited.error?.hint).toBe('invitation/bad-email');
    expect((await ada.client.rpc('accept_invitation', { code: text })).error?.hint).toBe('invitation/not-found');
    expect((await ada.client.rpc('preview_invitation', { code: text })).error?.hint).toBe('invitation/not-found');
  });
});

describe('text that has no place in a name', needs('accounts'), () => {
  it.each([
    ['a line break', 'a\nb'],
    ['a bell', 'a\u0007'],
    ['nothing', ''],
    ['blanks around', ' a '],
    ['too much', 'x'.repeat(201)],
  ])('%s is refused', async (_what, name) => {
    const insert = { workspace_id: workspace, project_id: projectId, definition: json(definition), name };
    const { error } = await ada.client.from('scenarios').insert(insert);
    expect(error?.code).toBe('23514');
    expect(error?.message).toContain('scenarios_name_is_a_label');
  });

  it('a zero character is refused', async () => {
    const { error } = await ada.client.from('projects').insert({ workspace_id: workspace, name: 'a\u0000b' });
    expect(error?.code).toMatch(/^22(P05|021)$/);
  });

  it.each(['<svg onload=alert(1)>', 'data:image/webp;base64,UklGRg==', 'x'.repeat(30_000)])(
    '%.20j is no picture',
    async (picture) => {
      const { error } = await ada.client.from('profiles').update({ picture }).eq('id', ada.id);
      expect(error?.message).toContain('profiles_picture_is_small_webp');
    },
  );
});
