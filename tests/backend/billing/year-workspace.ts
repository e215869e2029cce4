import { amountCents, packsFor, TRIAL_DAYS } from '#core/billing/packs.ts';
import { createRandom, type Random } from '#core/stats/random.ts';
import type { Truth } from './plan-table.ts';
import * as stripe from './simulated-stripe.ts';
import { DAY, HOUR, iso, type Snapshot, type Subscription } from './simulated-stripe.ts';

export const begins = Date.UTC(2027, 0, 1);
/** The daily work is done at three in the morning. */
export const dailyRun = (day: number) => begins + day * DAY + 3 * HOUR;

export interface Workspace extends Truth {
  readonly number: number;
  readonly users: readonly number[];
  readonly random: Random;
  trialBegan: number | null;
  readonly subscriptions: Subscription[];
}

export const chance = (share: number, by: Random) => by.uniform() < share;
export const between = (low: number, high: number, by: Random) => low + by.uniform() * (high - low);

/** A workspace with a random course of users. */
export function createWorkspace(number: number, seed: number, days: number): Workspace {
  const users = growth(createRandom(seed * 1_000_003 + number), days + 1);
  return {
    number,
    users,
    random: createRandom(seed * 7_919 + number),
    trialBegan: null,
    subscriptions: [],
    usersAt: (at) => users[Math.max(0, Math.floor((at - begins) / DAY))] ?? 0,
  };
}

/** What reading the customer's present subscription answers. */
export function snapshotOf({ number, subscriptions }: Workspace, at: number): Snapshot {
  const subscription = subscriptions.find(stripe.runs) ?? subscriptions.at(-1);
  return subscription
    ? stripe.read(subscription, at)
    : { customer_id: `cus_${number}`, status: null, subscription_id: null, read_at: iso(at) };
}

/** Packs by the count at the deadline that stopped a workspace. */
export function packsWhenStopped(workspace: Workspace, at: number): number {
  const paid = workspace.subscriptions.flatMap(({ periods }) =>
    periods.filter(({ invoice }) => invoice.status === 'paid'),
  );
  let deadline = Math.max(workspace.trialBegan! + TRIAL_DAYS * DAY, ...paid.map(({ end }) => end));
  while (deadline <= at && packsFor(workspace.usersAt(deadline)) === 0) deadline += 30 * DAY;
  return packsFor(workspace.usersAt(deadline));
}

/** Sum of what was paid, cents. */
export const paidCents = (workspaces: readonly Truth[]) =>
  workspaces
    .flatMap(({ subscriptions }) => subscriptions.flatMap(({ periods }) => periods))
    .filter(({ invoice }) => invoice.status === 'paid')
    .reduce((sum, { packs }) => sum + amountCents(packs), 0);

/** Monthly users a day: a start of any size, growth or decline, a jump now and then. */
function growth(random: Random, days: number): readonly number[] {
  let users = Math.exp(7 + random.uniform() * 4.5);
  const trend = (random.uniform() - 0.35) * 0.02;
  const noise = 0.005 + random.uniform() * 0.03;
  return Array.from({ length: days }, () => {
    users *= Math.exp(trend + (random.uniform() - 0.5) * 2 * noise);
    if (random.uniform() < 0.006) users *= 0.4 + random.uniform() * 2;
    users = Math.min(Math.max(users, 100), 2_000_000);
    return Math.round(users);
  });
}
