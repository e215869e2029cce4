import type { SharedFacts } from '#contract/shared.ts';
import type { SavedScenario } from '#contract/saved.ts';
import type { SharedScenario } from '#core/sharing/shared-scenario.ts';

/** What a workspace's scenario is besides its row. */
export interface RowContext {
  readonly workspaceId: string;
  readonly userId: string;
  readonly isAdmin: boolean;
  readonly pending: boolean;
  readonly projectName: string;
  /** This browser's project with its events. */
  readonly localId: string | null;
}

const savedOf = (row: SharedScenario, context: RowContext): SavedScenario => {
  const isMine = row.createdBy === context.userId;
  const shared: SharedFacts = {
    workspaceId: context.workspaceId,
    projectName: context.projectName,
    pending: context.pending,
    isMine,
    mayDelete: isMine || context.isAdmin,
    createdBy: row.createdBy,
    pinnedBy: row.pin?.by ?? null,
    updatedAt: row.updatedAt,
    summary: row.answer?.summary ?? null,
    computedBy: row.answer?.computedBy ?? null,
    hasEvents: context.localId !== null,
  };
  return {
    id: row.id,
    projectId: context.localId ?? row.projectId,
    name: row.name,
    definition: row.definition,
    colour: row.colour,
    pinned: row.pin !== null,
    createdAt: row.createdAt,
    openedAt: row.updatedAt,
    suggestedBecause: row.suggestedBecause,
    shared,
  };
};

/** Rows as screens know scenarios. A row that stayed the same stays the same object, so that only changed cards are drawn anew. */
export function createRowViews() {
  let known = new Map<string, { readonly row: SharedScenario; readonly key: string; readonly saved: SavedScenario }>();
  return (
    rows: readonly SharedScenario[],
    contextOf: (row: SharedScenario) => RowContext,
  ): readonly SavedScenario[] => {
    const next: typeof known = new Map();
    for (const row of rows) {
      const context = contextOf(row);
      const key = JSON.stringify(context);
      const before = known.get(row.id);
      const isSame = before?.row === row && before.key === key;
      next.set(row.id, isSame ? before : { row, key, saved: savedOf(row, context) });
    }
    known = next;
    return [...next.values()].map(({ saved }) => saved);
  };
}
