import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { MixpanelConnection, PullNews, PullWait } from '#contract/pull.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { coveredDays, dueDays, WINDOW_DAYS } from '#core/mixpanel/coverage.ts';
import { createProjectClock } from '#core/mixpanel/project-clock.ts';
import { createPullRecords } from './create-pull-records.ts';
import { noProgress, type PullProgress, withNews } from './pull-calendar.ts';
import { newRecord, pullProject, type PullRecord, timeOf } from './pull-project.ts';
import type { ProjectPull, PullState, PullStateDeps, Untold } from './pull-state.ts';
import { type PullEnding, pulledAt, pullView } from './pull-view.ts';

/** The pull that runs. */
interface Run {
  readonly projectId: string;
  readonly controller: AbortController;
  readonly progress: PullProgress | null;
  readonly wait: PullWait | null;
}

/** What was pulled within so long is not pulled again by itself, ms. */
const FRESH_MS = 3_600_000;
/** The lists of the screens are read again after a slice, at most so often, ms. */
const SHOWN_EVERY_MS = 20_000;

/** Pulls the chosen workspace's connected projects into this browser, and keeps them fresh once they are here. */
export function createPull(deps: PullStateDeps): PullState & Untold {
  const { local, projects, shared, now } = deps;
  const [connections, setConnections] = createSignal<readonly MixpanelConnection[]>();
  const [error, setError] = createSignal<PteroError | null>(null);
  const [endings, setEndings] = createSignal<ReadonlyMap<string, PullEnding>>(new Map());
  const [line, setLine] = createSignal<readonly string[]>([]);
  const [run, setRun] = createSignal<Run | null>(null);
  const records = createPullRecords(local);
  const anew = new Set<string>();
  const samples = new Map<string, number>();
  const noteFailure = (cause: unknown) => void setError(PteroError.from(cause));
  const connectionOf = (projectId: string) => connections()?.find((one) => one.projectId === projectId);
  const end = (projectId: string, ending: PullEnding | null) =>
    setEndings((known) => {
      const next = new Map(known);
      if (ending) next.set(projectId, ending);
      else next.delete(projectId);
      return next;
    });

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
      ...(!isHere && { pulled: [], completeAt: null, toldAt: null }),
      isPaused: false,
      oneIn: samples.get(projectId) ?? known.oneIn,
    };
  };

  const pull = async (connection: MixpanelConnection, controller: AbortController): Promise<void> => {
    const { projectId } = connection;
    const isAnew = anew.delete(projectId);
    let record = await recordFor(connection);
    await records.keep(projectId, record);
    const days = dueDays(isAnew ? [] : record.pulled, createProjectClock(timeOf(connection, record)), now());
    setRun({ projectId, controller, progress: noProgress(days), wait: null });
    let shownAt = Number.NEGATIVE_INFINITY;
    const outcome = await pullProject(
      {
        client: deps.client,
        ingest: deps.ingest,
        token: deps.token,
        isThere: deps.isThere,
        now,
        // Somebody may have stopped it while the slice was written.
        keep: (next) => records.keep(projectId, { ...next, isPaused: records.of(projectId)?.isPaused ?? false }),
      },
      {
        connection,
        projectName: shared.projects().find(({ id }) => id === projectId)?.name ?? 'Mixpanel',
        record,
        days,
        signal: controller.signal,
        onNews: (news) => onNews(controller, news),
        onTaken(next) {
          record = next;
          if (now() - shownAt < SHOWN_EVERY_MS) return;
          shownAt = now();
          void showEvents(projectId, next.localId);
        },
      },
    );
    const isComplete = outcome.failedSlices === 0 && coveredDays(record.pulled).length >= WINDOW_DAYS;
    await records.keep(projectId, { ...record, completeAt: record.completeAt ?? (isComplete ? now() : null) });
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
    end(projectId, reason === 'elsewhere' ? { kind: 'elsewhere' } : { kind: 'failed', error, at: now() });
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
    end(projectId, null);
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
  const stop = (): void => {
    setLine([]);
    run()?.controller.abort();
  };
  /** What was begun here and not stopped is kept fresh. */
  const refreshAll = (): void => {
    for (const { projectId } of untrack(connections) ?? []) {
      const record = untrack(() => records.of(projectId));
      const ending = untrack(endings).get(projectId);
      if (!record || record.isPaused || untrack(() => deps.isReadOnly?.())) continue;
      // What needs a person is not asked for again and again.
      if (ending?.kind === 'failed' && now() - ending.at < FRESH_MS) continue;
      const at = pulledAt(record);
      if (record.completeAt === null || at === null || now() - at >= FRESH_MS) untrack(() => enqueue(projectId));
    }
  };

  createEffect(
    on(deps.workspaceId, () => {
      stop();
      setConnections(undefined);
      setEndings(new Map());
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
        ending: endings().get(projectId),
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
    pause(projectId) {
      setLine((known) => known.filter((one) => one !== projectId));
      const record = records.of(projectId);
      if (record) void records.keep(projectId, { ...record, isPaused: true }).catch(noteFailure);
      if (run()?.projectId === projectId) run()?.controller.abort();
    },
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
