import { describe, expect, it } from 'vitest';
import { needs } from './context.ts';
import { runPgtap } from './pgtap.ts';

/** Cells a hole turns red, as `who verb thing`. */
const cells = (failed: readonly string[]) => failed.map((line) => line.replace(/: [^:]*$/, '')).toSorted();

describe('the rights of everybody to everything', needs('database'), () => {
  it('are as the matrix says, cell by cell', async () => {
    const report = await runPgtap('rights.test.sql');
    expect(report.failed).toEqual([]);
    expect(report.passed).toHaveLength(report.planned);
    process.stdout.write(`note: rights: ${report.notes.find((note) => note.includes('cells')) ?? ''}\n`);
    expect(report.planned).toBeGreaterThan(600);
  });

  it('turn red where any member could rename a workspace', async () => {
    const hole = `create policy "hole" on public.workspaces for update to authenticated
      using (id = any (array(select private.my_workspaces())));`;
    expect(cells((await runPgtap('rights.test.sql', hole)).failed)).toEqual(['member: update public.workspaces']);
  });

  it('turn red where anybody signed in could make himself a member', async () => {
    const hole = `grant insert on public.members to authenticated;
      create policy "hole" on public.members for insert to authenticated with check (true);`;
    const who = ['admin', 'member', 'other_admin', 'removed', 'stranger'];
    expect(cells((await runPgtap('rights.test.sql', hole)).failed)).toEqual(
      who.map((name) => `${name}: insert public.members`),
    );
  });

  it('turn red where a table or a function is new and not in the matrix', async () => {
    const table = await runPgtap('rights.test.sql', 'create table public.forgotten (id int);');
    expect(table.failed).toEqual(['no table and no verb is untested']);
    const added = `create function public.forgotten() returns int language sql as 'select 1';
      revoke all on function public.forgotten() from public, anon;`;
    expect((await runPgtap('rights.test.sql', added)).failed).toEqual(['no function of the API is untested']);
  });

  it('turn red where a visitor may call something', async () => {
    const open = await runPgtap('rights.test.sql', 'grant execute on function private.is_member(uuid) to anon;');
    expect(open.failed).toEqual(['a visitor may call nothing but the preview of an invitation']);
  });

  it('turn red where a client may decide its own plan', async () => {
    const call = 'grant execute on function private.plan_transition(uuid, text, jsonb, timestamptz) to authenticated;';
    const { failed } = await runPgtap('rights.test.sql', call);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every((line) => line.includes('private.plan_transition'))).toBe(true);
  });
});
