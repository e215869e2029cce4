import { createSignal } from 'solid-js';
import type { SharedProject, SharedStore, StoredAnswer } from '#contract/shared.ts';
import type { Member, Session, Workspace, WorkspaceChange } from '#contract/team.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { applyDeed } from '#core/sharing/shared-change.ts';
import type { SharedScenario } from '#core/sharing/shared-scenario.ts';

const refused = (reason: string) => new PteroError({ code: 'team/refused', message: reason, details: { reason } });

/** A workspace's server in memory, strict as the real one: members only, its own clock, news of each change. */
export function createSharedServer() {
  const scenarios = new Map<string, SharedScenario>();
  const answers = new Map<string, StoredAnswer>();
  const projects = new Map<string, SharedProject>();
  const hidden = new Map<string, Set<string>>();
  const deleted = new Set<string>();
  const members = new Map<string, Member['role']>([
    ['ada', 'admin'],
    ['bob', 'member'],
  ]);
  const listeners = new Map<(change: WorkspaceChange) => void, Person>();
  let clock = 1000;
  const tick = () => (clock += 1);
  const tell = (actor: string, entity: string, rowId: string, operation: WorkspaceChange['operation']) => {
    const change = { id: tick(), workspaceId: 'w', entity, rowId, operation, actor };
    for (const [listener, person] of listeners) if (person.online()) listener(change);
  };

  /** One person's browser tab: its network, and the store and news over it. */
  function person(userId: string) {
    const [online, setOnline] = createSignal(true);
    const [session, setSession] = createSignal<Session | null>({
      userId,
      email: `${userId}@example.com`,
      pendingEmail: null,
    });
    const [workspace, setWorkspace] = createSignal<Workspace | null>({
      id: 'w',
      name: 'Wrens',
      role: members.get(userId) ?? 'member',
    });
    const leaves = new Set<() => Promise<void>>();
    const losses = new Set<(id: string) => Promise<void>>();
    const returns = new Set<() => void>();
    let isFailing: string | null = null;
    let requests = 0;
    let losesNext = false;
    const own: Person = { online };
    const reach = async () => {
      requests += 1;
      await Promise.resolve();
      if (!online()) throw refused('backend/unreachable');
      if (!members.has(userId)) throw refused('team/not-allowed');
    };
    /** After the server did it, the answer may be lost. */
    const answered = <T>(value: T): T => {
      if (!losesNext) return value;
      losesNext = false;
      throw refused('backend/unreachable');
    };
    const store: SharedStore = {
      async newest() {
        await reach();
        const all = [...scenarios.values()].toSorted((a, b) => b.updatedAt - a.updatedAt);
        return { scenarios: all.slice(0, 200), projects: [...projects.values()], isAll: all.length <= 200 };
      },
      async all() {
        await reach();
        return [...scenarios.values()].toSorted((a, b) => b.updatedAt - a.updatedAt);
      },
      async some(_, ids) {
        await reach();
        return ids.flatMap((id) => scenarios.get(id) ?? []);
      },
      async deletedAmong(_, ids) {
        await reach();
        return new Set(ids.filter((id) => deleted.has(id)));
      },
      async send(_, { scenarioId, deed }) {
        await reach();
        if (isFailing) throw refused(isFailing);
        const found = scenarios.get(scenarioId);
        if (!found && deed.kind !== 'create') return answered(false);
        if (deed.kind === 'delete' && found?.createdBy !== userId && members.get(userId) !== 'admin')
          throw refused('team/not-allowed');
        const after = applyDeed(found, deed, userId, tick());
        if (after) scenarios.set(scenarioId, after);
        else {
          scenarios.delete(scenarioId);
          answers.delete(scenarioId);
          deleted.add(scenarioId);
        }
        tell(userId, deed.kind === 'pin' ? 'pins' : 'scenarios', scenarioId, after ? 'update' : 'delete');
        return answered(true);
      },
      async answer(scenarioId) {
        await reach();
        return answers.get(scenarioId) ?? null;
      },
      async putAnswer(_, scenarioId, answer) {
        await reach();
        const found = scenarios.get(scenarioId);
        if (!found) return answered(false);
        const { version, stage, claim, flow, conversion, dataFromMs, dataToMs, computedAt, fingerprint } =
          answer.result;
        const { entrants, converted } = flow;
        const counts = { version, stage, claim: claim.kind, entrants, converted, conversion };
        const summary = { ...counts, dataFromMs, dataToMs, computedAt, fingerprint, top: [] };
        const at = tick();
        answers.set(scenarioId, answer);
        scenarios.set(scenarioId, { ...found, updatedAt: at, answer: { summary, computedBy: userId, computedAt: at } });
        tell(userId, 'results', scenarioId, 'insert');
        return answered(true);
      },
      async makeProject(_, project) {
        await reach();
        if (!projects.has(project.id)) projects.set(project.id, project);
        tell(userId, 'projects', project.id, 'insert');
      },
      async hiddenEvents(projectId) {
        await reach();
        return [...(hidden.get(projectId) ?? [])];
      },
      async hideEvents(_, projectId, events) {
        await reach();
        hidden.set(projectId, new Set([...(hidden.get(projectId) ?? []), ...events]));
        tell(userId, 'hidden_events', projectId, 'insert');
      },
      async unhideEvents(projectId, events) {
        await reach();
        for (const event of events) hidden.get(projectId)?.delete(event);
        tell(userId, 'hidden_events', projectId, 'delete');
      },
    };
    return {
      store,
      online,
      requests: () => requests,
      leave: () => setOnline(false),
      return: () => setOnline(true),
      /** Comes back to the tab. */
      focus: () => returns.forEach((listener) => listener()),
      /** Changes are refused so from now on; null: taken again. */
      fail: (reason: string | null) => (isFailing = reason),
      /** The next change reaches the server, and its answer is lost on the way. */
      loseNextAnswer: () => (losesNext = true),
      async signOut() {
        setSession(null);
        await Promise.all([...leaves].map((forget) => forget()));
      },
      /** Another person signs in, in this very browser. */
      async giveTo(other: string) {
        await Promise.all([...leaves].map((forget) => forget()));
        setSession({ userId: other, email: `${other}@example.com`, pendingEmail: null });
      },
      async lose() {
        members.delete(userId);
        setWorkspace(null);
        await Promise.all([...losses].map((forget) => forget('w')));
      },
      session: {
        current: session,
        onLeave(forget: () => Promise<void>) {
          leaves.add(forget);
          return () => leaves.delete(forget);
        },
      },
      workspaces: {
        current: workspace,
        members: () =>
          [...members].map(([id, role]): Member => ({
            userId: id,
            role,
            name: id === 'ada' ? 'Ada' : 'Bob',
            email: `${id}@example.com`,
            picture: null,
            joinedAt: 0,
          })),
        onChange(listener: (change: WorkspaceChange | 'missed') => void) {
          listeners.set(listener, own);
          return () => listeners.delete(listener);
        },
        onLost(forget: (id: string) => Promise<void>) {
          losses.add(forget);
          return () => losses.delete(forget);
        },
        noteRefusal: (cause: unknown) => PteroError.from(cause),
      },
      onReturn(listener: () => void) {
        returns.add(listener);
        return () => returns.delete(listener);
      },
    };
  }
  return { person, scenarios, answers, projects, hidden, deleted, members };
}

interface Person {
  readonly online: () => boolean;
}
