import type { PullWait } from '#contract/pull.ts';
import type { StoredProfiles } from '#contract/profiles.ts';
import type { ProjectProfiles } from '#state/mixpanel/profiles-state.ts';
import { formatCount, formatMoment, formatNoun } from '../../kit/format.ts';
import { describeTeamError } from '../../team/describe-team-error.ts';

/** Why a property that changes is flagged. */
export const LEAK =
  'Profiles hold only today’s value: what changes after A (plan, last seen, counts) leaks the answer into the question.';

/** What is here of the profiles, and whose they are. */
export function storedWords({ at, profiles, matched }: StoredProfiles, now: number): string {
  const others = profiles - matched;
  return [
    `Fetched ${formatMoment(at, now)}: ${formatNoun(profiles, 'profile')}, ${formatCount(matched)} of them of users with events here.`,
    ...(others > 0 ? [`${formatCount(others)} belong to nobody whose events are here, and are not used.`] : []),
  ].join(' ');
}

/** What becomes of them just now, where it is not that they are fetched. */
export function stateWords({ kind, stored, chosen }: ProjectProfiles): string {
  switch (kind) {
    case 'no-events':
      return 'They come into this browser after its first events.';
    case 'queued':
      return 'Next in line.';
    case 'elsewhere':
      return 'Another tab fetches them.';
    case 'waiting':
      return stored ? '' : 'They come after the next refresh of the events.';
    case 'off':
      return stored ? 'They are taken away again.' : '';
    case 'rest':
      return stored && stored.properties.join('\n') !== chosen.join('\n') ? 'The new choice comes next.' : '';
    default:
      return '';
  }
}

/** Why nothing comes just now, without the countdown. */
export function profilesWaitWords(wait: PullWait): string {
  if (wait.why === 'offline') return 'No network. It goes on by itself when the network is back.';
  if (wait.why === 'trouble') return `${describeTeamError(wait.error)} It is tried again by itself.`;
  const { lastHour, lastHourLimit } = wait.counts;
  return lastHour !== null && lastHourLimit !== null && lastHour >= lastHourLimit
    ? `Mixpanel’s limit is reached: ${formatCount(lastHour)} queries in the last hour, ${formatCount(lastHourLimit)} are allowed, with all your tools together. It goes on by itself.`
    : 'Mixpanel is busy for this project; other tools share its limit of queries. It goes on by itself.';
}
