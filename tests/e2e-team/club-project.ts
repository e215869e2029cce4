import { createRandom } from '#core/stats/random.ts';
import { mixpanelProject, type MixpanelProject, type PlainEvent } from '../../supabase/local/mixpanel/project.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const USERS = 1400;

/**
 * A club whose members mostly become such when a friend sent them; that is in their profiles only. So is the plan they have
 * today, which is what becoming a member gives. Profiles carry hundreds of other properties, and some are of nobody.
 */
export function clubProject(nowMs: number): MixpanelProject {
  const random = createRandom(5);
  const events: PlainEvent[] = [];
  const done = (event: string, distinctId: string, timeMs: number) =>
    events.push({ event, timeMs, distinctId, insertId: `${event} ${distinctId}`, processedMs: timeMs, properties: {} });
  const profiles = Array.from({ length: USERS }, (_, n) => {
    const id = `club-${n}`;
    const begin = nowMs - 160 * DAY + Math.floor((n / USERS) * 120 * DAY);
    const isFriend = random.below(3) === 0;
    const isMember = random.uniform() < (isFriend ? 0.65 : 0.2);
    done('Visit', id, begin);
    if (random.below(2) === 0) done('Read rules', id, begin + HOUR);
    if (isMember) done('Become member', id, begin + (2 + random.below(60)) * HOUR);
    done('Return', id, begin + 30 * DAY);
    return {
      distinctId: id,
      properties: {
        $created: new Date(begin).toISOString(),
        'Initial source': isFriend ? 'friend' : 'advert',
        'Plan today': isMember && random.uniform() < 0.9 ? 'club' : 'none',
        $email: `${id}@example.com`,
        'المدينة الأولى والأخيرة': n % 2 ? 'القاهرة' : 'دبي',
        ['A name that is as long as names of properties become when a form writes its whole question into them']: n % 7,
        ...Object.fromEntries(Array.from({ length: 260 }, (__, k) => [`field ${k}`, (n * k) % 11])),
      },
    };
  });
  const strangers = Array.from({ length: 25 }, (_, n) => ({
    distinctId: `stranger-${n}`,
    properties: { 'Initial source': 'friend' },
  }));
  return mixpanelProject({ id: '2718281', region: 'eu', events, profiles: [...profiles, ...strangers] });
}
