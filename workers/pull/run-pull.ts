import { DAY_TOO_LARGE, type PullHost, type PullOutcome, type PullRequest, type PullWait } from '#contract/pull.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { DayNumber, Days } from '#core/mixpanel/days.ts';
import { rateLimitWait, troubleWait } from '#core/mixpanel/rate-limit.ts';
import { createSlicePlan } from '#core/mixpanel/slice-plan.ts';
import { type FetchDeps, type Fetched, fetchSlice } from './fetch-slice.ts';
import { createGate } from './gate.ts';
import { pullError, type Refusal } from './read-refusal.ts';

export interface PullDeps extends FetchDeps {
  /** Unix ms. */
  now(): number;
  /** Resolves after so long, or at once when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** A day that was cut off again and again after so many bytes or more is too large to be passed on in one piece. */
  readonly dayBytes: number;
  /** Uniform in [0, 1). */
  random(): number;
  isOnline(): boolean;
  /** Resolves once there is a network, or the signal aborts. */
  backOnline(signal: AbortSignal): Promise<void>;
}

/** So many slices are on their way at once. */
const AT_ONCE = 2;
/** The page is told of every so many bytes of a slice. */
const TOLD_EVERY = 1 << 20;
/** How long to wait for another tab that imports into the project, and how often, ms. */
export const LOCKED_MS = 5000;
export const LOCKED_TIMES = 60;

/** So often a day may be cut off as too large: each time costs all of it. */
const CUT_TIMES = 3;

/** No two clocks on earth are further apart: where more days have not begun, this one is wrong. */
const MOST_NOT_BEGUN = 2;

/** Failures of an import after which its days are asked for again. Any other ends the pull: a person has to see to it. */
const passing: ReadonlySet<PteroError['code']> = new Set([
  'import/not-an-export',
  'import/damaged',
  'import/unreadable',
  'worker/unavailable',
]);

/**
 * Pulls days of a project, the newest first, and hands each slice over when it is whole.
 *
 * Slices that fail are tried again, smaller where that may help; refusals for asking too often are waited out. What was
 * handed over stays, whatever comes after it.
 *
 * @throws PteroError `mixpanel/refused` when a person has to do something, `job/cancelled`, or what `take` failed with.
 */
