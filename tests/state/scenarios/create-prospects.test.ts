import { createRoot, createSignal } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { SavedScenario } from '#contract/saved.ts';
import { createProspects } from '#state/scenarios/create-prospects.ts';
import { createFakeAnalysis, definition, result } from '#tests/ui/fakes/clients.ts';

const plan = definition('Sign Up', 'Start Plan');
const found = { horizonMs: 1, open: [{ id: 'u1', probability: 0.3, enteredAtMs: 0 }], dropped: [] };

function setUp() {
  const analysis = createFakeAnalysis();
  const answered = { ...plan, hiddenEvents: ['Page Ping'] };
  const [answer, setAnswer] = createSignal<ResultDocument | null>(result(answered));
  const prospects = createRoot(() =>
    createProspects({
      analysis: analysis.client,
      scenarios: {
        byId: (id) => (id === 'gone' ? undefined : ({ id, projectId: 'p1', definition: plan } as SavedScenario)),
        run: () => ({ kind: 'idle', result: answer(), stale: false }),
      },
    }),
  );
  return { prospects, searches: analysis.searches, setAnswer, answered };
}

describe('the search for the users to convert next', () => {
  it('asks what was answered, shows progress, then the list', async () => {
    const { prospects, searches, answered } = setUp();
    expect(prospects.of('s1')).toEqual({ kind: 'idle' });
    prospects.find('s1');
    expect(prospects.of('s1')).toEqual({ kind: 'running', progress: null });
    expect(searches[0]?.arguments).toEqual({ projectId: 'p1', definition: answered });
    const progress = { stage: 'fit', fraction: 0.5, preliminary: null } as const;
    searches[0]?.progress(progress);
    expect(prospects.of('s1')).toEqual({ kind: 'running', progress });
    searches[0]?.succeed(found);
    await vi.waitFor(() => expect(prospects.of('s1')).toEqual({ kind: 'done', prospects: found }));
  });

  it('keeps no list beside another answer', async () => {
    const { prospects, searches, setAnswer } = setUp();
    prospects.find('s1');
    searches[0]?.succeed(found);
    await vi.waitFor(() => expect(prospects.of('s1').kind).toBe('done'));
    setAnswer(result(plan, { fingerprint: 'f2' }));
    expect(prospects.of('s1')).toEqual({ kind: 'idle' });
    setAnswer(null);
    expect(prospects.of('s1')).toEqual({ kind: 'idle' });
  });

  it('stops at once when cancelled, and ignores what comes late', async () => {
    const { prospects, searches } = setUp();
    prospects.find('s1');
    prospects.cancel('s1');
    expect(searches[0]?.signal.aborted).toBe(true);
    searches[0]?.succeed(found);
    await Promise.resolve();
    expect(prospects.of('s1')).toEqual({ kind: 'cancelled' });
  });

  it('runs one search at a time; the last one asked for goes on', () => {
    const { prospects, searches } = setUp();
    prospects.find('s1');
    prospects.find('s2');
    expect(searches.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect([prospects.of('s1').kind, prospects.of('s2').kind]).toEqual(['cancelled', 'running']);
  });

  it('says what failed, and can be asked again', async () => {
    const { prospects, searches } = setUp();
    prospects.find('s1');
    searches[0]?.fail(new PteroError({ code: 'store/damaged', message: 'x' }));
    await vi.waitFor(() =>
      expect(prospects.of('s1')).toMatchObject({ kind: 'failed', error: { code: 'store/damaged' } }),
    );
    prospects.find('s1');
    expect(prospects.of('s1').kind).toBe('running');
  });

  it('does nothing without a scenario or an answer', () => {
    const { prospects, searches, setAnswer } = setUp();
    prospects.find('gone');
    setAnswer(null);
    prospects.find('s1');
    expect(searches).toEqual([]);
  });
});
