import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { Connection, MixpanelClient, ServerCount } from '#contract/mixpanel.ts';
import type { SharedProject } from '#contract/shared.ts';
import type { TeamCache } from '#contract/team.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { MixpanelState } from './mixpanel-state.ts';
import type { SessionState, WorkspacesState } from '../team/team-state.ts';

export interface MixpanelDeps {
  readonly client: MixpanelClient;
  readonly cache: TeamCache;
  readonly session: Pick<SessionState, 'current'>;
  readonly workspaces: Pick<WorkspacesState, 'current' | 'onChange' | 'noteRefusal'>;
  /** The workspace's projects. */
  readonly projects: () => readonly SharedProject[];
  makeProject(project: SharedProject): Promise<void>;
  /** Runs after a connection was made or taken away. */
  changed(): Promise<void>;
  readonly hints: { get(key: string): string | null; set(key: string, value: string): void };
  readonly onReturn: (listener: () => void) => () => void;
  newId(): string;
}

const WANTED = 'ptero-connect';
const HEARD: ReadonlySet<string> = new Set(['mixpanel_connections']);

interface Seen {
  readonly connections: readonly Connection[];
}

/** Connections of the workspace being looked at: read when it is chosen, and again at each news of them. */
export function createMixpanel(deps: MixpanelDeps): MixpanelState {
  const { client, cache, session, workspaces, hints } = deps;
  const [connections, setConnections] = createSignal<readonly Connection[]>();
  const [counts, setCounts] = createSignal<readonly ServerCount[]>();
  const [mailed, setMailedIds] = createSignal<ReadonlySet<string>>(new Set());
  const [error, setError] = createSignal<PteroError | null>(null);
  const [isWanted, setWanted] = createSignal(hints.get(WANTED) === 'yes');
  /** Projects made for a connection that is not there yet, by workspace and name. */
  const made = new Map<string, string>();
  const workspaceId = createMemo(() => workspaces.current()?.id ?? null);
  const userId = createMemo(() => session.current()?.userId ?? null);
  let reads = 0;
  let countsWanted = false;

  const refresh = async (): Promise<void> => {
    const [workspace, person] = [workspaceId(), userId()];
    if (!workspace || !person) return;
    const read = ++reads;
    const isLatest = () => read === reads && workspaceId() === workspace && userId() === person;
    const key = `${workspace}/mixpanel`;
    try {
      if (connections() === undefined) {
        const seen = await cache.get<Seen>(person, key);
        if (seen && isLatest() && connections() === undefined) setConnections(seen.connections);
      }
      const [found, asked] = await Promise.all([client.connections(workspace), client.mailRequests(person)]);
      if (!isLatest()) return;
      setConnections(found);
      setMailedIds(new Set(asked));
      setError(null);
      await cache.put(person, key, { connections: found } satisfies Seen);
    } catch (cause) {
      if (isLatest()) setError(workspaces.noteRefusal(cause));
    }
  };
  const readCounts = async (): Promise<void> => {
    const workspace = workspaceId();
    if (!workspace) return;
    try {
      const found = await client.counts(workspace);
      if (workspaceId() === workspace) setCounts(found);
    } catch (cause) {
      if (workspaceId() === workspace) setError(workspaces.noteRefusal(cause));
    }
  };

  createEffect(
    on([workspaceId, userId], ([workspace]) => {
      reads += 1;
      setConnections(workspace ? undefined : []);
      setCounts(undefined);
      setError(null);
      countsWanted = false;
      void refresh();
    }),
  );
  onCleanup(
    workspaces.onChange((change) => {
      if (change === 'missed' || HEARD.has(change.entity)) void refresh();
    }),
  );
  onCleanup(deps.onReturn(() => void refresh()));

  const current = (): string => {
    const id = workspaceId();
    if (id) return id;
    throw new PteroError({ code: 'team/refused', message: 'no workspace', details: { reason: 'team/not-found' } });
  };
  const telling = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw workspaces.noteRefusal(cause);
    }
  };

  return {
    connections,
    error,
    refresh,
    counts() {
      const known = counts();
      if (known === undefined && !countsWanted && workspaceId()) {
        countsWanted = true;
        void readCounts();
      }
      return known;
    },
    async projectFor(choice) {
      if ('id' in choice) return choice.id;
      const workspace = current();
      const name = choice.name.trim();
      const key = `${workspace} ${name}`;
      const isFree = ({ id }: SharedProject) => !(connections() ?? []).some(({ projectId }) => projectId === id);
      const known = made.get(key) ?? deps.projects().find((one) => one.name === name && isFree(one))?.id;
      if (known) return known;
      const id = deps.newId();
      await telling(() => deps.makeProject({ id, name }));
      made.set(key, id);
      return id;
    },
    check: (form) => telling(() => client.check(form)),
    async connect(form) {
      const answer = await telling(() => client.connect(form));
      if (answer.verdict === 'right') await Promise.all([refresh(), deps.changed()]);
      return answer;
    },
    async disconnect(projectId) {
      await telling(() => client.disconnect(projectId));
      await Promise.all([refresh(), deps.changed()]);
    },
    mailed,
    async setMailed(projectId, wanted) {
      const workspace = current();
      await telling(() => (wanted ? client.askForMail(workspace, projectId) : client.takeBackMail(projectId)));
      setMailedIds((before) => {
        const after = new Set(before);
        if (wanted) after.add(projectId);
        else after.delete(projectId);
        return after;
      });
    },
    isWanted,
    setWanted(wanted) {
      hints.set(WANTED, wanted ? 'yes' : '');
      setWanted(wanted);
    },
  };
}
