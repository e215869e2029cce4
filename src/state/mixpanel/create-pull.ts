import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { MixpanelConnection, PullNews, PullWait } from '#contract/pull.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { coveredDays, WINDOW_DAYS } from '#core/mixpanel/coverage.ts';
import { createPullEndings } from './create-pull-endings.ts';
import { createPullRecords } from './create-pull-records.ts';
import { type PullProgress, withDays, withNews } from './pull-calendar.ts';
import { pullDue } from './pull-due.ts';
import { newRecord, type PullRecord } from './pull-project.ts';
import type { ProjectPull, PullState, PullStateDeps, Untold } from './pull-state.ts';
import { pullView, startsByItself } from './pull-view.ts';

/** The pull that runs. */
interface Run {
  readonly projectId: string;
  readonly controller: AbortController;
  readonly progress: PullProgress | null;
  readonly wait: PullWait | null;
}

/** The lists of the screens are read again after a slice, at most so often, ms. */
const SHOWN_EVERY_MS = 20_000;

/** Pulls the chosen workspace's connected projects into this browser, and keeps them fresh once they are here. */
export function createPull(deps: PullStateDeps): PullState & Untold {
  const { local, projects, shared, now } = deps;
  const [connections, setConnections] = createSignal<readonly MixpanelConnection[]>();
  const [error, setError] = createSignal<PteroError | null>(null);
  const [line, setLine] = createSignal<readonly string[]>([]);
  const [run, setRun] = createSignal<Run | null>(null);
  const records = createPullRecords(local);
  const endings = createPullEndings();
  const anew = new Set<string>();
  const samples = new Map<string, number>();
  const noteFailure = (cause: unknown) => void setError(PteroError.from(cause));
  const connectionOf = (projectId: string) => connections()?.find((one) => one.projectId === projectId);

  const readRecords = (): Promise<void> =>
    records.read((connections() ?? []).flatMap(({ projectId }) => (run()?.projectId === projectId ? [] : [projectId])));

  const reload = async (): Promise<void> => {
    const workspace = untrack(deps.workspaceId);
    if (workspace === null) return;
    try {
      const found = await deps.connectionsOf(workspace);
      if (untrack(deps.workspaceId) !== workspace) return;
      setConnections(found);
      setError(null);
      await readRecords();
      refreshAll();
    } catch (cause) {
      setError(PteroError.from(cause));
    }
  };

  const onNews = (own: AbortController, news: PullNews): void => {
    setRun((known) => {
      if (known?.controller !== own || known.progress === null) return known;
      if (news.kind === 'waiting') return { ...known, wait: news.wait };
      return { ...known, wait: news.kind === 'going-on' ? null : known.wait, progress: withNews(known.progress, news) };
    });
  };

  /** The record as it stands; what was pulled into a project that is gone is not there. */
  const recordFor = async (connection: MixpanelConnection): Promise<PullRecord> => {
    const { projectId } = connection;
    const known = records.of(projectId) ?? newRecord(shared.localOf(projectId) ?? deps.newId(), connection);
    const isHere = known.pulled.length === 0 || (await deps.isThere(known.localId));
    return {
      ...known,
      ...(!isHere && { pulled: [], rewritten: [], completeAt: null, toldAt: null }),
      isPaused: false,
      cancelledAt: null,
      oneIn: samples.get(projectId) ?? known.oneIn,
    };
  };

  const pull = async (connection: MixpanelConnection, controller: AbortController): Promise<void> => {
    const { projectId } = connection;
    const isAnew = anew.delete(projectId);
    const record = await recordFor(connection);
    controller.signal.throwIfAborted();
    await records.keep(projectId, record);
    let shownAt = Number.NEGATIVE_INFINITY;
    const { record: reached, outcomes } = await pullDue(
      { ...deps, keep: (next) => records.keepUnstopped(projectId, next) },
      {
        connection,
        projectName: shared.projects().find(({ id }) => id === projectId)?.name ?? 'Mixpanel',
        record,
        isAnew,
        signal: controller.signal,
        onDays: (days) =>
          setRun((known) =>
            known?.controller === controller ? { ...known, progress: withDays(known.progress, days) } : known,
          ),
        onNews: (one) => onNews(controller, one),
        onTaken({ localId }) {
          if (now() - shownAt < SHOWN_EVERY_MS) return;
          shownAt = now();
          void showEvents(projectId, localId);
        },
      },
    );
    const known = new Set([
      ...coveredDays(reached.pulled),
      ...(reached.tooLarge ?? []),
      ...outcomes.flatMap(({ notBegun }) => notBegun),
    ]);
    const isComplete = known.size >= WINDOW_DAYS;
    await records.keepUnstopped(projectId, {
      ...reached,
      completeAt: reached.completeAt ?? (isComplete ? now() : null),
    });
  };

  /** Shows what has come, the first time as the project that is looked at. */
  const showEvents = async (projectId: string, localId: string): Promise<void> => {
    const isNew = shared.localOf(projectId) !== localId;
    if (isNew) await shared.link(localId, projectId).catch(noteFailure);
    await projects.refresh();
    if (isNew && projects.list()?.some(({ id }) => id === localId)) projects.select(localId);
  };

  const noteEnding = (projectId: string, error: PteroError): void => {
    const reason = error.code === 'mixpanel/refused' ? error.details['reason'] : null;
    endings.put(projectId, reason === 'elsewhere' ? { kind: 'elsewhere' } : { kind: 'failed', error, at: now() });
    if (String(reason).startsWith('mixpanel/')) deps.needsPerson(projectId);
  };

  const next = async (): Promise<void> => {
    const [projectId, ...rest] = line();
    if (run() !== null || projectId === undefined) return;
    setLine(rest);
    const connection = connectionOf(projectId);
    if (!connection) return next();
    const controller = new AbortController();
    setRun({ projectId, controller, progress: null, wait: null });
    endings.put(projectId, null);
    const stopSaying = deps.presence.announce(records.of(projectId)?.localId ?? '');
    try {
      await pull(connection, controller);
    } catch (cause) {
      const failure = PteroError.from(cause);
      if (!controller.signal.aborted) noteEnding(projectId, failure);
    } finally {
      stopSaying();
      setRun((known) => (known?.controller === controller ? null : known));
    }
    const { localId = '' } = records.of(projectId) ?? {};
    if (await deps.isThere(localId).catch(() => false)) {
      await showEvents(projectId, localId);
      deps.changed(localId);
    }
    void next();
  };

  const enqueue = (projectId: string): void => {
    if (run()?.projectId === projectId || line().includes(projectId)) return;
    setLine((known) => [...known, projectId]);
    void next();
  };
  /** Ends one project's pull, and keeps why. */
  const halt = (projectId: string, why: Partial<PullRecord>): void => {
    setLine((known) => known.filter((one) => one !== projectId));
    anew.delete(projectId);
    const record = records.of(projectId);
    if (record) void records.keep(projectId, { ...record, ...why }).catch(noteFailure);
    if (run()?.projectId === projectId) run()?.controller.abort();
  };
  const stop = (): void => {
    setLine([]);
    run()?.controller.abort();
  };
  /** What was begun here and not stopped is kept fresh. */
  const refreshAll = (): void =>
    untrack(() => {
      if (deps.isReadOnly?.()) return;
      for (const { projectId } of connections() ?? []) {
        const record = records.of(projectId);
        if (record && startsByItself(record, endings.of(projectId), now())) enqueue(projectId);
      }
    });

  createEffect(
    on(deps.workspaceId, () => {
      stop();
      setConnections(undefined);
      endings.forget();
      void reload();
    }),
  );
  onCleanup(deps.onDue(() => void reload()));
  onCleanup(local.onChange(() => void readRecords()));
  onCleanup(stop);

  const filling = createMemo(
    () =>
      new Set(
        [...records.all()].flatMap(([projectId, { localId, completeAt }]) =>
          completeAt === null && (run()?.projectId === projectId || line().includes(projectId)) ? [localId] : [],
        ),
      ),
  );

  return {
    connections,
    error,
    reload,
    of(projectId): ProjectPull | undefined {
      const connection = connectionOf(projectId);
      if (!connection) return undefined;
      const running = run();
      return pullView({
        connection,
        record: records.of(projectId),
        ending: endings.of(projectId),
        isQueued: line().includes(projectId),
        run: running?.projectId === projectId ? running : null,
        nowMs: now(),
      });
    },
    start(projectId, options = {}) {
      const { everything = false, oneIn } = options;
      if (everything) anew.add(projectId);
      if (oneIn !== undefined) samples.set(projectId, oneIn);
      enqueue(projectId);
    },
    pause: (projectId) => halt(projectId, { isPaused: true }),
    cancel: (projectId) => halt(projectId, { cancelledAt: now() }),
    isFilling: (localId) => filling().has(localId),
    untold: createMemo(() =>
      (connections() ?? []).flatMap(({ projectId }) => {
        const record = records.of(projectId);
        return record && record.completeAt !== null && record.toldAt === null
          ? [{ projectId, localId: record.localId }]
          : [];
      }),
    ),
    async told(projectId) {
      const record = records.of(projectId);
      if (record) await records.keep(projectId, { ...record, toldAt: now() });
    },
  };
}
