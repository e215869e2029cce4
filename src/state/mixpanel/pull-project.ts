import type { IngestClient } from '#contract/clients.ts';
import {
  DAY_TOO_LARGE,
  type MixpanelConnection,
  type PullClient,
  type PullNews,
  type PullOutcome,
} from '#contract/pull.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { type PulledDays, withPulled } from '#core/mixpanel/coverage.ts';
import { type DayNumber, type Days, eachDay } from '#core/mixpanel/days.ts';
import { createProjectClock, type ProjectTime } from '#core/mixpanel/project-clock.ts';
import { FIRST_SLICE_DAYS } from '#core/mixpanel/slice-plan.ts';

/** What this browser keeps of a project that is pulled. Written after each slice, and never before its events are there. */
export interface PullRecord {
  /** This browser's project that holds the events. */
  readonly localId: string;
  readonly pulled: readonly PulledDays[];
  /** Days of the next first slice. */
  readonly sliceDays: number;
  /** Null: events have to tell. */
  readonly isWallClock: boolean | null;
  /** When all of the first import was there, Unix ms; null before. */
  readonly completeAt: number | null;
  /** When its first results were stored for the team, and that was told, Unix ms; null before. */
  readonly toldAt: number | null;
  /** The reader stopped it: nothing is pulled until they say so. */
  readonly isPaused: boolean;
  /** When the reader ended the last pull before it was through, Unix ms; null, or absent in records of before: they did not. */
  readonly cancelledAt?: number | null;
  /** Days that merges of ids have rewritten, and when that was noticed: read anew unless they were since. */
  readonly rewritten?: readonly PulledDays[];
  /** Days that are too large to be passed on in one piece: not asked for again by themselves. */
  readonly tooLarge?: readonly DayNumber[];
  /** One in so many users is kept; 1: everybody. */
  readonly oneIn: number;
}

export const newRecord = (localId: string, { isWallClock }: MixpanelConnection): PullRecord => ({
  localId,
  pulled: [],
  sliceDays: FIRST_SLICE_DAYS,
  isWallClock,
  completeAt: null,
  toldAt: null,
  isPaused: false,
  cancelledAt: null,
  oneIn: 1,
});

/** How a connected project counts time, as far as it is known. */
export const timeOf = ({ timeZone }: MixpanelConnection, { isWallClock }: PullRecord): ProjectTime => ({
  zone: timeZone ?? 'UTC',
  isWallClock: isWallClock === true,
});

export interface PullProjectDeps {
  readonly client: PullClient;
  readonly ingest: IngestClient;
  /** The session's token, renewed if need be. */
  token(): Promise<string | null>;
  /** Keeps the record. */
  keep(record: PullRecord): Promise<void>;
  /** True when the store holds a project of that id. */
  isThere(localId: string): Promise<boolean>;
  now(): number;
}

export interface PullTask {
  readonly connection: MixpanelConnection;
  readonly projectName: string;
  readonly record: PullRecord;
  /** Newest first. */
  readonly days: readonly Days[];
  readonly signal: AbortSignal;
  onNews(news: PullNews): void;
  /** A slice is in the store and in the record. */
  onTaken(record: PullRecord): void;
}

const keyOf = ({ from, to }: Days) => `${from}-${to}`;

/**
 * Pulls days of a project into this browser's store, each slice as one import that replaces these days.
 *
 * @throws PteroError `mixpanel/refused`, `job/cancelled`, or what the import fails with. What came before stays.
 */
export async function pullProject(deps: PullProjectDeps, task: PullTask): Promise<PullOutcome> {
  const { client, ingest, now } = deps;
  const { connection, projectName, days, signal } = task;
  let { record } = task;
  const begunAt = new Map<string, number>();

  const importSlice = async (slice: Days, file: File): Promise<void> => {
    // Days without an event make no project.
    if (file.size === 0 && !(await deps.isThere(record.localId))) return;
    if (record.isWallClock === null && file.size > 0) {
      const [look] = await ingest.inspect([file]);
      record = { ...record, isWallClock: (look?.wallClockOffsetMinutes ?? 0) !== 0 };
    }
    const time = timeOf(connection, record);
    await ingest.run(
      {
        files: [file],
        projectId: null,
        newProjectId: record.localId,
        projectName,
        timeBasis: time.isWallClock ? { kind: 'wall-clock', zone: time.zone } : { kind: 'utc' },
        mode: 'replace-days',
        whole: createProjectClock(time).exportTime(slice),
        source: 'Mixpanel',
        ...(record.oneIn > 1 && { oneIn: record.oneIn }),
      },
      { signal, onProgress: () => undefined },
    );
  };

  const take = async (slice: Days, file: File): Promise<void> => {
    // Of what comes in while the answer is on its way nothing is known.
    const at = begunAt.get(keyOf(slice)) ?? now();
    await importSlice(slice, file);
    const tooLarge = (record.tooLarge ?? []).filter((day) => day < slice.from || day > slice.to);
    record = { ...record, pulled: withPulled(record.pulled, { ...slice, at }), tooLarge };
    await deps.keep(record);
    task.onTaken(record);
  };

  const outcome = await client.run(
    { projectId: connection.projectId, days, sliceDays: record.sliceDays },
    {
      token: deps.token,
      take: async (slice, file) => {
        try {
          await take(slice, file);
          return { ok: true, value: undefined };
        } catch (cause) {
          return { ok: false, error: PteroError.from(cause).toData() };
        }
      },
      tell(news) {
        if (news.kind === 'pulling' && news.bytes === 0) begunAt.set(keyOf(news.slice), now());
        if (news.kind === 'done') record = { ...record, sliceDays: news.sliceDays };
        if (news.kind === 'failed' && news.error.details['reason'] === DAY_TOO_LARGE) {
          record = { ...record, tooLarge: [...(record.tooLarge ?? []), ...eachDay(news.slice)] };
        }
        task.onNews(news);
      },
    },
    signal,
  );
  // Days that were given up are not written with a slice.
  if (outcome.failedSlices > 0) await deps.keep(record);
  return outcome;
}
