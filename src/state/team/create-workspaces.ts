import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { PersonalNews, TeamCache, TeamNews, Workspace, WorkspaceChange, WorkspaceClient } from '#contract/team.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createPeople } from './create-people.ts';
import type { LostWorkspace, SessionState, WorkspacesState } from './team-state.ts';

export interface WorkspacesDeps {
  readonly client: WorkspaceClient;
  readonly news: TeamNews;
  readonly cache: TeamCache;
  readonly session: Pick<SessionState, 'current' | 'onLeave' | 'refresh'>;
  readonly hints: { get(key: string): string | null; set(key: string, value: string): void };
  /** Calls back when the reader comes back to the page or the network does. Returns the way to stop. */
  readonly onReturn: (listener: () => void) => () => void;
}

const CHOSEN = 'ptero-workspace';
const CODE = 'ptero-invitation';
const WAYS_OUT: Readonly<Record<string, LostWorkspace['kind']>> = {
  'team/removed': 'removed',
  'team/deleted': 'deleted',
};
const MAY_BE_LOST = new Set<unknown>(['team/not-found', 'team/not-allowed', 'account/signed-out']);

const sameValue = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The workspaces of who is signed in, and the one being looked at.
 *
 * Membership is believed from the server only: news make the lists be read again, and a workspace that is no longer on the
 * list is left at once, with a word about it, and what was read of it is forgotten.
 */
