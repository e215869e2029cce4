import type { PteroErrorData } from '#core/errors/ptero-error.ts';
import type { Days, DayNumber } from '#core/mixpanel/days.ts';
import type { RateLimitCounts } from '#core/mixpanel/rate-limit.ts';
import type { ProfileSet } from './profiles.ts';
import type { JobId, Reply } from './reply.ts';

/** A workspace's connection to Mixpanel, as every member may read it: all but the secret. */
export interface MixpanelConnection {
  /** Ptero's project. */
  readonly projectId: string;
  readonly workspaceId: string;
  /** IANA name; null where nobody said it: UTC. */
  readonly timeZone: string | null;
  /** Whether `time` is the project's wall clock; null where it is not known: then its events have to tell. */
  readonly isWallClock: boolean | null;
  /** What kept the last pull of anybody from working, as a stable code; null: nothing. */
  readonly lastProblem: string | null;
}

/** Where the function is and what is pulled through it. */
export interface PullRequest {
  readonly jobId: JobId;
  /** Of the function `mixpanel-export`. */
  readonly url: string;
  readonly publishableKey: string;
  /** Ptero's project. */
  readonly projectId: string;
  /** Newest first. */
  readonly days: readonly Days[];
  /** Days of the first slice. */
  readonly sliceDays: number;
}

/** Why a pull waits. */
export type PullWait =
  /** Mixpanel was asked too often, by whomever. */
  | { readonly why: 'rate-limit'; readonly untilMs: number; readonly counts: RateLimitCounts }
  /** Something failed that may go better later. */
  | { readonly why: 'trouble'; readonly untilMs: number; readonly error: PteroErrorData }
  /** Until the network is back. */
  | { readonly why: 'offline' };

/** The reason of a failed day that cannot be passed on in one piece: asking again is of no use. */
export const DAY_TOO_LARGE = 'mixpanel/day-too-large';

/** What a pull tells while it runs. */
export type PullNews =
  | { readonly kind: 'pulling'; readonly slice: Days; readonly bytes: number }
  | { readonly kind: 'done'; readonly slice: Days; readonly bytes: number; readonly sliceDays: number }
  /** Its days wait again: it was not whole, or Mixpanel was asked too often. */
  | { readonly kind: 'returned'; readonly slice: Days }
  | { readonly kind: 'failed'; readonly slice: Days; readonly error: PteroErrorData }
  /** It has not begun at Mixpanel, and is left to a later pull. */
  | { readonly kind: 'not-begun'; readonly slice: Days }
  | { readonly kind: 'waiting'; readonly wait: PullWait }
  /** The wait is over. */
  | { readonly kind: 'going-on' };

/** What a pull came to. Its days are told one by one. */
export interface PullOutcome {
  readonly requests: number;
  readonly slices: number;
  readonly bytes: number;
  readonly failedSlices: number;
  /** Days that were asked for and have not begun at Mixpanel: the zone or the clock here is ahead of its. */
  readonly notBegun: readonly DayNumber[];
  readonly longestWaitMs: number;
}

/** What the page does for a pull. */
export interface PullHost {
  /** The session's token, renewed if need be; null when nobody is signed in. */
  token(): Promise<string | null>;
  /** Makes a slice's bytes part of the project, all or nothing. */
  take(slice: Days, file: File): Promise<Reply<void>>;
  tell(news: PullNews): void;
}

/** A pull of user profiles: of the properties that an admin chose, as far as the page knows. */
export interface ProfilesRequest {
  readonly jobId: JobId;
  /** Of the function `mixpanel-profiles`. */
  readonly url: string;
  readonly publishableKey: string;
  /** Ptero's project. */
  readonly projectId: string;
  readonly properties: readonly string[];
}

export type ProfilesNews =
  | { readonly kind: 'page'; readonly profiles: number; readonly total: number }
  | { readonly kind: 'waiting'; readonly wait: PullWait }
  | { readonly kind: 'going-on' };

/** What the page does for a pull of profiles. */
export interface ProfilesHost {
  token: PullHost['token'];
  /** Puts the whole set into the store. */
  take(set: ProfileSet): Promise<Reply<void>>;
  tell(news: ProfilesNews): void;
}

export interface ProfilesOutcome {
  readonly requests: number;
  readonly profiles: number;
  readonly longestWaitMs: number;
}

/** What the pull worker exposes. */
export interface PullApi {
  run(
    request: PullRequest,
    token: PullHost['token'],
    take: PullHost['take'],
    tell: PullHost['tell'],
  ): Promise<Reply<PullOutcome>>;
  profiles(
    request: ProfilesRequest,
    token: ProfilesHost['token'],
    take: ProfilesHost['take'],
    tell: ProfilesHost['tell'],
  ): Promise<Reply<ProfilesOutcome>>;
  /** Forgets the pages of a pull of profiles that was not finished. */
  forgetProfiles(projectId: string): Promise<Reply<void>>;
  /** Best effort, idempotent. What was taken stays. */
  cancel(jobId: JobId): Promise<void>;
}

/** What the page holds of pulls of profiles. Rejects with a PteroError; `mixpanel/refused` needs a person. */
export interface ProfilesClient {
  run(
    request: Pick<ProfilesRequest, 'projectId' | 'properties'>,
    host: ProfilesHost,
    signal: AbortSignal,
  ): Promise<ProfilesOutcome>;
  forget(projectId: string): Promise<void>;
}

/** What the page holds of the pull worker. Rejects with a PteroError; `mixpanel/refused` needs a person. */
export interface PullClient {
  run(
    request: Omit<PullRequest, 'jobId' | 'url' | 'publishableKey'>,
    host: PullHost,
    signal: AbortSignal,
  ): Promise<PullOutcome>;
}

/** The connections of a workspace. */
export interface ConnectionsClient {
  connections(workspaceId: string): Promise<readonly MixpanelConnection[]>;
  /**
   * `ready`: the first results of a project are stored; the server mails those who asked. `problem`: its connection needs a
   * person; the server mails the admins, once.
   */
  notify(projectId: string, kind: 'ready' | 'problem'): Promise<void>;
}

/** What a day of the calendar shows. */
export type DayState = 'waiting' | 'pulling' | 'done' | 'failed';

export interface CoveredDay {
  readonly day: DayNumber;
  readonly state: DayState;
}
