import { describe, expect, it } from 'vitest';
import { needs } from '../context.ts';
import { runPgtap } from '../pgtap.ts';

/** Cells a hole turns red, as `state, who verb thing`. */
const cells = (failed: readonly string[]) => failed.map((line) => line.replace(/: [^:]*$/, '')).toSorted();

describe('the rights of everybody to every server entry, in each state of a plan', needs('database'), () => {
  it('are as the matrix says, and a refusal says why and what to do', async () => {
    const report = await runPgtap('plans.test.sql');
    expect(report.failed).toEqual([]);
    expect(report.passed).toHaveLength(report.planned);
    process.stdout.write(`note: plans: ${report.notes.find((note) => note.includes('cells')) ?? ''}\n`);
    expect(report.planned).toBeGreaterThan(7_000);
  });

  it('turn red where a result can be deleted in read-only', async () => {
    const hole = 'drop trigger keep_in_read_only on public.scenarios;';
    expect(cells((await runPgtap('plans.test.sql', hole)).failed)).toEqual([
      'admin is told why a deletion is refused, and what to do',
      'read_only, admin: delete public.scenarios',
      'read_only, admin: own deleted public.scenarios',
      'read_only, member: own deleted public.scenarios',
    ]);
  });

  it('turn red where a refresh is let through in read-only', async () => {
    const hole = 'drop trigger refuse_refresh_in_read_only on public.results;';
    expect(cells((await runPgtap('plans.test.sql', hole)).failed)).toEqual([
      'admin is told why a refresh is refused, and what to do',
      'member is told why a refresh is refused, and what to do',
      'read_only, admin: update public.results',
      'read_only, member: update public.results',
    ]);
  });
});
