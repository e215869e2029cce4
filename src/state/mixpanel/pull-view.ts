import type { MixpanelConnection, PullWait } from '#contract/pull.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import { createProjectClock } from '#core/mixpanel/project-clock.ts';
import { calendarOf, type PullProgress } from './pull-calendar.ts';
import { newRecord, type PullRecord, timeOf } from './pull-project.ts';
import type { ProjectPull } from './pull-state.ts';

/** How the last pull of a project ended, when it was not well. */
export type PullEnding =
  | { readonly kind: 'failed'; readonly error: PteroError; readonly at: number }
  /** Another tab pulls it. */
  | { readonly kind: 'elsewhere' };

/** What is known of a project's pull. */
export interface PullFacts {
  readonly connection: MixpanelConnection;
  readonly record: PullRecord | undefined;
  readonly ending: PullEnding | undefined;
  readonly isQueued: boolean;
  /** The pull of it that runs. */
  readonly run: { readonly progress: PullProgress | null; readonly wait: PullWait | null } | null;
  readonly nowMs: number;
}

/** What was pulled within so long is not pulled again by itself, ms. */
const FRESH_MS = 3_600_000;

/** When the newest day was pulled, Unix ms. */
export const pulledAt = (record: PullRecord | undefined): number | null => record?.pulled.at(-1)?.at ?? null;

/**
 * Whether what was begun here is pulled without anybody asking: not while it is paused, not a first import that was
 * cancelled, and not what was pulled, cancelled or refused within the hour.
 */
export function startsByItself(record: PullRecord, ending: PullEnding | undefined, nowMs: number): boolean {
  const { isPaused, completeAt, cancelledAt = null } = record;
  if (isPaused || (cancelledAt !== null && completeAt === null)) return false;
  const isFresh = (at: number | null): boolean => at !== null && nowMs - at < FRESH_MS;
  const isRefused = ending?.kind === 'failed' && ending.error.code !== 'worker/unavailable';
  if (isFresh(cancelledAt) || (isRefused && isFresh(ending.at))) return false;
  return completeAt === null || !isFresh(pulledAt(record));
}

/** What a screen shows of a project's pull. */
export function pullView({ connection, record, ending, isQueued, run, nowMs }: PullFacts): ProjectPull {
  const { pulled, completeAt, localId, tooLarge = [] } = record ?? newRecord('', connection);
  const clock = createProjectClock(timeOf(connection, record ?? newRecord('', connection)));
  const progress = run?.progress ?? null;
  return {
    kind: run ? 'pulling' : isQueued ? 'queued' : restOf(record, ending),
    wait: run?.wait ?? null,
    error: ending?.kind === 'failed' ? ending.error : null,
    days: calendarOf(clock.dayAt(nowMs), pulled, progress, tooLarge),
    progress: progress && {
      daysDone: progress.daysDone,
      days: progress.due.size,
      bytes: [...progress.coming.values()].reduce((sum, bytes) => sum + bytes, progress.bytesDone),
    },
    isFirst: completeAt === null,
    pulledAt: pulledAt(record),
    localId: localId || null,
  };
}

/** What a project shows that is not pulled just now. */
function restOf(record: PullRecord | undefined, ending: PullEnding | undefined): ProjectPull['kind'] {
  if (ending) return ending.kind;
  if (!record) return 'unbegun';
  if (record.isPaused) return 'paused';
  return (record.cancelledAt ?? null) === null ? 'rest' : 'cancelled';
}
