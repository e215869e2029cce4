import { describe, expect, it } from 'vitest';
import { needs } from './context.ts';
import { runPgtap } from './pgtap.ts';

describe('the secrets of other systems', needs('own server'), () => {
  it('are kept where nobody but the service can ask', async () => {
    const report = await runPgtap('secrets.test.sql');
    expect(report.failed).toEqual([]);
    expect(report.passed).toHaveLength(report.planned);
    expect(report.planned).toBeGreaterThan(14);
  });

  it('would be noticed where everybody signed in could', async () => {
    const hole = 'grant execute on function private.get_secret(text, text) to authenticated;';
    expect((await runPgtap('secrets.test.sql', hole)).failed).toEqual(['nobody but the service may call']);
  });
});

describe('the invariants of the schema', needs('database'), () => {
  it('hold whoever writes', async () => {
    const report = await runPgtap('invariants.test.sql');
    expect(report.failed).toEqual([]);
    expect(report.passed).toHaveLength(report.planned);
    expect(report.planned).toBeGreaterThan(80);
  });

  it.each([
    [
      'a second pin of a scenario',
      'alter table public.pins drop constraint pins_pkey, drop constraint pins_scenario_id_workspace_id_key;',
      'rights.test.sql',
      'second pin',
    ],
    [
      'a workspace without an admin',
      'alter table public.members disable trigger keep_an_admin;',
      'invariants.test.sql',
      'without an admin',
    ],
    [
      'a change of members that is not noted',
      'alter table public.members disable trigger note_member_change;',
      'invariants.test.sql',
      'in the audit log',
    ],
    [
      'a function that trusts the search path',
      'alter function private.take_out(uuid, uuid) reset search_path;',
      'invariants.test.sql',
      'empty search path',
    ],
  ])('would notice %s', async (_what, hole, file, expected) => {
    const { failed } = await runPgtap(file, hole);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every((line) => line.includes(expected) || line.startsWith('nor by'))).toBe(true);
  });
});
