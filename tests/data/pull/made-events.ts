import { createRandom } from '#core/stats/random.ts';
import type { PlainEvent } from '../../../supabase/local/mixpanel/project.ts';

const DAY = 86_400_000;
const names = ['Sign Up', 'Open', 'Create Task', 'Pay', 'Ünïcode\u2028name', '$pageview'];

/** Events of so many days up to a moment and two days beyond it, some of them late, of nobody, or in need of care. */
export function madeEvents(untilMs: number, days: number, count: number, seed = 1): PlainEvent[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const timeMs = Math.floor(untilMs + 2 * DAY - random.uniform() * (days + 2) * DAY);
    const isLate = random.uniform() < 0.03;
    const user = random.below(count / 20 + 1);
    const isOfNobody = random.uniform() < 0.01;
    return {
      event: names[random.below(names.length)]!,
      timeMs,
      distinctId: isOfNobody
        ? random.below(2) === 0
          ? null
          : ''
        : user % 3 === 0
          ? `$device:${user}`
          : `user-${user}`,
      insertId: random.uniform() < 0.9 ? `i${index}` : null,
      processedMs: timeMs + (isLate ? random.below(5 * DAY - 1000) : 500),
      properties: {
        index,
        $os: ['iOS', 'Android', 'Windows'][random.below(3)]!,
        note: index % 50 === 0 ? 'two\u2028lines "quoted" \\ and \u0085 more' : 'plain',
        ...(index % 7 === 0 && { mixed: index % 2 === 0 ? index : `n${index}` }),
        ...(index % 11 === 0 && { flag: index % 2 === 0, nothing: null }),
      },
    };
  });
}
