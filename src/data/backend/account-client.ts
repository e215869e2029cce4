import type { AccountClient, Profile, Session } from '#contract/team.ts';
import { SESSION_KEY, type Backend, type SessionStorage } from './supabase-client.ts';
import { refused, teamRefusal } from './team-refusal.ts';
import { useMailedLink } from './use-mailed-link.ts';

interface Answered {
  readonly error: unknown;
}

/** Throws what was refused; answers the rest. */
export function accepted<T extends Answered>(answer: T): T {
  if (answer.error) throw teamRefusal(answer.error);
  return answer;
}

interface User {
  readonly id: string;
  readonly email?: string;
  readonly new_email?: string;
}

const sessionOf = (user: User): Session => ({
  userId: user.id,
  email: user.email ?? '',
  pendingEmail: user.new_email || null,
});

const same = (a: Session | null, b: Session | null) =>
  a?.userId === b?.userId && a?.email === b?.email && a?.pendingEmail === b?.pendingEmail;

/** The session that is kept, even one that has to be renewed; Auth takes it away when it is over for good. */
function keptSession(storage: SessionStorage): Session | null {
  try {
    const kept = JSON.parse(storage.getItem(SESSION_KEY) ?? 'null') as { readonly user?: User } | null;
    return kept?.user ? sessionOf(kept.user) : null;
  } catch {
    return null;
  }
}

/** Accounts over Supabase Auth. Nothing that Auth says is logged: it may hold addresses and tokens. */
export function createAccountClient(backend: Backend, storage: SessionStorage): AccountClient {
  const { auth } = backend;
  const listeners = new Set<(session: Session | null) => void>();
  // What is kept is believed until Auth says otherwise: without a network it cannot say anything for half a minute.
  let last = keptSession(storage);
  const tell = (session: Session | null) => {
    if (same(last, session)) return;
    last = session;
    listeners.forEach((listener) => listener(session));
  };
  auth.onAuthStateChange((_event, session) => tell(session ? sessionOf(session.user) : keptSession(storage)));

  return {
    watch(listener) {
      listeners.add(listener);
      listener(last);
      return () => listeners.delete(listener);
    },
    async signUp({ name, email, password }) {
      const { data } = accepted(await auth.signUp({ email, password, options: { data: { name } } }));
      // So hosted Auth says that the address has an account; nothing was made and no mail went out.
      if (data.user?.identities?.length === 0) throw refused('account/address-known');
    },
    signIn: async (email, password) => void accepted(await auth.signInWithPassword({ email, password })),
    async mailSignInLink(email) {
      const { error } = await auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
      if (error && error.code !== 'otp_disabled') throw teamRefusal(error);
    },
    mailReset: async (email) => void accepted(await auth.resetPasswordForEmail(email)),
    useLink: (link) => useMailedLink(backend, link),
    async changePassword(password, current) {
      accepted(await auth.updateUser(current === null ? { password } : { password, current_password: current }));
    },
    changeEmail: async (email) => {
      const { data } = accepted(await auth.updateUser({ email }));
      if (data.user) tell({ ...sessionOf(data.user), pendingEmail: data.user.new_email ?? email });
    },
    async signOut(scope) {
      const { error } = await auth.signOut({ scope: scope === 'here' ? 'local' : 'global' });
      if (error && scope === 'everywhere') throw teamRefusal(error);
      // Without an answer Auth keeps the session; on this device it ends all the same.
      storage.removeItem(SESSION_KEY);
      tell(null);
    },
    exportAccount: async () => accepted(await backend.rpc('export_account')).data,
    async deleteAccount() {
      accepted(await backend.rpc('delete_account'));
      await auth.signOut({ scope: 'local' });
      storage.removeItem(SESSION_KEY);
      tell(null);
    },
    async profile(userId): Promise<Profile> {
      const { data } = accepted(
        await backend.from('profiles').select('id, name, email, picture').eq('id', userId).maybeSingle(),
      );
      if (!data) throw refused('account/signed-out');
      return { userId: data.id, name: data.name ?? '', email: data.email, picture: data.picture };
    },
    async saveProfile(userId, patch) {
      accepted(await backend.from('profiles').update(patch).eq('id', userId));
    },
  };
}
