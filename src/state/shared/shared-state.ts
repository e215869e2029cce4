import type { Accessor } from 'solid-js';
import type { SavedScenario } from '#contract/saved.ts';
import type { SharedProject } from '#contract/shared.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import type { ScenariosState } from '../app-state.ts';

/** A member, or somebody who was one, as a card shows them. */
export interface Teammate {
  readonly name: string;
  readonly picture: string | null;
  readonly isSelf: boolean;
}

/** How far scenarios of this browser are moved. */
export interface MoveProgress {
  readonly done: number;
  readonly total: number;
}

/** What a team shares in the workspace being looked at. */
export interface SharedState {
  /** Null while no workspace is chosen: then this browser's own scenarios are shown. */
  readonly workspaceName: Accessor<string | null>;
  readonly scenarios: ScenariosState;
  /** Those of this browser's current project that are in no workspace. Undefined while loading. */
  readonly unshared: Accessor<readonly SavedScenario[] | undefined>;
  readonly projects: Accessor<readonly SharedProject[]>;
  /** This browser's project with the events of the workspace's; null when there is none. */
  localOf(sharedProjectId: string): string | null;
  /** Says that this browser's project holds the events of the workspace's. */
  link(localProjectId: string, sharedProjectId: string): Promise<void>;
  /** Makes one of the workspace's projects. Safe to repeat. */
  makeProject(project: SharedProject): Promise<void>;
  /** When what is shown was read, Unix ms; null when it is what the server has now. */
  readonly seenAt: Accessor<number | null>;
  /** What kept the newest from being read, other than the want of a network. */
  readonly error: Accessor<PteroError | null>;
  /** How many changes wait for the network. */
  readonly waiting: Accessor<number>;
  /** Sentences about changes of one's own that were overruled or refused, or that overruled another's. */
  readonly told: Accessor<readonly string[]>;
  dismissTold(): void;
  /** False when only the newest, the pinned and one's own are here. */
  readonly isAll: Accessor<boolean>;
  loadAll(): Promise<void>;
  /** Null when nobody is known: the account is gone. */
  teammate(userId: string | null): Teammate | null;
  /** Moves scenarios of this browser here, with their answers. Returns the way back: deletes them here, puts them back there. */
  move(scenarioIds: readonly string[], onProgress: (progress: MoveProgress) => void): Promise<() => Promise<void>>;
}
