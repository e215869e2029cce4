import { createSignal, onCleanup } from 'solid-js';
import type { AccountClient, Profile, Session, TeamCache } from '#contract/team.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { SessionState } from './team-state.ts';

export interface SessionDeps {
  readonly accounts: AccountClient;
  readonly cache: TeamCache;
  /** A picture as base64 of a small WebP. Rejects with a PteroError `team/refused`, `picture/…`. */
  readonly shrinkPicture: (file: Blob) => Promise<string>;
}

/** Who is signed in. When somebody leaves, whatever was read in their name is forgotten before anything else is shown. */
export function createSession({ accounts, cache, shrinkPicture }: SessionDeps): SessionState {
  const [current, setCurrent] = createSignal<Session | null>();
  const [profile, setProfile] = createSignal<Profile>();
  const [error, setError] = createSignal<PteroError | null>(null);
  const forgets = new Set<() => Promise<void>>();

  const read = async (userId: string) => {
    const isStill = () => current()?.userId === userId;
    try {
      const found = await accounts.profile(userId);
      if (!isStill()) return;
      setProfile(found);
      setError(null);
      await cache.put(userId, 'profile', found);
    } catch (cause) {
      if (!isStill()) return;
      const refusal = PteroError.from(cause);
      setError(refusal);
      const seen = await cache.get<Profile>(userId, 'profile');
      if (seen && isStill() && !profile()) setProfile(seen);
      // The account is gone or its session was ended elsewhere: no request would ever work again.
      if (isStill() && refusal.details['reason'] === 'account/signed-out') await accounts.signOut('here');
    }
  };

  const leave = async () => {
    setProfile(undefined);
    setError(null);
    await Promise.all([...forgets].map((forget) => forget()));
    await cache.wipe();
  };

  const follow = async (next: Session | null) => {
    const before = current();
    if (before && before.userId !== next?.userId) {
      setCurrent(undefined);
      await leave();
    }
    setCurrent(next);
    if (next && (before?.userId !== next.userId || before.email !== next.email)) await read(next.userId);
  };
  let following = Promise.resolve();
  const followNext = async (turn: Promise<void>, next: Session | null) => {
    await turn;
    await follow(next);
  };
  onCleanup(
    accounts.watch((next) => {
      following = followNext(following, next);
    }),
  );

  const own = () => {
    const session = current();
    if (!session)
      throw new PteroError({ code: 'team/refused', message: 'signed out', details: { reason: 'account/signed-out' } });
    return session.userId;
  };
  const save = async (patch: Partial<Pick<Profile, 'name' | 'picture'>>) => {
    const userId = own();
    await accounts.saveProfile(userId, patch);
    setProfile((before) => before && { ...before, ...patch });
    await read(userId);
  };

  const { signUp, signIn, mailSignInLink, mailReset, changePassword, changeEmail, exportAccount, deleteAccount } =
    accounts;
  /** Waits until the session that a deed brought about is the one shown. */
  const settled = async <T>(deed: Promise<T>): Promise<T> => {
    const done = await deed;
    await following;
    return done;
  };
  return {
    current,
    profile,
    error,
    refresh: async () => {
      const session = current();
      if (session) await read(session.userId);
    },
    signUp,
    mailSignInLink,
    mailReset,
    changePassword,
    changeEmail,
    exportAccount,
    signIn: (email, password) => settled(signIn(email, password)),
    useLink: (link) => settled(accounts.useLink(link)),
    signOut: (scope) => settled(accounts.signOut(scope)),
    deleteAccount: () => settled(deleteAccount()),
    saveName: (name) => save({ name: name.trim() }),
    savePicture: async (file) => save({ picture: file ? await shrinkPicture(file) : null }),
    onLeave(forget) {
      forgets.add(forget);
      return () => forgets.delete(forget);
    },
  };
}
