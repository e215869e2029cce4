import { createRoot, createSignal } from 'solid-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProjectPull } from '#state/mixpanel/pull-state.ts';
import type { TeamState } from '#state/team/team-state.ts';
import { watchReady } from '#state/notices/watch-ready.ts';
import { project } from '#tests/ui/fakes/clients.ts';
import { connection, createFakePull } from '#tests/ui/fakes/mixpanel.ts';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

const pull = (kind: ProjectPull['kind'], isFirst: boolean): ProjectPull => ({
  kind,
  wait: null,
  error: null,
  days: [],
  progress: null,
  isFirst,
  pulledAt: null,
  localId: 'p1',
});

function watch(localId = 'p1') {
  const fake = createFakePull({ sp1: pull('unbegun', true) });
  const [progress, setProgress] = createSignal<{ done: number; total: number } | null>(null);
  const told: string[] = [];
  const team = {
    mixpanel: { connections: () => [connection()] },
    shared: { projects: () => [{ id: 'sp1', name: 'Shop' }], localOf: () => localId },
    pull: fake.state,
  } as unknown as TeamState;
  createRoot((stop) => {
    stops.push(stop);
    watchReady({
      notices: { add: ({ kind, title }) => void told.push(`${kind}: ${title}`) },
      projects: { current: () => project() },
      suggestions: { progress },
      team,
    });
  });
  return { fake, told, setProgress };
}

describe('what is noticed', () => {
  it('is the end of a first import, and not of a refresh', () => {
    const { fake, told } = watch();
    fake.set('sp1', pull('pulling', true));
    fake.set('sp1', pull('pulling', false));
    fake.set('sp1', pull('rest', false));
    fake.set('sp1', pull('pulling', false));
    fake.set('sp1', pull('rest', false));
    expect(told).toEqual(['data-ready: The data of Shop are here']);
  });

  it('is nothing when what was kept is merely read', () => {
    const { fake, told } = watch();
    fake.set('sp1', pull('rest', false));
    expect(told).toEqual([]);
  });

  it('is a pull that needs a person, once', () => {
    const { fake, told } = watch();
    fake.set('sp1', pull('pulling', false));
    fake.set('sp1', pull('failed', false));
    fake.set('sp1', pull('failed', false));
    expect(told).toEqual(['pull-failed: Shop cannot be refreshed']);
  });

  it('are first results of what was pulled, and of nothing else', () => {
    const pulled = watch();
    pulled.setProgress({ done: 0, total: 3 });
    pulled.setProgress(null);
    expect(pulled.told).toEqual(['results-ready: First results of Recipe app are ready']);
    const opened = watch('another');
    opened.setProgress({ done: 0, total: 3 });
    opened.setProgress(null);
    expect(opened.told).toEqual([]);
  });
});
