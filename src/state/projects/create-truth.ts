import { createEffect, createSignal, on, type Accessor } from 'solid-js';
import type { ProjectsState, SampleTruth } from '../app-state.ts';

export interface TruthDeps {
  readonly projects: Pick<ProjectsState, 'current'>;
  /** Source of the project whose truth is known. */
  readonly source: string;
  /** Rejects when it cannot be had (offline before it was ever fetched). */
  load(): Promise<SampleTruth>;
}

/** What is true of the simulated sample, while it is the current project; null for every other, and where it cannot be had. */
export function createTruth({ projects, source, load }: TruthDeps): Accessor<SampleTruth | null> {
  const [known, setKnown] = createSignal<SampleTruth | null>(null);
  let asked = false;
  const isSample = () => projects.current()?.source === source;
  createEffect(
    on(isSample, (sample) => {
      if (!sample || asked) return;
      asked = true;
      load().then(setKnown, () => (asked = false));
    }),
  );
  return () => (isSample() ? known() : null);
}
