import type { Accessor } from 'solid-js';
import type {
  AccountClient,
  Invitation,
  InvitationPreview,
  LinkOutcome,
  MailedLink,
  Member,
  Profile,
  Role,
  Session,
  Workspace,
  WorkspaceChange,
} from '#contract/team.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import type { BillingState } from '../billing/billing-state.ts';
import type { MixpanelState } from '../mixpanel/mixpanel-state.ts';
import type { NoticesState } from '../notices/notices-state.ts';
import type { ProfilesState } from '../mixpanel/profiles-state.ts';
import type { PullState } from '../mixpanel/pull-state.ts';
import type { SharedState } from '../shared/shared-state.ts';

/** Who is signed in, and their own account. Actions reject with a PteroError `team/refused`. */
export interface SessionState extends Pick<
  AccountClient,
  | 'signUp'
  | 'signIn'
  | 'mailSignInLink'
  | 'mailReset'
  | 'changePassword'
  | 'changeEmail'
  | 'signOut'
  | 'exportAccount'
  | 'deleteAccount'
> {
  /** Undefined until it is known; null when nobody is signed in. */
  readonly current: Accessor<Session | null | undefined>;
  /** One's own; undefined while loading or signed out. The last seen one without a network. */
  readonly profile: Accessor<Profile | undefined>;
  readonly error: Accessor<PteroError | null>;
  /** Reads the profile again. */
  refresh(): Promise<void>;
  useLink(link: MailedLink): Promise<LinkOutcome>;
  saveName(name: string): Promise<void>;
  /** Makes a picture small enough and keeps it; null takes it away. */
  savePicture(file: Blob | null): Promise<void>;
  /** Calls back before another person signs in, and when one signs out: forget what was theirs. */
  onLeave(forget: () => Promise<void>): () => void;
}

/** Why a workspace was left without its reader asking for it. */
export interface LostWorkspace {
  readonly kind: 'removed' | 'deleted';
  readonly name: string;
}

/** The workspaces of who is signed in. Actions are of the current one, and reject with a PteroError `team/refused`. */
export interface WorkspacesState {
  /** Undefined while loading; empty when signed out. The last seen ones without a network. */
  readonly list: Accessor<readonly Workspace[] | undefined>;
  /** Null is this browser's own scenarios. */
  readonly current: Accessor<Workspace | null>;
  /** One was being looked at the last time, and whether it still is there is not known yet. */
  readonly isOpening: Accessor<boolean>;
  /** Of the current one, by name. Undefined while loading. */
  readonly members: Accessor<readonly Member[] | undefined>;
  /** Of the current one: those that wait for an answer. Undefined while loading. */
  readonly invitations: Accessor<readonly Invitation[] | undefined>;
  /** What kept the newest from being read; what was seen before stays. */
  readonly error: Accessor<PteroError | null>;
  readonly lost: Accessor<LostWorkspace | null>;
  dismissLost(): void;
  /** Null is this browser. */
  choose(workspaceId: string | null): void;
  /** Reads everything again. */
  refresh(): Promise<void>;
  /** Makes one and goes there. */
  create(name: string): Promise<void>;
  rename(name: string): Promise<void>;
  remove(): Promise<void>;
  exportAll(): Promise<unknown>;
  setRole(userId: string, role: Role): Promise<void>;
  removeMember(userId: string): Promise<void>;
  leave(): Promise<void>;
  invite(email: string, role: Role): Promise<void>;
  resend(invitationId: string): Promise<void>;
  revoke(invitationId: string): Promise<void>;
  preview(code: string): Promise<InvitationPreview>;
  /** Joins and goes there. */
  accept(code: string): Promise<void>;
  /** What others and oneself do in the current workspace; `missed` after being away: read again. */
  onChange(listener: (change: WorkspaceChange | 'missed') => void): () => void;
  /** For others' requests: a refusal may mean that the workspace was lost, which is then looked into. Answers the error. */
  noteRefusal(cause: unknown): PteroError;
  /** Calls back when a workspace is left for good: forget what was read of it. */
  onLost(forget: (workspaceId: string) => Promise<void>): () => void;
  /** The code of an invitation that waits for its reader to sign in; kept in this browser. */
  readonly waitingCode: Accessor<string | null>;
  keepCode(code: string | null): void;
}

/** Accounts and workspaces. There only with a backend. */
export interface TeamState {
  readonly session: SessionState;
  readonly workspaces: WorkspacesState;
  /** What the chosen workspace shares. */
  readonly shared?: SharedState;
  /** Its plan, and how it is paid for. */
  readonly billing?: BillingState;
  /** Its connections to Mixpanel. */
  readonly mixpanel?: MixpanelState;
  /** Pulls from Mixpanel of the chosen workspace. */
  readonly pull?: PullState;
  /** User profiles that come with them. */
  readonly profiles?: ProfilesState;
  /** What happened while the reader may have looked elsewhere. */
  readonly notices?: NoticesState;
}