export function createWorkspaces(deps: WorkspacesDeps): WorkspacesState {
  const { client, news, cache, session, hints } = deps;
  const [list, setList] = createSignal<readonly Workspace[] | undefined>(undefined, { equals: sameValue });
  const [chosen, setChosen] = createSignal(hints.get(CHOSEN) || null);
  const [error, setError] = createSignal<PteroError | null>(null);
  const [lost, setLost] = createSignal<LostWorkspace | null>(null);
  const [code, setCode] = createSignal(hints.get(CODE) || null);
  const changeListeners = new Set<(change: WorkspaceChange | 'missed') => void>();
  const lostListeners = new Set<(workspaceId: string) => Promise<void>>();

  const current = () => list()?.find(({ id }) => id === chosen()) ?? null;
  const people = createPeople({ client, cache, workspaceId: () => current()?.id ?? null });
  const choose = (id: string | null) => {
    if (id === chosen()) return;
    people.clear();
    hints.set(CHOSEN, id ?? '');
    setChosen(id);
  };
  const keepCode = (next: string | null) => {
    hints.set(CODE, next ?? '');
    setCode(next);
  };

  const forget = async (workspaceId: string) => {
    const userId = session.current()?.userId;
    if (userId) await cache.forget(userId, `${workspaceId}/`);
    await Promise.all([...lostListeners].map((listener) => listener(workspaceId)));
  };
  /** Puts the newest list in place; what is no longer on it is left and forgotten. */
  const show = async (next: readonly Workspace[], kind: LostWorkspace['kind'] = 'removed') => {
    const gone = (list() ?? []).filter(({ id }) => !next.some((one) => one.id === id));
    const here = gone.find(({ id }) => id === chosen());
    if (here) {
      setLost({ kind, name: here.name });
      choose(null);
    }
    setList(next);
    await Promise.all(gone.map(({ id }) => forget(id)));
  };

  const attempt = async (work: (userId: string, isStill: () => boolean) => Promise<void>): Promise<void> => {
    const userId = session.current()?.userId;
    if (!userId) return;
    const isStill = () => session.current()?.userId === userId;
    try {
      await work(userId, isStill);
      if (isStill()) setError(null);
    } catch (cause) {
      if (isStill()) setError(PteroError.from(cause));
    }
  };
  let listReads = 0;
  const readList = (kind?: LostWorkspace['kind']) =>
    attempt(async (userId, isSame) => {
      listReads += 1;
      const read = listReads;
      const isStill = () => isSame() && read === listReads;
      if (list() === undefined) {
        const seen = await cache.get<readonly Workspace[]>(userId, 'workspaces');
        if (seen && isStill() && list() === undefined) setList(seen);
      }
      const next = await client.workspaces(userId);
      if (!isStill()) return;
      await show(next, kind);
      await cache.put(userId, 'workspaces', next);
    });
  const readPeople = () =>
    attempt(async (userId) => {
      if (!(await people.read(userId))) await readList();
    });
  const refresh = async () => {
    await readList();
    await readPeople();
  };

  const hearPerson = (item: PersonalNews | 'missed') => {
    if (item === 'missed') return void readList();
    void readList(WAYS_OUT[item.kind]);
    if (item.kind === 'team/promoted' || item.kind === 'team/demoted') void readPeople();
  };
  const hearWorkspace = (item: WorkspaceChange | 'missed') => {
    const entity = item === 'missed' ? 'members' : item.entity;
    const isOwn = item === 'missed' || item.rowId === session.current()?.userId;
    if (entity === 'workspaces' || (entity === 'members' && isOwn)) void readList();
    if (entity === 'members' || entity === 'invitations' || entity === 'profiles') void readPeople();
    changeListeners.forEach((listener) => listener(item));
  };

  createEffect(
    on(
      // By the value: a session that was merely renewed, or a list that was read again, must not join its channel anew.
      createMemo(() => session.current()?.userId),
      (userId) => {
        setLost((before) => (userId ? null : before));
        setList(userId ? undefined : []);
        if (!userId) return;
        void readList();
        onCleanup(news.watchPerson(userId, hearPerson));
      },
    ),
  );
  createEffect(
    on(
      createMemo(() => current()?.id),
      (id) => {
        if (!id) return;
        void untrack(readPeople);
        onCleanup(news.watchWorkspace(id, hearWorkspace));
      },
    ),
  );
  onCleanup(deps.onReturn(() => void refresh()));
  onCleanup(
    session.onLeave(async () => {
      choose(null);
      keepCode(null);
      setError(null);
    }),
  );

  const noteRefusal = (cause: unknown): PteroError => {
    const refusal = PteroError.from(cause);
    if (refusal.details['reason'] === 'invitation/not-sent') void readPeople();
    if (MAY_BE_LOST.has(refusal.details['reason'])) void Promise.all([readList(), session.refresh()]);
    return refusal;
  };
  const here = () => chosen() ?? '';
  /** A deed and then the newest state; a refusal may tell that this is no longer one's workspace. */
  const deed = async <T>(work: () => Promise<T>, after: () => Promise<void>): Promise<T> => {
    try {
      const done = await work();
      await after();
      return done;
    } catch (cause) {
      throw noteRefusal(cause);
    }
  };
  const goTo = async (id: string) => {
    await readList();
    choose(id);
  };
  /** Left on purpose: without the sentence about having lost it. */
  const depart = async () => {
    choose(null);
    await readList();
  };

  return {
    list,
    current,
    isOpening: () => chosen() !== null && list() === undefined && error() === null,
    members: people.members,
    invitations: people.invitations,
    error,
    lost,
    dismissLost: () => setLost(null),
    choose,
    refresh,
    create: async (name) =>
      goTo(
        await deed(
          () => client.create(name.trim()),
          async () => undefined,
        ),
      ),
    rename: (name) => deed(() => client.rename(here(), name.trim()), readList),
    remove: () => deed(() => client.remove(here()), depart),
    exportAll: () =>
      deed(
        () => client.exportAll(here()),
        async () => undefined,
      ),
    setRole: (userId, role) => deed(() => client.setRole(here(), userId, role), refresh),
    removeMember: (userId) => deed(() => client.removeMember(here(), userId), readPeople),
    leave: () => deed(() => client.leave(here()), depart),
    invite: (email, role) => deed(() => client.invite(here(), email.trim(), role), readPeople),
    resend: (id) => deed(() => client.resend(id), readPeople),
    revoke: (id) => deed(() => client.revoke(id), readPeople),
    preview: (wanted) => client.preview(wanted),
    accept: async (wanted) => {
      const id = await deed(
        () => client.accept(wanted),
        async () => undefined,
      );
      keepCode(null);
      await goTo(id);
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    noteRefusal,
    onLost(listener) {
      lostListeners.add(listener);
      return () => lostListeners.delete(listener);
    },
    waitingCode: code,
    keepCode,
  };
}
