import { packsFor } from '#core/billing/packs.ts';
import type { Random } from '#core/stats/random.ts';
import * as stripe from './simulated-stripe.ts';
import { DAY, HOUR, iso, type Subscription } from './simulated-stripe.ts';
import { type Call, workspaceId } from './year-database.ts';
import { begins, between, chance, dailyRun, snapshotOf, type Workspace } from './year-workspace.ts';

export interface Renewal {
  readonly workspace: number;
  readonly end: number;
  /** Packs by the count at the last daily work before it. */
  readonly expected: number;
  readonly packs: number;
}

interface StripeLifeDeps {
  readonly random: Random;
  later(at: number, act: () => void): void;
  call(one: Call): void;
  /** Something of the workspace changed at Stripe. */
  touched(workspace: Workspace): void;
  renewed(renewal: Renewal): void;
}

/** What happens to subscriptions at Stripe, and how Postgres hears of it. */
export function createStripeLife({ call, later, random, renewed, touched }: StripeLifeDeps) {
  let events = 0;
  /** Some webhooks are late, some come twice, some never; what was read may be applied after what was read later. */
  function tell(workspace: Workspace, subscription: Subscription, created: number): void {
    const event = `evt_${(events += 1)}`;
    touched(workspace);
    const deliveries = chance(0.05, random) ? 0 : chance(0.15, random) ? 2 : 1;
    for (let n = 0; n < deliveries; n += 1) {
      const readAt =
        created +
        (chance(0.8, random)
          ? between(0, 5 * 60_000, random)
          : chance(0.75, random)
            ? between(0, 6 * HOUR, random)
            : between(0, 40 * HOUR, random));
      later(readAt, () => {
        // Even a handler that reads the event's own subscription, not the customer's present one, does no harm.
        const snapshot = chance(0.5, random) ? stripe.read(subscription, readAt) : snapshotOf(workspace, readAt);
        const at = readAt + (chance(0.8, random) ? between(0, 2_000, random) : between(0, 20 * 60_000, random));
        later(at, () =>
          call({
            do: 'receive',
            workspace_id: workspaceId(workspace.number),
            event,
            created: iso(created),
            snapshot,
            at: iso(at),
          }),
        );
      });
    }
  }

  function live(workspace: Workspace, subscription: Subscription): void {
    const by = workspace.random;
    const { start, end, invoice } = stripe.periodOf(subscription);
    const mayCancel = chance(0.12, by);
    if (mayCancel) {
      const at = between(start, end, by);
      later(at, () => {
        if (!stripe.runs(subscription)) return;
        subscription.cancels = true;
        tell(workspace, subscription, at);
      });
      if (chance(0.35, by)) {
        const back = between(at, end, by);
        later(back, () => {
          if (!stripe.runs(subscription)) return;
          subscription.cancels = false;
          tell(workspace, subscription, back);
        });
      }
    }
    if (chance(0.02, by)) {
      const at = between(start, end, by);
      later(at, () => {
        // Ending it at once from Stripe's own pages, while an invoice is paid or not.
        if (!stripe.runs(subscription) || stripe.periodOf(subscription).invoice !== invoice) return;
        subscription.endedAt = at;
        tell(workspace, subscription, at);
      });
    }
    later(end, () => {
      if (!stripe.runs(subscription)) return;
      stripe.renew(subscription);
      tell(workspace, subscription, end);
      if (!stripe.runs(subscription)) return;
      const lastRun = Math.ceil((end - begins - 3 * HOUR) / DAY) - 1;
      renewed({
        workspace: workspace.number,
        end,
        expected: packsFor(workspace.usersAt(Math.max(dailyRun(lastRun), subscription.createdAt))),
        packs: stripe.periodOf(subscription).packs,
      });
      pay(workspace, subscription, end);
      live(workspace, subscription);
    });
  }

  function pay(workspace: Workspace, subscription: Subscription, due: number): void {
    const by = workspace.random;
    const { invoice } = stripe.periodOf(subscription);
    const attempt = (at: number, succeeds: boolean) =>
      later(at, () => {
        if (
          stripe.periodOf(subscription).invoice !== invoice ||
          invoice.status === 'paid' ||
          !stripe.runs(subscription)
        )
          return;
        stripe.collect(subscription, at, succeeds);
        tell(workspace, subscription, at);
      });
    const fails = chance(0.15, by);
    attempt(due + (chance(0.3, by) ? HOUR : 1), !fails);
    if (fails && chance(0.6, by)) attempt(due + between(2 * HOUR, 13.5 * DAY, by), true);
    if (fails)
      later(stripe.givesUpAt(subscription), () => {
        const at = due + 14 * DAY;
        if (
          stripe.periodOf(subscription).invoice !== invoice ||
          invoice.status === 'paid' ||
          !stripe.runs(subscription)
        )
          return;
        stripe.giveUp(subscription, at);
        tell(workspace, subscription, at);
      });
  }

  return { tell, live };
}
