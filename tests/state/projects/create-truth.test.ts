import { createRoot, createSignal } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import type { ProjectSummary } from '#contract/store.ts';
import { createTruth } from '#state/projects/create-truth.ts';

const truth = { start: 'A', target: 'B', drivers: [], steps: [], afterTarget: [] };
const project = (source: string) => ({ source }) as ProjectSummary;

describe('createTruth', () => {
  it('is known for the sample, fetched once, and for no other project', async () => {
    const load = vi.fn(async () => truth);
    const [current, setCurrent] = createSignal<ProjectSummary | null>(project('file'));
    const known = createRoot(() => createTruth({ projects: { current }, source: 'sample', load }));
    expect([known(), load.mock.calls.length]).toEqual([null, 0]);
    setCurrent(project('sample'));
    await vi.waitFor(() => expect(known()).toBe(truth));
    setCurrent(project('file'));
    expect(known()).toBeNull();
    setCurrent(project('sample'));
    expect([known(), load.mock.calls.length]).toEqual([truth, 1]);
  });

  it('stays unknown where it cannot be had, and is asked for again', async () => {
    const load = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValueOnce(truth);
    const [current, setCurrent] = createSignal<ProjectSummary | null>(project('sample'));
    const known = createRoot(() => createTruth({ projects: { current }, source: 'sample', load }));
    await vi.waitFor(() => expect(load).toHaveBeenCalledOnce());
    expect(known()).toBeNull();
    setCurrent(null);
    setCurrent(project('sample'));
    await vi.waitFor(() => expect(known()).toBe(truth));
  });
});
