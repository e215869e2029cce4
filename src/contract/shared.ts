import type { ResultDocument } from '#core/predictor/result.ts';
import type { ResultDigest } from '#core/predictor/words/compare-results.ts';
import type { ResultSummary, SharedScenario } from '#core/sharing/shared-scenario.ts';
import type { SharedChange } from '#core/sharing/shared-change.ts';

/** A Mixpanel project as a workspace knows it: a name. Its events are only in browsers. */
export interface SharedProject {
  readonly id: string;
  readonly name: string;
}

/** The top of a workspace's dashboard. */
export interface SharedPage {
  /** Newest first: the newest, all pinned ones, and the newest of the reader. */
  readonly scenarios: readonly SharedScenario[];
  readonly projects: readonly SharedProject[];
  /** False when there are more. */
  readonly isAll: boolean;
}

/** An answer as a workspace keeps it. One that an earlier version stored may have an older `result.version`. */
export interface StoredAnswer {
  readonly result: ResultDocument;
  readonly previous: ResultDigest | null;
}

/** What a team shares, on the server. Every method rejects with a PteroError `team/refused`. */
export interface SharedStore {
  /** One request, or two more where the workspace has more than fit. */
  newest(workspaceId: string, userId: string): Promise<SharedPage>;
  /** Every scenario, newest first, a thousand a request. */
  all(workspaceId: string): Promise<readonly SharedScenario[]>;
  /** Those of them that are there. */
  some(workspaceId: string, scenarioIds: readonly string[]): Promise<readonly SharedScenario[]>;
  /** Those of them that were deleted in the last seven days. */
  deletedAmong(workspaceId: string, scenarioIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** False when there is nothing to change: it was deleted. Safe to repeat. */
  send(workspaceId: string, change: SharedChange): Promise<boolean>;
  answer(scenarioId: string): Promise<StoredAnswer | null>;
  /** False when its scenario was deleted. Safe to repeat. */
  putAnswer(workspaceId: string, scenarioId: string, answer: StoredAnswer): Promise<boolean>;
  /** Safe to repeat. */
  makeProject(workspaceId: string, project: SharedProject): Promise<void>;
  hiddenEvents(projectId: string): Promise<readonly string[]>;
  /** Hides these events of a project for everybody. Safe to repeat. */
  hideEvents(workspaceId: string, projectId: string, events: readonly string[]): Promise<void>;
  unhideEvents(projectId: string, events: readonly string[]): Promise<void>;
}

/** A workspace as it was last seen. */
export interface SeenWorkspace extends SharedPage {
  /** Unix ms, this browser's clock. */
  readonly seenAt: number;
}

/**
 * What this browser keeps of workspaces, by person and workspace: what was last seen, answers that were opened, and changes
 * that wait for the network. Where the browser gives no database nothing is kept: reads find nothing.
 */
export interface SharedCache {
  seen(userId: string, workspaceId: string): Promise<SeenWorkspace | null>;
  putSeen(userId: string, workspaceId: string, seen: SeenWorkspace): Promise<void>;
  answer(userId: string, workspaceId: string, scenarioId: string): Promise<StoredAnswer | null>;
  putAnswer(userId: string, workspaceId: string, scenarioId: string, answer: StoredAnswer): Promise<void>;
  /** In the order in which they were put. */
  changes(userId: string, workspaceId: string): Promise<readonly SharedChange[]>;
  /** Adds one, or puts it in the place of the one with its id. */
  putChange(userId: string, workspaceId: string, change: SharedChange): Promise<void>;
  dropChanges(changeIds: readonly string[]): Promise<void>;
  /** Forgets one workspace of a person. */
  forget(userId: string, workspaceId: string): Promise<void>;
  /** Forgets everything of everybody. */
  wipe(): Promise<void>;
  /** Calls back after another tab changed what waits. Returns the way to stop. */
  onChange(listener: () => void): () => void;
}

/** What a workspace adds to a scenario, for its card and page. */
export interface SharedFacts {
  readonly workspaceId: string;
  readonly projectName: string;
  /** A change of it waits for the network. */
  readonly pending: boolean;
  /** The reader made it. */
  readonly isMine: boolean;
  readonly mayDelete: boolean;
  readonly createdBy: string | null;
  /** Null when not pinned or the account is gone. */
  readonly pinnedBy: string | null;
  /** When somebody last changed it, Unix ms. */
  readonly updatedAt: number;
  readonly summary: ResultSummary | null;
  /** Null without an answer, or when the account is gone. */
  readonly computedBy: string | null;
  /** The project's events are in this browser. */
  readonly hasEvents: boolean;
}
