import type { OfferedProperty } from '#core/mixpanel/profile-page.ts';

/** Where Mixpanel keeps a project. */
export type Region = 'us' | 'eu' | 'in';

/** How Ptero signs in at Mixpanel. `project_secret` is the old way, which ends on 3 March 2027. */
export type CredentialKind = 'service_account' | 'project_secret';

/** A project's connection to Mixpanel, as every member may read it: everything but the secret. */
export interface Connection {
  /** The workspace's project. */
  readonly projectId: string;
  readonly workspaceId: string;
  readonly region: Region;
  /** Digits. */
  readonly mixpanelProjectId: string;
  readonly kind: CredentialKind;
  /** Of the service account; null for a project secret. */
  readonly username: string | null;
  /** IANA name; null where nobody had to say it. */
  readonly timeZone: string | null;
  /** yyyy-mm-dd; null where nobody had to say it. */
  readonly createdOn: string | null;
  readonly connectedBy: string | null;
  /** Unix ms. */
  readonly connectedAt: number;
  readonly lastPullAt: number | null;
  /** Properties of user profiles that an admin chose; empty: no profiles are pulled. */
  readonly profileProperties: readonly string[];
  /** Why the last pull failed, as a stable code; null when it did not. */
  readonly lastProblem: string | null;
}

/** What connecting takes. The secret goes to the server once and is kept nowhere here. */
export interface ConnectionForm {
  readonly projectId: string;
  readonly region: Region;
  readonly mixpanelProjectId: string;
  readonly kind: CredentialKind;
  readonly username: string | null;
  readonly secret: string;
  readonly timeZone: string | null;
  readonly createdOn: string | null;
}

/** What one tiny call to Mixpanel came to. */
export type CheckVerdict =
  | 'right'
  | 'wrong-secret'
  | 'no-right'
  | 'wrong-region'
  | 'no-api'
  | 'rate-limited'
  | 'unreachable';

export interface CheckAnswer {
  readonly verdict: CheckVerdict;
  /** Where the project was found; null where it was not looked for or found. */
  readonly region: Region | null;
  /** Whether times are the project's own clock; null: its events do not tell. */
  readonly wallClock: boolean | null;
}

/** The server's count on a day, from the sketches. */
export interface ServerCount {
  /** Days since 1 January 1970. */
  readonly day: number;
  readonly users: number;
  /** By the workspace's project. */
  readonly byProject: Readonly<Record<string, number>>;
}

/** What a project's user profiles hold. */
export interface ProfileOffer {
  /** Profiles that were looked at, and how many there are. */
  readonly seen: number;
  readonly total: number;
  /** What looks fixed first. */
  readonly properties: readonly OfferedProperty[];
}

/** Connections of a workspace, on the server. Every method rejects with a PteroError `team/refused`. */
export interface MixpanelClient {
  connections(workspaceId: string): Promise<readonly Connection[]>;
  check(form: ConnectionForm): Promise<CheckAnswer>;
  /** Checks once more, then keeps it; takes the place of the connection that is there. */
  connect(form: ConnectionForm): Promise<CheckAnswer>;
  disconnect(projectId: string): Promise<void>;
  /** What there is to choose from, by the first page of profiles. Only for admins. */
  lookAtProfiles(projectId: string): Promise<ProfileOffer>;
  chooseProfiles(projectId: string, properties: readonly string[]): Promise<void>;
  /** Twelve months at most, ascending. */
  counts(workspaceId: string): Promise<readonly ServerCount[]>;
  /** Projects about whose first results the reader asked to be mailed. */
  mailRequests(userId: string): Promise<readonly string[]>;
  askForMail(workspaceId: string, projectId: string): Promise<void>;
  takeBackMail(projectId: string): Promise<void>;
}
