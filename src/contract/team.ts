/** What a member of a workspace may do: admins also promote, demote, remove and pay. */
export type Role = 'admin' | 'member';

/** Who is signed in, in this browser. */
export interface Session {
  readonly userId: string;
  readonly email: string;
  /** The address that a change is under way to, until both addresses have confirmed it. */
  readonly pendingEmail: string | null;
}

/** A person as teammates see them. */
export interface Profile {
  readonly userId: string;
  /** Empty until the person has given one. */
  readonly name: string;
  readonly email: string;
  /** Base64 of a WebP of 96 × 96 px, at most 16 kB; null shows the initials. */
  readonly picture: string | null;
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  /** The role of who is signed in. */
  readonly role: Role;
}

export interface Member extends Profile {
  readonly role: Role;
  /** Unix ms. */
  readonly joinedAt: number;
}

/** An invitation that waits for its answer. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** Who invited, by name; null when that account is gone. */
  readonly invitedBy: string | null;
  readonly invitedById: string | null;
  /** Unix ms; null when its mail never left. */
  readonly sentAt: number | null;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** What the holder of a mailed code is told before deciding. */
export interface InvitationPreview {
  readonly workspace: string;
  readonly invitedBy: string | null;
  readonly email: string;
  readonly role: Role;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** What a link in a mail is for. */
export type MailedLinkKind = 'signup' | 'magiclink' | 'recovery' | 'email_change';

/** A link in a mail, as it stands behind `#`. */
export interface MailedLink {
  readonly tokenHash: string;
  readonly kind: MailedLinkKind;
}

/** What using a link came to. `half-changed`: the other address has yet to confirm the change. */
export type LinkOutcome = 'signed-in' | 'choose-password' | 'half-changed' | 'email-changed';

/** Something that happened in a workspace, as the server tells it. */
export interface WorkspaceChange {
  readonly id: number;
  readonly workspaceId: string;
  /** The table; `rowId` is its key: of the scenario for results and pins, the person for members and profiles. */
  readonly entity: string;
  readonly rowId: string;
  readonly operation: 'insert' | 'update' | 'delete';
  /** Who did it; null when nobody is known. */
  readonly actor: string | null;
}

/** Something that the server tells one person. */
export interface PersonalNews {
  readonly id: string;
  /** `team/removed`, `team/promoted`, `team/demoted`, `team/deleted` and others to come. */
  readonly kind: string;
  readonly workspaceId: string | null;
  /** Its name at that time; empty where the news is of none. */
  readonly workspace: string;
}

/** Every way an account or a workspace can refuse, as a closed list: `details.reason` of a `team/refused`. */
export type TeamRefusal =
  | 'account/signed-out'
  | 'account/bad-credentials'
  | 'account/not-confirmed'
  | 'account/address-known'
  | 'account/bad-email'
  | 'account/link-used'
  | 'account/too-often'
  | 'account/weak-password'
  | 'account/same-password'
  | 'account/wrong-password'
  | 'account/password-needed'
  | 'account/no-sign-up'
  | 'account/last-admin'
  | 'team/not-found'
  | 'team/admins-only'
  | 'team/bad-name'
  | 'team/bad-role'
  | 'team/last-admin'
  | 'team/no-such-member'
  | 'team/too-many-workspaces'
  | 'team/not-allowed'
  | 'invitation/bad-email'
  | 'invitation/already-member'
  | 'invitation/already-invited'
  | 'invitation/too-many'
  | 'invitation/not-found'
  | 'invitation/accepted'
  | 'invitation/revoked'
  | 'invitation/expired'
  | 'invitation/not-sent'
  | 'plan/read-only'
  | 'billing/admins-only'
  | 'billing/already-paying'
  | 'billing/bad-email'
  | 'billing/invoice-open'
  | 'billing/no-subscription'
  | 'billing/nothing-to-pay'
  | 'billing/still-paying'
  | 'billing/unreachable'
  | 'mail/bad-link'
  | 'mail/unreachable'
  | 'request/malformed'
  | 'mixpanel/not-connected'
  | 'mixpanel/no-profiles'
  | 'mixpanel/bad-properties'
  | 'mixpanel/session-over'
  | 'mixpanel/wrong-secret'
  | 'mixpanel/no-right'
  | 'mixpanel/no-api'
  | 'mixpanel/wrong-region'
  | 'mixpanel/bad-days'
  | 'mixpanel/rate-limited'
  | 'mixpanel/unreachable'
  | 'profile/bad-name'
  | 'picture/unreadable'
  | 'picture/too-large'
  | 'backend/unreachable'
  | 'backend/failed';

/** Signing up, in and out, and what mails lead to. Every method rejects with a PteroError `team/refused`. */
export interface AccountClient {
  /** Calls back with the session, now and at each change in any tab. Returns the way to stop. */
  watch(listener: (session: Session | null) => void): () => void;
  /** Makes an account and mails a link that confirms its address. */
  signUp(account: { readonly name: string; readonly email: string; readonly password: string }): Promise<void>;
  signIn(email: string, password: string): Promise<void>;
  /** Mails a link that signs in. Says nothing of whether there is such an account. */
  mailSignInLink(email: string): Promise<void>;
  /** Mails a link to choose a new password. Says nothing of whether there is such an account. */
  mailReset(email: string): Promise<void>;
  useLink(link: MailedLink): Promise<LinkOutcome>;
  /** Needs no current password in a session that a reset link began; ends all other sessions. */
  changePassword(password: string, current: string | null): Promise<void>;
  /** Mails a link to the old and to the new address. */
  changeEmail(email: string): Promise<void>;
  /** On this device also without a network; everywhere needs one. */
  signOut(scope: 'here' | 'everywhere'): Promise<void>;
  exportAccount(): Promise<unknown>;
  deleteAccount(): Promise<void>;
  profile(userId: string): Promise<Profile>;
  saveProfile(userId: string, patch: Partial<Pick<Profile, 'name' | 'picture'>>): Promise<void>;
}

/** Workspaces and who belongs to them. Every method rejects with a PteroError `team/refused`. */
export interface WorkspaceClient {
  /** Those of who is signed in, by name. */
  workspaces(userId: string): Promise<readonly Workspace[]>;
  /** Answers its id. */
  create(name: string): Promise<string>;
  rename(workspaceId: string, name: string): Promise<void>;
  remove(workspaceId: string): Promise<void>;
  /** Everything in it as JSON. */
  exportAll(workspaceId: string): Promise<unknown>;
  /** By name. */
  members(workspaceId: string): Promise<readonly Member[]>;
  setRole(workspaceId: string, userId: string, role: Role): Promise<void>;
  removeMember(workspaceId: string, userId: string): Promise<void>;
  leave(workspaceId: string): Promise<void>;
  /** Those neither accepted nor revoked, newest first; expired ones too. */
  invitations(workspaceId: string): Promise<readonly Invitation[]>;
  invite(workspaceId: string, email: string, role: Role): Promise<void>;
  resend(invitationId: string): Promise<void>;
  revoke(invitationId: string): Promise<void>;
  preview(code: string): Promise<InvitationPreview>;
  /** Answers the workspace's id. */
  accept(code: string): Promise<string>;
}

/** What the server tells by itself. Listeners also hear `missed` when they may have missed something. */
export interface TeamNews {
  watchWorkspace(workspaceId: string, listener: (change: WorkspaceChange | 'missed') => void): () => void;
  watchPerson(userId: string, listener: (news: PersonalNews | 'missed') => void): () => void;
}

/** What was last seen of workspaces, for reading without a network. Keyed by person, then by what it is. */
export interface TeamCache {
  get<T>(userId: string, key: string): Promise<T | null>;
  put<T>(userId: string, key: string, value: T): Promise<void>;
  /** Forgets every key that begins so; all of the person's when empty. */
  forget(userId: string, prefix: string): Promise<void>;
  /** Forgets everything of everybody. */
  wipe(): Promise<void>;
}
