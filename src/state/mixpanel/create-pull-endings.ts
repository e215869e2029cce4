import { createSignal } from 'solid-js';
import type { PullEnding } from './pull-view.ts';

/** How the last pulls of projects ended that did not end well. */
export function createPullEndings() {
  const [endings, setEndings] = createSignal<ReadonlyMap<string, PullEnding>>(new Map());
  return {
    /** Reactive. */
    of: (projectId: string): PullEnding | undefined => endings().get(projectId),
    /** Null: it ended well, or is begun anew. */
    put: (projectId: string, ending: PullEnding | null): void =>
      void setEndings((known) => {
        const next = new Map(known);
        if (ending) next.set(projectId, ending);
        else next.delete(projectId);
        return next;
      }),
    forget: (): void => void setEndings(new Map()),
  };
}
