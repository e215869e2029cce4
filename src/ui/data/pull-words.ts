import type { CoveredDay, PullWait } from '#contract/pull.ts';
import type { PteroErrorData } from '#core/errors/ptero-error.ts';
import { formatCount, formatDay, formatNoun } from '../kit/format.ts';
import { describeTeamError } from '../team/describe-team-error.ts';

const DAY_MS = 86_400_000;

/** Reasons that an admin ends in the settings. */
const NEEDS_CREDENTIALS: ReadonlySet<unknown> = new Set([
  'mixpanel/wrong-secret',
  'mixpanel/wrong-region',
  'mixpanel/no-right',
  'mixpanel/not-connected',
]);

/** True where other credentials are what helps. */
export const needsCredentials = (error: PteroErrorData): boolean => NEEDS_CREDENTIALS.has(error.details['reason']);

/** 3:05; hours where there are any. */
export function clockWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** Why nothing comes just now, without the countdown. */
export function waitWords(wait: PullWait): string {
  if (wait.why === 'offline') return 'No network. It goes on by itself when the network is back.';
  if (wait.why === 'trouble') return `${describeTeamError(wait.error)} It is tried again by itself.`;
  const { lastHour, lastHourLimit, running, runningLimit } = wait.counts;
  if (lastHour !== null && lastHourLimit !== null && lastHour >= lastHourLimit)
    return `Mixpanel’s limit is reached: ${formatCount(lastHour)} exports in the last hour, ${formatCount(lastHourLimit)} are allowed, with all your tools together. It goes on by itself.`;
  if (running !== null && runningLimit !== null)
    return `Mixpanel is busy for this project: ${formatCount(running)} of ${formatCount(runningLimit)} exports are running, with all your tools together. It goes on by itself.`;
  return 'Mixpanel’s limit of exports is reached; other tools share it. It goes on by itself.';
}

/** What is left at this pace, in words; empty while the pace is not known. */
export function leftWords(daysDone: number, days: number, elapsedMs: number): string {
  if (daysDone === 0 || elapsedMs < 3000 || daysDone >= days) return '';
  const left = (elapsedMs / daysDone) * (days - daysDone);
  return left < 60_000 ? 'less than a minute left' : `about ${formatNoun(Math.ceil(left / 60_000), 'minute')} left`;
}

/** What a cancelled pull has left, and what comes of it. */
export function cancelledWords(isFirst: boolean, days: readonly CoveredDay[]): string {
  if (!isFirst) return 'What came stays. The next refresh comes by itself, in an hour at the earliest.';
  const here = days.filter(({ state }) => state === 'done').length;
  return `${formatCount(here)} of ${formatNoun(days.length, 'day')} are here and stay; ${formatCount(days.length - here)} are missing. Nothing is fetched until you say so.`;
}

/** What is to be done about days that are too large to come in one piece; empty where there are none. */
export function tooLargeWords(days: readonly CoveredDay[]): string {
  const failed = days.filter(({ state }) => state === 'failed');
  const [first] = failed;
  if (!first) return '';
  const which =
    failed.length === 1
      ? `${formatDay(first.day * DAY_MS)} is`
      : `${formatNoun(failed.length, 'day')}, marked below, are`;
  return ` ${which} too large to be passed on in one piece (more than some 300 MB a day). Export such a day from Mixpanel as a file and open that: it joins the project. It is not asked for again by itself.`;
}

/** How a day of the calendar stands. `file`: not fetched, and there are events of it. */
export type CalendarState = CoveredDay['state'] | 'file';

export const stateWords: Readonly<Record<CalendarState, string>> = {
  done: 'here',
  pulling: 'on its way',
  waiting: 'waiting',
  failed: 'failed',
  file: 'from a file',
};
