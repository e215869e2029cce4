import type { Accessor } from 'solid-js';
import type { IngestClient } from '#contract/clients.ts';
import type { ConnectionsClient, CoveredDay, MixpanelConnection, PullClient, PullWait } from '#contract/pull.ts';
import type { RenamedIds } from '#contract/renamed.ts';
import type { LocalStore } from '#contract/saved.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import type { ProjectsState } from '../app-state.ts';
import type { SharedState } from '../shared/shared-state.ts';

/** Where the pull of one connected project stands, in this browser. */
export interface ProjectPull {
  /**
   * `unbegun`: nothing was ever pulled here, and nothing will be until the reader starts it. `rest`: what is due is here.
   * `cancelled`: the reader ended it before it was through. `elsewhere`: another tab pulls it. `failed`: see `error`.
   */
  readonly kind: 'unbegun' | 'rest' | 'queued' | 'pulling' | 'paused' | 'cancelled' | 'elsewhere' | 'failed';
  /** While pulling: why nothing comes just now. */
  readonly wait: PullWait | null;
  readonly error: PteroError | null;
  /** Every day of the last six months, oldest first. */
  readonly days: readonly CoveredDay[];
  /** Of this pull; null when there is none. */
  readonly progress: { readonly daysDone: number; readonly days: number; readonly bytes: number } | null;
  /** The six months were never here as a whole. */
  readonly isFirst: boolean;
  /** When the newest day was last pulled, Unix ms. */
  readonly pulledAt: number | null;
  /** This browser's project with the events; null before the first ones are here. */
  readonly localId: string | null;
}

/** Pulls of the chosen workspace's connected projects into this browser. One at a time. */
export interface PullState {
  /** Undefined while loading. */
  readonly connections: Accessor<readonly MixpanelConnection[] | undefined>;
  readonly error: Accessor<PteroError | null>;
  /** Reads the connections again: after connecting, or disconnecting. */
  reload(): Promise<void>;
  /** Reactive. Undefined for a project that is not connected. */
  of(projectId: string): ProjectPull | undefined;
  /** Pulls what is due; the first time all six months. With `everything` all days anew. Goes on after a pause. */
  start(projectId: string, options?: { readonly everything?: boolean; readonly oneIn?: number }): void;
  /** Stops at once, and pulls nothing by itself until `start`. */
  pause(projectId: string): void;
  /**
   * Ends this pull; what came stays. A first import is not begun again by itself, a refresh is, with the next one that is
   * due, in an hour at the earliest.
   */
  cancel(projectId: string): void;
  /** Reactive. True while this browser's project is being filled for the first time: too early to propose anything. */
  isFilling(localId: string): boolean;
}

/** Projects that are here as a whole for the first time, and whose first results nobody was told of yet. */
export interface Untold {
  readonly untold: Accessor<readonly { readonly projectId: string; readonly localId: string }[]>;
  told(projectId: string): Promise<void>;
}

export interface PullStateDeps {
  readonly connectionsOf: ConnectionsClient['connections'];
  readonly client: PullClient;
  readonly ingest: IngestClient;
  readonly renamed: RenamedIds;
  readonly local: Pick<LocalStore, 'setting' | 'putSetting' | 'onChange'>;
  readonly projects: Pick<ProjectsState, 'list' | 'refresh' | 'select' | 'current'>;
  readonly shared: Pick<SharedState, 'localOf' | 'link' | 'projects'>;
  readonly presence: { announce(projectId: string): () => void };
  /** Null: none is chosen, or nobody is signed in. */
  workspaceId(): string | null;
  /** Reactive. The plan allows no pull: none begins by itself. */
  isReadOnly?(): boolean;
  /** The session's token, renewed if need be. */
  token(): Promise<string | null>;
  /** True when the store holds a project of that id. */
  isThere(localId: string): Promise<boolean>;
  /** Calls back when it may be time to refresh: the reader is back, the network is, or the browser says so. */
  onDue(listener: () => void): () => void;
  /** The connection of a project works no more until somebody does something. */
  needsPerson(projectId: string): void;
  /** A pull has ended, and the events of this browser's project are others. */
  changed(localId: string): void;
  now(): number;
  newId(): string;
}
