import type { ProfilesHost, ProfilesOutcome, ProfilesRequest, PullWait } from '#contract/pull.ts';
import type { ProfileSet } from '#contract/profiles.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ProfilePage } from '#core/mixpanel/profile-page.ts';
import { rateLimitWait, troubleWait } from '#core/mixpanel/rate-limit.ts';
import { fetchProfiles } from './fetch-profiles.ts';
import { createGate } from './gate.ts';
import type { ProfilesBegun, ProfileSpool } from './profile-spool.ts';
import { pullError, type Refusal } from './read-refusal.ts';
import { LOCKED_MS, LOCKED_TIMES, type PullDeps } from './run-pull.ts';

export type ProfilesDeps = Omit<PullDeps, 'openSpool'> & { readonly spool: ProfileSpool };

/** A pull that was broken off so long ago begins anew: Mixpanel will have forgotten its list, ms. */
const OLD_MS = 3 * 3_600_000;
/** Refusals and breaks in a row, and lists that Mixpanel forgot, after which it is given up. */
const MOST_TROUBLES = 12;
const MOST_LISTS = 4;

/**
 * Pulls all user profiles, page by page, and hands them over as one set.
 *
 * Goes on where a tab that was closed has left off. Refusals for asking too often are waited out, trouble is tried again.
 *
 * @throws PteroError `mixpanel/refused` when a person has to do something, `job/cancelled` (its pages are forgotten), or what
 * `take` failed with. Until it is over the set before stays as it was.
 */
export async function runProfiles(
  request: ProfilesRequest,
  { token, take, tell }: ProfilesHost,
  deps: ProfilesDeps,
  outer: AbortSignal,
): Promise<ProfilesOutcome> {
  const { now, wait, random, spool } = deps;
  const { url, publishableKey, projectId, properties } = request;
  const ending = new AbortController();
  const { signal } = ending;
  const end = () => ending.abort(new PteroError({ code: 'job/cancelled', message: 'the pull was cancelled' }));
  outer.addEventListener('abort', end, { once: true });
  if (outer.aborted) end();
  const gate = createGate({ now, wait, signal, opened: () => tell({ kind: 'going-on' }) });
  const anew = (): ProfilesBegun => ({ properties, sessionId: null, at: now(), pages: 0, profiles: 0 });
  const inRow = { limits: 0, troubles: 0 };
  let [requests, lists, signedOut] = [0, 0, 0];

  const shut = (ms: number, why: (untilMs: number) => PullWait): void =>
    tell({ kind: 'waiting', wait: why(gate.shut(ms)) });
  const trouble = (error: PteroError): void => {
    if (inRow.troubles >= MOST_TROUBLES) throw error;
    const ms = troubleWait(inRow.troubles++, random());
    shut(ms, (untilMs) => ({ why: 'trouble', untilMs, error: error.toData() }));
  };
  const refuse = async (refusal: Refusal): Promise<void> => {
    if (refusal.kind === 'rate-limit') {
      const ms = rateLimitWait(refusal, inRow.limits++, random());
      return shut(ms, (untilMs) => ({ why: 'rate-limit', untilMs, counts: refusal.counts }));
    }
    if (refusal.kind === 'refused' || (refusal.kind === 'signed-out' && signedOut++ > 0)) throw refusal.error;
    if (refusal.kind === 'trouble' && !deps.isOnline()) {
      tell({ kind: 'waiting', wait: { why: 'offline' } });
      await deps.backOnline(signal);
      if (!signal.aborted) tell({ kind: 'going-on' });
      return;
    }
    trouble(refusal.error);
  };

  /** The page after those that are here; null: ask again. */
  const next = async (begun: ProfilesBegun): Promise<ProfilePage | 'forgotten' | null> => {
    await gate.pass();
    let session: string | null;
    try {
      session = await token();
    } catch (cause) {
      // A session that has to be renewed needs the network, too.
      await refuse({ kind: 'trouble', error: PteroError.from(cause) });
      return null;
    }
    if (session === null) throw pullError('account/signed-out', 'nobody is signed in');
    requests += 1;
    const asked = { url, publishableKey, projectId, token: session, sessionId: begun.sessionId, page: begun.pages };
    const fetched = await fetchProfiles(deps.fetch, deps.stallMs, asked, signal);
    if (fetched.kind !== 'page') {
      if (fetched.kind === 'trouble' && fetched.error.details['reason'] === 'mixpanel/session-over') return 'forgotten';
      await refuse(fetched);
      return null;
    }
    Object.assign(inRow, { limits: 0, troubles: 0 });
    signedOut = 0;
    return fetched.page;
  };

  const all = async (): Promise<ProfilesBegun> => {
    const left = await spool.begun();
    const isOurs = left?.sessionId && sameTexts(left.properties, properties) && now() - left.at < OLD_MS;
    if (!isOurs) await spool.clear();
    let begun = isOurs ? left : anew();
    for (;;) {
      signal.throwIfAborted();
      const page = await next(begun);
      if (page === null) continue;
      if (page === 'forgotten') {
        if ((lists += 1) >= MOST_LISTS) throw pullError('mixpanel/unreachable', 'the list of profiles does not last');
        await spool.clear();
        begun = anew();
        continue;
      }
      begun = {
        ...begun,
        sessionId: page.sessionId ?? begun.sessionId,
        pages: begun.pages + 1,
        profiles: begun.profiles + page.profiles.length,
      };
      await spool.add(linesOf(page, properties), begun);
      tell({ kind: 'page', profiles: begun.profiles, total: Math.max(page.total, begun.profiles) });
      if (page.isLast || begun.sessionId === null) return begun;
    }
  };

  const handOver = async (set: ProfileSet): Promise<void> => {
    for (let times = 0; ; times += 1) {
      signal.throwIfAborted();
      const reply = await take(set);
      if (reply.ok) return;
      const error = new PteroError(reply.error);
      if (error.code !== 'store/locked' || times >= LOCKED_TIMES) throw error;
      await wait(LOCKED_MS, signal);
    }
  };

  try {
    const { at, profiles, ...begun } = await all();
    await handOver({ properties, at, lines: await spool.lines({ at, profiles, ...begun }) });
    await spool.clear();
    return { requests, profiles, longestWaitMs: gate.longestWaitMs };
  } catch (cause) {
    if (outer.aborted) await spool.clear();
    throw cause;
  } finally {
    outer.removeEventListener('abort', end);
  }
}

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, at) => text === b[at]);

/** A line a profile, and nothing in it that was not asked for. */
const linesOf = ({ profiles }: ProfilePage, names: readonly string[]): string =>
  profiles
    .map(({ id, properties }) => `${JSON.stringify([id, ...names.map((name) => valueOf(properties, name))])}\n`)
    .join('');

const valueOf = (properties: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(properties, name) ? properties[name] : null;
