import type { ProfileOffer } from '#contract/mixpanel.ts';
import type { StoredProfiles } from '#contract/profiles.ts';
import type { PullWait } from '#contract/pull.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';

/** Where the user profiles of one connected project stand, in this browser. */
export interface ProjectProfiles {
  /**
   * `off`: nothing is chosen. `no-events`: they come after the first events. `waiting`: the events are not fetched by
   * themselves just now, or the plan is read-only. `elsewhere`: another tab fetches them. `failed`: see `error`.
   */
  readonly kind: 'off' | 'no-events' | 'waiting' | 'rest' | 'queued' | 'pulling' | 'elsewhere' | 'failed';
  readonly chosen: readonly string[];
  /** What is here; null: nothing. */
  readonly stored: StoredProfiles | null;
  /** While pulling; null before the first page. */
  readonly progress: { readonly profiles: number; readonly total: number } | null;
  /** While pulling: why nothing comes just now. */
  readonly wait: PullWait | null;
  readonly error: PteroError | null;
}

/** User profiles of the chosen workspace's connected projects. Actions reject with a PteroError. */
export interface ProfilesState {
  /** Reactive. Undefined for a project that is not connected. */
  of(projectId: string): ProjectProfiles | undefined;
  /** What there is to choose from. Only for admins. */
  look(projectId: string): Promise<ProfileOffer>;
  /** Chooses for the team; none takes the profiles away again. Only for admins. */
  choose(projectId: string, properties: readonly string[]): Promise<void>;
  /** Fetches them now, whenever they were fetched last. */
  pull(projectId: string): void;
  /** Stops at once. They are fetched again with the next day's refresh. */
  stop(projectId: string): void;
}
