import type { Accessor } from 'solid-js';
import type { CheckAnswer, Connection, ConnectionForm, ServerCount } from '#contract/mixpanel.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';

/** A new connection's project: one of the workspace's, or one to be made of this name. */
export type ProjectChoice = { readonly id: string } | { readonly name: string };

/** Connections to Mixpanel of the workspace being looked at. Actions reject with a PteroError `team/refused`. */
export interface MixpanelState {
  /** Undefined while loading; the last seen ones without a network. Empty while no workspace is chosen. */
  readonly connections: Accessor<readonly Connection[] | undefined>;
  /** What the server counted, ascending by day. Undefined while loading. Read when first asked for. */
  readonly counts: Accessor<readonly ServerCount[] | undefined>;
  readonly error: Accessor<PteroError | null>;
  refresh(): Promise<void>;
  /** The workspace's project for a connection; makes it where it is new. Safe to repeat. */
  projectFor(choice: ProjectChoice): Promise<string>;
  check(form: ConnectionForm): Promise<CheckAnswer>;
  /** Keeps the connection when the answer is `right`. */
  connect(form: ConnectionForm): Promise<CheckAnswer>;
  disconnect(projectId: string): Promise<void>;
  /** Projects about whose first results the reader is mailed. */
  readonly mailed: Accessor<ReadonlySet<string>>;
  setMailed(projectId: string, wanted: boolean): Promise<void>;
  /** The reader was about to connect when they went to sign in or to make a workspace; kept in this browser. */
  readonly isWanted: Accessor<boolean>;
  setWanted(wanted: boolean): void;
}
