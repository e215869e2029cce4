import type {
  AccountClient,
  Invitation,
  Member,
  PersonalNews,
  Role,
  Session,
  TeamCache,
  TeamNews,
  TeamRefusal,
  WorkspaceChange,
  WorkspaceClient,
} from '#contract/team.ts';
import { PteroError } from '#core/errors/ptero-error.ts';

export const refusal = (reason: TeamRefusal): PteroError =>
  new PteroError({ code: 'team/refused', message: reason, details: { reason } });

export const member = (name: string, role: Role = 'member', extra: Partial<Member> = {}): Member => ({
  userId: `id-${name}`,
  name,
  email: `${name.toLowerCase()}@example.com`,
  picture: null,
  role,
  joinedAt: 0,
  ...extra,
});

export const invitation = (email: string, extra: Partial<Invitation> = {}): Invitation => ({
  id: `inv-${email}`,
  email,
  role: 'member',
  invitedBy: 'Ada',
  invitedById: 'id-Ada',
  sentAt: Date.now(),
  expiresAt: Date.now() + 7 * 86_400_000,
  ...extra,
});

export interface FakeWorkspace {
  readonly id: string;
  name: string;
  members: Member[];
  invitations: Invitation[];
}

/** A server of accounts and workspaces that keeps the rules which matter to the app. One browser looks at it. */
export function createFakeServer(workspaces: FakeWorkspace[], signedInAs: string | null = 'Ada') {
  const sessionOf = (name: string): Session => ({
    userId: `id-${name}`,
    email: `${name.toLowerCase()}@example.com`,
    pendingEmail: null,
  });
  let session = signedInAs === null ? null : sessionOf(signedInAs);
  let reachable = true;
  const password = 'right password';
  const codes = new Map<string, { readonly workspace: FakeWorkspace; readonly invitation: Invitation }>();
  const watchers = new Set<(session: Session | null) => void>();
  const workspaceWatchers = new Map<string, Set<(change: WorkspaceChange | 'missed') => void>>();
  const personWatchers = new Set<(news: PersonalNews | 'missed') => void>();
  const calls: string[] = [];
  let joins = 0;

  const tell = (next: Session | null) => {
    session = next;
    watchers.forEach((watcher) => watcher(next));
  };
  const ask = (name: string) => {
    calls.push(name);
    if (!reachable) throw refusal('backend/unreachable');
    return session?.userId ?? '';
  };
  const find = (id: string, userId: string): FakeWorkspace => {
    const found = workspaces.find((one) => one.id === id);
    if (!found?.members.some((one) => one.userId === userId)) throw refusal('team/not-found');
    return found;
  };
  const asAdmin = (id: string, userId: string): FakeWorkspace => {
    const found = find(id, userId);
    if (found.members.find((one) => one.userId === userId)?.role !== 'admin') throw refusal('team/admins-only');
    return found;
  };
  const keepAnAdmin = (members: readonly Member[]) => {
    if (members.length > 0 && !members.some(({ role }) => role === 'admin')) throw refusal('team/last-admin');
  };
  const everybody = () => workspaces.flatMap(({ members }) => members);

  const accounts: AccountClient = {
    watch(listener) {
      watchers.add(listener);
      listener(session);
      return () => watchers.delete(listener);
    },
    signUp: async ({ email }) => {
      ask('signUp');
      if (everybody().some((one) => one.email === email)) throw refusal('account/address-known');
    },
    signIn: async (email, given) => {
      ask('signIn');
      if (given !== password) throw refusal('account/bad-credentials');
      tell({ userId: `id-${email}`, email, pendingEmail: null });
    },
    mailSignInLink: async () => void ask('mailSignInLink'),
    mailReset: async () => void ask('mailReset'),
    useLink: async ({ tokenHash, kind }) => {
      ask('useLink');
      if (tokenHash === 'used') throw refusal('account/link-used');
      if (tokenHash === 'half') return 'half-changed';
      tell(sessionOf('Ada'));
      if (kind === 'email_change') return 'email-changed';
      return kind === 'recovery' ? 'choose-password' : 'signed-in';
    },
    changePassword: async (_next, current) => {
      ask('changePassword');
      if (current !== null && current !== password) throw refusal('account/wrong-password');
    },
    changeEmail: async (email) => {
      ask('changeEmail');
      if (session) tell({ ...session, pendingEmail: email });
    },
    signOut: async (scope) => {
      calls.push(`signOut ${scope}`);
      if (!reachable && scope === 'everywhere') throw refusal('backend/unreachable');
      tell(null);
    },
    exportAccount: async () => ({ account: ask('exportAccount') }),
    deleteAccount: async () => {
      ask('deleteAccount');
      tell(null);
    },
    profile: async (userId) => {
      ask('profile');
      const found = everybody().find((one) => one.userId === userId);
      return found ?? { userId, name: 'Somebody', email: session?.email ?? '', picture: null };
    },
    saveProfile: async (userId, patch) => {
      ask('saveProfile');
      for (const workspace of workspaces)
        workspace.members = workspace.members.map((one) => (one.userId === userId ? { ...one, ...patch } : one));
    },
  };

  const client: WorkspaceClient = {
    workspaces: async (userId) => {
      ask('workspaces');
      return workspaces.flatMap(({ id, name, members }) => {
        const own = members.find((one) => one.userId === userId);
        return own ? [{ id, name, role: own.role }] : [];
      });
    },
    create: async (name) => {
      const userId = ask('create');
      if (name === '') throw refusal('team/bad-name');
      const maker = { ...member('Ada', 'admin'), userId };
      workspaces.push({ id: `w-${name}`, name, members: [maker], invitations: [] });
      return `w-${name}`;
    },
    rename: async (id, name) => {
      asAdmin(id, ask('rename')).name = name;
    },
    remove: async (id) => {
      workspaces.splice(workspaces.indexOf(asAdmin(id, ask('remove'))), 1);
    },
    exportAll: async (id) => ({ workspace: find(id, ask('exportAll')).name }),
    members: async (id) => {
      const userId = ask('members');
      const found = workspaces.find((one) => one.id === id);
      // Rows that one may not see are no error but no rows.
      return found?.members.some((one) => one.userId === userId) ? [...found.members] : [];
    },
    setRole: async (id, userId, role) => {
      const workspace = asAdmin(id, ask('setRole'));
      const next = workspace.members.map((one) => (one.userId === userId ? { ...one, role } : one));
      keepAnAdmin(next);
      workspace.members = next;
    },
    removeMember: async (id, userId) => {
      const workspace = asAdmin(id, ask('removeMember'));
      const next = workspace.members.filter((one) => one.userId !== userId);
      keepAnAdmin(next);
      workspace.members = next;
    },
    leave: async (id) => {
      const userId = ask('leave');
      const workspace = find(id, userId);
      const next = workspace.members.filter((one) => one.userId !== userId);
      keepAnAdmin(next);
      workspace.members = next;
    },
    invitations: async (id) => {
      ask('invitations');
      return workspaces.find((one) => one.id === id)?.invitations ?? [];
    },
    invite: async (id, email, role) => {
      const userId = ask('invite');
      const workspace = role === 'admin' ? asAdmin(id, userId) : find(id, userId);
      if (workspace.members.some((one) => one.email === email)) throw refusal('invitation/already-member');
      workspace.invitations = [invitation(email, { role, invitedById: userId }), ...workspace.invitations];
    },
    resend: async () => void ask('resend'),
    revoke: async (wanted) => {
      ask('revoke');
      for (const workspace of workspaces)
        workspace.invitations = workspace.invitations.filter(({ id }) => id !== wanted);
    },
    preview: async (code) => {
      ask('preview');
      const found = codes.get(code);
      if (!found) throw refusal('invitation/not-found');
      if (found.invitation.expiresAt <= Date.now()) throw refusal('invitation/expired');
      const { email, role, expiresAt, invitedBy } = found.invitation;
      return { workspace: found.workspace.name, invitedBy, email, role, expiresAt };
    },
    accept: async (code) => {
      const userId = ask('accept');
      const found = codes.get(code);
      if (!found) throw refusal('invitation/not-found');
      codes.delete(code);
      const joined = { ...member('Joined', found.invitation.role), userId };
      found.workspace.members = [...found.workspace.members, joined];
      return found.workspace.id;
    },
  };

  const news: TeamNews = {
    watchWorkspace(id, listener) {
      joins += 1;
      const all = workspaceWatchers.get(id) ?? new Set();
      workspaceWatchers.set(id, all.add(listener));
      return () => all.delete(listener);
    },
    watchPerson(_id, listener) {
      joins += 1;
      personWatchers.add(listener);
      return () => personWatchers.delete(listener);
    },
  };

  const kept = new Map<string, unknown>();
  const cache: TeamCache = {
    get: async <T>(userId: string, key: string) => (kept.get(`${userId} ${key}`) ?? null) as T | null,
    put: async (userId, key, value) => void kept.set(`${userId} ${key}`, value),
    forget: async (userId, prefix) => {
      for (const key of kept.keys()) if (key.startsWith(`${userId} ${prefix}`)) kept.delete(key);
    },
    wipe: async () => kept.clear(),
  };

  return {
    accounts,
    client,
    news,
    cache,
    kept,
    calls,
    codes,
    joins: () => joins,
    signedIn: () => session,
    endSession: () => tell(null),
    setReachable: (is: boolean) => void (reachable = is),
    tellWorkspace: (id: string, change: Partial<WorkspaceChange> | 'missed') =>
      workspaceWatchers
        .get(id)
        ?.forEach((listener) =>
          listener(
            change === 'missed'
              ? change
              : { id: 1, workspaceId: id, entity: 'members', rowId: '', operation: 'update', actor: null, ...change },
          ),
        ),
    tellPerson: (item: Partial<PersonalNews> | 'missed') =>
      personWatchers.forEach((listener) =>
        listener(item === 'missed' ? item : { id: 'n', kind: '', workspaceId: null, workspace: '', ...item }),
      ),
  };
}

export type FakeServer = ReturnType<typeof createFakeServer>;

/** Ada, who is its admin, and Bob. */
export const fieldNotes = (): FakeWorkspace => ({
  id: 'w1',
  name: 'Field notes',
  members: [member('Ada', 'admin'), member('Bob')],
  invitations: [],
});
