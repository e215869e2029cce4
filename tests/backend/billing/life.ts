import type { Random } from '#core/stats/random.ts';
import type { Truth } from './plan-table.ts';
import * as stripe from './simulated-stripe.ts';
import { DAY, type Snapshot } from './simulated-stripe.ts';

export const begins = Date.UTC(2027, 0, 1);

export interface Life {
  readonly truth: Truth;
  readonly users: readonly number[];
  readonly snapshots: readonly Snapshot[];
  readonly end: number;
}

/** Eight words from Stripe about one workspace: renewals, failures, cancellations, a second subscription perhaps. */
export function lifeOf(random: Random, workspace: number): Life {
  const users = Array.from({ length: 500 }, (_, day) =>
    day < 1 ? 60_000 : 10_000 + Math.floor(day / 25 + 1) * random.below(30_000),
  );
  const usersAt = (at: number) => users[Math.floor((at - begins) / DAY)] ?? 0;
  const trialBegan = begins + 5 * 3_600_000;
  let at = trialBegan + random.uniform() * 6 * DAY;
  let subscription = stripe.subscribe(workspace, at, 2, trialBegan + 7 * DAY);
  const subscriptions = [subscription];
  const snapshots = [stripe.read(subscription, at)];
  const say = () => snapshots.push(stripe.read(subscription, at));
  while (snapshots.length < 8) {
    const { start, end, invoice } = stripe.periodOf(subscription);
    const chance = random.uniform();
    if (!stripe.runs(subscription)) {
      at += random.uniform() * 20 * DAY;
      subscription = stripe.subscribe(workspace, at, 1 + random.below(3), null);
      subscriptions.push(subscription);
    } else if (invoice.status === 'open') {
      at = start + (1 + random.uniform() * 12) * DAY;
      if (chance < 0.6) stripe.collect(subscription, at, true);
      else stripe.giveUp(subscription, at);
    } else if (invoice.status === 'draft') {
      at += 3_600_000;
      stripe.collect(subscription, at, chance < 0.6);
    } else if (chance < 0.3) {
      at = Math.min(at + 1_000 + random.uniform() * 5 * DAY, end - 1);
      subscription.cancels = !subscription.cancels;
    } else if (chance < 0.4) {
      at = Math.min(at + 1_000 + random.uniform() * 5 * DAY, end - 1);
      subscription.endedAt = at;
    } else {
      subscription.quantity = random.below(4);
      at = end;
      stripe.renew(subscription);
    }
    say();
  }
  return { truth: { trialBegan, subscriptions, usersAt }, users, snapshots, end: at + 60_000 };
}
