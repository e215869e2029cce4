import type { IngestClient, StoreClient } from '#contract/clients.ts';
import type { ProjectsState, SuggestionsState } from '#state/app-state.ts';
import type { SharedAppDeps } from '#state/shared/create-shared.ts';
import type { ImportsDeps } from '#state/projects/create-imports.ts';

/** What the app gives to accounts, workspaces and pulls. */
export interface TeamAppDeps extends SharedAppDeps {
  readonly projects: ProjectsState;
  readonly store: Pick<StoreClient, 'projects' | 'idsOn' | 'renamedDays' | 'putProfiles' | 'removeProfiles'>;
  readonly ingest: IngestClient;
  readonly presence: ImportsDeps['presence'];
  /** Of what Ptero proposes by itself. */
  readonly proposing: SuggestionsState['progress'];
}