export async function runPull(
  request: PullRequest,
  { token, take, tell }: PullHost,
  deps: PullDeps,
  outer: AbortSignal,
): Promise<PullOutcome> {
  const { now, wait, random } = deps;
  // One lane's failure ends the other.
  const ending = new AbortController();
  const { signal } = ending;
  const end = () => ending.abort(new PteroError({ code: 'job/cancelled', message: 'the pull was cancelled' }));
  outer.addEventListener('abort', end, { once: true });
  if (outer.aborted) end();

  const plan = createSlicePlan(request.days, request.sliceDays);
  const gate = createGate({ now, wait, signal, opened: () => tell({ kind: 'going-on' }) });
  const sum = { requests: 0, slices: 0, bytes: 0, failedSlices: 0 };
  const notBegun: DayNumber[] = [];
  let inRow = { limits: 0, troubles: 0 };
  let shutAt = Number.NEGATIVE_INFINITY;
  let signedOut = 0;
  let taking: Promise<unknown> = Promise.resolve();
  let running = 0;
  let wake: () => void = () => undefined;
  let changed = new Promise<void>((resolve) => (wake = resolve));
  const change = (): void => {
    wake();
    changed = new Promise((resolve) => (wake = resolve));
  };
  signal.addEventListener('abort', change, { once: true });

  const shut = (ms: number, why: (untilMs: number) => PullWait): void => {
    shutAt = now();
    tell({ kind: 'waiting', wait: why(gate.shut(ms)) });
  };

  const tooLarge = new Map<number, number>();
  /** A day cannot be asked for in parts: one that is cut off as too large is given up. */
  const isTooLarge = ({ from, to }: Days, bytes: number): boolean => {
    if (from !== to || bytes < deps.dayBytes) return false;
    const times = (tooLarge.get(from) ?? 0) + 1;
    tooLarge.set(from, times);
    return times >= CUT_TIMES;
  };

  const giveUp = (slice: Days, error: PteroError): void => {
    sum.failedSlices += 1;
    tell({ kind: 'failed', slice, error: error.toData() });
  };

  /** Its days wait again, or are given up. */
  const fail = (slice: Days, error: PteroError, isSmaller: boolean): void => {
    if (isSmaller ? plan.smaller(slice) : plan.again(slice)) {
      tell({ kind: 'returned', slice });
    } else {
      giveUp(slice, error);
    }
    const ms = troubleWait(inRow.troubles++, random());
    shut(ms, (untilMs) => ({ why: 'trouble', untilMs, error: error.toData() }));
  };

  /** Mixpanel's newest day is an earlier one, by its clock or for want of the right zone here: ours is left to the next refresh. */
  const leaveOut = ({ from, to }: Days, error: PteroError): void => {
    notBegun.push(to);
    if (notBegun.length > MOST_NOT_BEGUN) throw error;
    tell({ kind: 'not-begun', slice: { from: to, to } });
    if (from === to) return;
    const begun = { from, to: to - 1 };
    plan.giveBack(begun);
    tell({ kind: 'returned', slice: begun });
  };

  const refuse = async (slice: Days, refusal: Refusal, begunAt: number): Promise<void> => {
    if (refusal.kind === 'refused' || (refusal.kind === 'signed-out' && signedOut++ > 0)) throw refusal.error;
    if (refusal.kind === 'not-begun') return leaveOut(slice, refusal.error);
    if (refusal.kind === 'trouble' && !deps.isOnline()) {
      plan.giveBack(slice);
      tell({ kind: 'returned', slice });
      tell({ kind: 'waiting', wait: { why: 'offline' } });
      await deps.backOnline(signal);
      if (!signal.aborted) tell({ kind: 'going-on' });
      return;
    }
    if (refusal.kind !== 'rate-limit') return fail(slice, refusal.error, refusal.kind === 'too-large');
    plan.giveBack(slice);
    tell({ kind: 'returned', slice });
    // The other lane was refused with it: that is one refusal.
    if (begunAt < shutAt) return;
    const ms = rateLimitWait(refusal, inRow.limits++, random());
    shut(ms, (untilMs) => ({ why: 'rate-limit', untilMs, counts: refusal.counts }));
  };

  /** Hands a slice over; one at a time, as one import at a time goes into a project. */
  const handOver = async (slice: Days, file: File): Promise<PteroError | null> => {
    for (let times = 0; ; times += 1) {
      signal.throwIfAborted();
      const reply = await take(slice, file);
      if (reply.ok) return null;
      const error = new PteroError(reply.error);
      if (error.code === 'store/locked' && times < LOCKED_TIMES) await wait(LOCKED_MS, signal);
      else if (passing.has(error.code)) return error;
      else throw error;
    }
  };

  const keep = async (slice: Days, { file, bytes, drop }: Extract<Fetched, { kind: 'whole' }>): Promise<void> => {
    try {
      const turn = taking.then(() => handOver(slice, file));
      taking = turn.catch(() => undefined);
      const error = await turn;
      // What imports it is loaded over the network, too, where nothing has kept it.
      if (error?.code === 'worker/unavailable') return await refuse(slice, { kind: 'trouble', error }, now());
      if (error) return fail(slice, error, error.details['isIncomplete'] === true);
      plan.done(slice, bytes);
      sum.slices += 1;
      sum.bytes += bytes;
      tell({ kind: 'done', slice, bytes, sliceDays: plan.sliceDays });
    } finally {
      await drop();
    }
  };

  const pullOne = async (slice: Days): Promise<void> => {
    await gate.pass();
    let session: string | null;
    try {
      session = await token();
    } catch (cause) {
      // A session that has to be renewed needs the network, too.
      return refuse(slice, { kind: 'trouble', error: PteroError.from(cause) }, now());
    }
    if (session === null) throw pullError('account/signed-out', 'nobody is signed in');
    const { url, publishableKey, projectId } = request;
    const begunAt = now();
    sum.requests += 1;
    tell({ kind: 'pulling', slice, bytes: 0 });
    const asked = { url, publishableKey, projectId, token: session, slice };
    let told = 0;
    const fetched = await fetchSlice(deps, asked, signal, (bytes) => {
      if (bytes - told < TOLD_EVERY) return;
      told = bytes;
      tell({ kind: 'pulling', slice, bytes });
    });
    if (fetched.kind === 'whole') {
      inRow = { limits: 0, troubles: 0 };
      signedOut = 0;
      return keep(slice, fetched);
    }
    if (fetched.kind === 'cut' && isTooLarge(slice, fetched.bytes))
      return giveUp(
        slice,
        pullError(DAY_TOO_LARGE, 'the day is too large to be passed on in one piece', fetched.error),
      );
    if (fetched.kind === 'cut') return fail(slice, fetched.error, true);
    return refuse(slice, fetched, begunAt);
  };

  const lane = async (): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const slice = plan.next();
      if (slice === null && running === 0) return;
      if (slice === null) {
        await changed;
        continue;
      }
      running += 1;
      try {
        await pullOne(slice);
      } finally {
        running -= 1;
        change();
      }
    }
  };

  const lanes = Array.from({ length: AT_ONCE }, () =>
    lane().catch((cause: unknown) => {
      if (!signal.aborted) ending.abort(cause);
      throw cause;
    }),
  );
  await Promise.allSettled(lanes);
  outer.removeEventListener('abort', end);
  if (signal.aborted) throw signal.reason;
  return { ...sum, notBegun, longestWaitMs: gate.longestWaitMs };
}
