import { GRACE_DAYS, PERIOD_DAYS, packsFor, TRIAL_DAYS } from '#core/billing/packs.ts';
import type { PlanState } from '#core/billing/plan.ts';
import { DAY, periodOf, runs, type Subscription } from './simulated-stripe.ts';

/** What is true of a workspace, whatever Postgres was told. */
export interface Truth {
  /** When the count was first seen above 25,000. */
  readonly trialBegan: number | null;
  readonly subscriptions: readonly Subscription[];
  readonly usersAt: (at: number) => number;
}

interface Facts {
  readonly trial: 'never' | 'running' | 'over';
  readonly subscription: 'none' | 'renews' | 'cancelled';
  /** Days since a payment was due that has not come. */
  readonly unpaidDays: number;
  /** Packs of the period that runs, paid or due. */
  readonly packs: number;
  /** Of a subscription that was ended: a period is paid that is not over. */
  readonly paidAhead: boolean;
  /** Above 25,000 when the last free or paid time ran out, or 30, 60 … days later. */
  readonly aboveAtDeadline: boolean;
}

const any = () => true;
const late = (days: number) => days >= GRACE_DAYS;
const none = (packs: number) => packs === 0;
const some = (packs: number) => packs > 0;

/** The plan as a table: the first row that fits says the state. */
const table: readonly {
  readonly trial: readonly Facts['trial'][];
  readonly subscription: readonly Facts['subscription'][];
  readonly unpaid: (days: number) => boolean;
  readonly packs: (packs: number) => boolean;
  readonly paidAhead: boolean | null;
  readonly above: boolean | null;
  readonly state: PlanState;
}[] = [
  // trial             subscription                         unpaid       packs        paidAhead        above        state
  { trial: ['never'], subscription: ['none'], unpaid: any, packs: any, paidAhead: null, above: null, state: 'free' },
  {
    trial: ['running'],
    subscription: ['none', 'renews', 'cancelled'],
    unpaid: any,
    packs: any,
    paidAhead: null,
    above: null,
    state: 'trialing',
  },
  {
    trial: ['over'],
    subscription: ['renews', 'cancelled'],
    unpaid: late,
    packs: any,
    paidAhead: null,
    above: null,
    state: 'read_only',
  },
  {
    trial: ['over'],
    subscription: ['renews', 'cancelled'],
    unpaid: any,
    packs: none,
    paidAhead: null,
    above: null,
    state: 'free',
  },
  {
    trial: ['over'],
    subscription: ['cancelled'],
    unpaid: any,
    packs: some,
    paidAhead: null,
    above: null,
    state: 'cancelling',
  },
  {
    trial: ['over'],
    subscription: ['renews'],
    unpaid: any,
    packs: some,
    paidAhead: null,
    above: null,
    state: 'active',
  },
  {
    trial: ['over'],
    subscription: ['none'],
    unpaid: any,
    packs: some,
    paidAhead: true,
    above: null,
    state: 'cancelling',
  },
  { trial: ['over'], subscription: ['none'], unpaid: any, packs: none, paidAhead: true, above: null, state: 'free' },
  {
    trial: ['over'],
    subscription: ['none'],
    unpaid: any,
    packs: any,
    paidAhead: false,
    above: true,
    state: 'read_only',
  },
  { trial: ['over'], subscription: ['none'], unpaid: any, packs: any, paidAhead: false, above: false, state: 'free' },
];

/** How often each row of the table was the one. */
export const uses: number[] = table.map(() => 0);

/** The state and the packs a workspace has at a moment, by the table. */
export function planAt(truth: Truth, at: number): { readonly state: PlanState; readonly packs: number } {
  const facts = factsAt(truth, at);
  const index = table.findIndex(
    (row) =>
      row.trial.includes(facts.trial) &&
      row.subscription.includes(facts.subscription) &&
      row.unpaid(facts.unpaidDays) &&
      row.packs(facts.packs) &&
      (row.paidAhead ?? facts.paidAhead) === facts.paidAhead &&
      (row.above ?? facts.aboveAtDeadline) === facts.aboveAtDeadline,
  );
  const row = table[index];
  if (!row) throw new Error(`no row for ${JSON.stringify(facts)}`);
  uses[index] = (uses[index] ?? 0) + 1;
  return { state: row.state, packs: row.state === 'read_only' ? 0 : facts.packs };
}

function factsAt({ trialBegan, subscriptions, usersAt }: Truth, at: number): Facts {
  const trialEnds = trialBegan === null ? null : trialBegan + TRIAL_DAYS * DAY;
  const running = subscriptions.find(runs);
  const paid = subscriptions.flatMap(({ periods }) => periods.filter(({ invoice }) => invoice.status === 'paid'));
  const ahead = paid.filter(({ end }) => end > at);
  const ranOut = Math.max(trialEnds ?? 0, ...paid.map(({ end }) => end));
  let aboveAtDeadline = false;
  if (trialEnds !== null)
    for (let deadline = ranOut; deadline <= at; deadline += PERIOD_DAYS * DAY)
      aboveAtDeadline ||= packsFor(usersAt(deadline)) > 0;
  const period = running ? periodOf(running) : ahead[0];
  return {
    trial: trialEnds === null ? 'never' : at < trialEnds ? 'running' : 'over',
    subscription: !running ? 'none' : running.cancels ? 'cancelled' : 'renews',
    unpaidDays: running && periodOf(running).invoice.status === 'open' ? (at - periodOf(running).start) / DAY : 0,
    packs: period?.packs ?? 0,
    paidAhead: !running && ahead.length > 0,
    aboveAtDeadline,
  };
}
