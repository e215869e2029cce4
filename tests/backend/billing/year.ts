import type { Client } from 'pg';
import { amountCents, packsFor, TRIAL_DAYS } from '#core/billing/packs.ts';
import { createRandom, type Random } from '#core/stats/random.ts';
import { planAt, type Truth } from './plan-table.ts';
import * as stripe from './simulated-stripe.ts';
import { DAY, HOUR, iso, type Snapshot, type Subscription } from './simulated-stripe.ts';
import { createWorkspaces, runCalls, type Answer, type Call, workspaceId, workspaceNumber } from './year-database.ts';

const begins = Date.UTC(2027, 0, 1);
/** The daily work is done at three in the morning. */
const dailyRun = (day: number) => begins + day * DAY + 3 * HOUR;

interface Workspace extends Truth {
  readonly number: number;
  readonly users: readonly number[];
  readonly random: Random;
  trialBegan: number | null;
  readonly subscriptions: Subscription[];
}

export interface YearReport {
  readonly compared: number;
  /** Days on which Postgres and the table disagree. */
  readonly wrong: readonly string[];
  /** Answers to Upgrade that are not as they should be. */
  readonly wrongAnswers: readonly string[];
  readonly workspaces: readonly Workspace[];
  /** Packs that each renewal should have had, by the count at the last daily work before it. */
  readonly renewals: readonly {
    readonly workspace: number;
    readonly end: number;
    readonly expected: number;
    readonly packs: number;
  }[];
  readonly calls: number;
  readonly mails: ReadonlyMap<string, number>;
}

/** Lets workspaces live through days with random growth, payments, failures, cancellations and webhooks in disorder. */
export async function liveThrough(client: Client, count: number, days: number, seed: number): Promise<YearReport> {
  const random = createRandom(seed);
  const chance = (share: number, by: Random = random) => by.uniform() < share;
  const between = (low: number, high: number, by: Random = random) => low + by.uniform() * (high - low);
  const workspaces = Array.from({ length: count }, (_, number): Workspace => {
    const users = growth(createRandom(seed * 1_000_003 + number), days + 1);
    return {
      number,
      users,
      random: createRandom(seed * 7_919 + number),
      trialBegan: null,
      subscriptions: [],
      usersAt: (at) => users[Math.max(0, Math.floor((at - begins) / DAY))] ?? 0,
    };
  });
  await createWorkspaces(
    client,
    begins,
    workspaces.map(({ users }) => users),
  );

  // Things that happen at Stripe or on their way from it, by time.
  let agenda: { readonly at: number; readonly act: () => void }[] = [];
  const later = (at: number, act: () => void) => agenda.push({ at, act });
  let calls: Call[] = [];
  const expectations: ((answer: Answer) => string | null)[] = [];
  const touched = new Set<number>();
  let events = 0;
  let called = 0;
  const wrong: string[] = [];
  const wrongAnswers: string[] = [];
  const renewals: { workspace: number; end: number; expected: number; packs: number }[] = [];
  const mails = new Map<string, number>();

  const current = ({ subscriptions }: Workspace) => subscriptions.find(stripe.runs) ?? subscriptions.at(-1);
  const snapshotOf = (workspace: Workspace, at: number): Snapshot => {
    const subscription = current(workspace);
    return subscription
      ? stripe.read(subscription, at)
      : { customer_id: `cus_${workspace.number}`, status: null, subscription_id: null, read_at: iso(at) };
  };

  /** Some webhooks are late, some come twice, some never; what was read may be applied after what was read later. */
  function tell(workspace: Workspace, subscription: Subscription, created: number): void {
    const event = `evt_${(events += 1)}`;
    touched.add(workspace.number);
    const deliveries = chance(0.05) ? 0 : chance(0.15) ? 2 : 1;
    for (let n = 0; n < deliveries; n += 1) {
      const readAt =
        created + (chance(0.8) ? between(0, 5 * 60_000) : chance(0.75) ? between(0, 6 * HOUR) : between(0, 40 * HOUR));
      later(readAt, () => {
        // Even a handler that reads the event's own subscription, not the customer's present one, does no harm.
        const snapshot = chance(0.5) ? stripe.read(subscription, readAt) : snapshotOf(workspace, readAt);
        const at = readAt + (chance(0.8) ? between(0, 2_000) : between(0, 20 * 60_000));
        later(at, () =>
          calls.push({
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
      renewals.push({
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

  function ask(workspace: Workspace, at: number): void {
    calls.push({ do: 'checkout', workspace_id: workspaceId(workspace.number), at: iso(at) });
  }

  /** Presses Upgrade, sometimes twice, and mostly goes through with it. */
  function upgrade(workspace: Workspace, at: number): void {
    later(at, () => {
      const running = workspace.subscriptions.find(stripe.runs);
      const { state } = planAt(workspace, at);
      const trialEnds = workspace.trialBegan! + TRIAL_DAYS * DAY;
      const packs = packsFor(workspace.usersAt(at));
      const twice = chance(0.2);
      // Whether a renewal was paid may not have been heard of yet.
      const refusals = running
        ? ['billing/invoice-open', 'billing/already-paying']
        : state !== 'read_only' && packs === 0
          ? ['billing/nothing-to-pay']
          : [];
      let first: Answer = {};
      ask(workspace, at);
      expectations.push((answer) => {
        first = answer;
        const right =
          refusals.length > 0
            ? refusals.includes(answer.refused ?? '')
            : answer.refused === undefined &&
              (answer.packs === packs || state === 'read_only') &&
              (at < trialEnds ? Date.parse(answer.trial_ends_at ?? '') === trialEnds : answer.trial_ends_at === null);
        return right
          ? null
          : `${iso(at)} ${workspace.number} ${state}: expected ${refusals.join(' or ') || packs}, was ${JSON.stringify(answer)}`;
      });
      if (twice) {
        ask(workspace, at);
        expectations.push((answer) =>
          answer.idempotency_key === first.idempotency_key ? null : `${iso(at)} ${workspace.number}: a second session`,
        );
      }
      if (refusals.length > 0 || chance(0.1)) return;
      const done = at + between(60_000, 20 * 60_000);
      later(done, () => {
        if (workspace.subscriptions.some(stripe.runs)) return;
        const subscription = stripe.subscribe(
          workspace.number,
          done,
          // The packs of the session: what stopped a workspace is charged, not what is left of its count.
          state === 'read_only' ? packsWhenStopped(workspace, at) : packs,
          done < trialEnds ? trialEnds : null,
        );
        workspace.subscriptions.push(subscription);
        tell(workspace, subscription, done);
        live(workspace, subscription);
      });
    });
  }

  /** Makes everything happen that is due, in order, and tells Postgres what it hears of it. */
  async function flush(until: number): Promise<void> {
    for (;;) {
      let next = -1;
      for (let k = 0; k < agenda.length; k += 1)
        if (agenda[k]!.at <= until && (next < 0 || agenda[k]!.at < agenda[next]!.at)) next = k;
      const item = agenda[next];
      if (!item) break;
      agenda[next] = agenda.at(-1)!;
      agenda = agenda.slice(0, -1);
      item.act();
    }
    called += calls.length;
    const answers = await runCalls(client, calls);
    calls = [];
    for (const [k, answer] of answers.entries()) {
      const problem = expectations[k]?.(answer) ?? null;
      if (problem) wrongAnswers.push(problem);
    }
    expectations.length = 0;
  }

  interface Work {
    readonly set_packs: readonly {
      readonly workspace_id: string;
      readonly subscription_id: string;
      readonly packs: number;
    }[];
    readonly mails: readonly { readonly id: string; readonly kind: string }[];
    readonly reconcile: readonly string[];
  }
  async function work(at: number): Promise<Work> {
    called += 1;
    const { rows } = await client.query('select public.billing_daily_work($1) as work', [iso(at)]);
    const answer = (rows as readonly { readonly work: Work }[])[0]!.work;
    for (const { workspace_id, subscription_id, packs } of answer.set_packs) {
      const workspace = workspaces[workspaceNumber(workspace_id)]!;
      const subscription = workspace.subscriptions.find(({ id }) => id === subscription_id);
      if (!subscription || !stripe.runs(subscription)) continue;
      subscription.quantity = packs;
      touched.add(workspace.number);
      calls.push({ do: 'apply', workspace_id, snapshot: stripe.read(subscription, at), cause: 'packs', at: iso(at) });
    }
    await flush(at);
    return answer;
  }

  for (let day = 0; day < days; day += 1) {
    const at = dailyRun(day);
    await flush(at);
    const first = await work(at);
    for (const id of first.reconcile) {
      // Reading the same again changes nothing: where nothing happened at Stripe, a tenth is read.
      if (!touched.delete(workspaceNumber(id)) && !chance(0.1)) continue;
      calls.push({
        do: 'apply',
        workspace_id: id,
        snapshot: snapshotOf(workspaces[workspaceNumber(id)]!, at),
        cause: 'reconciliation',
        at: iso(at),
      });
    }
    await flush(at);
    const second = await work(at);
    for (const { id, kind } of second.mails) {
      mails.set(kind, (mails.get(kind) ?? 0) + 1);
      calls.push({ do: 'sent', id, at: iso(at) });
    }
    await flush(at);
    for (const workspace of workspaces) {
      if (workspace.trialBegan !== null || packsFor(workspace.usersAt(at)) === 0) continue;
      workspace.trialBegan = at;
      if (chance(0.55, workspace.random))
        upgrade(workspace, at + between(60_000, (TRIAL_DAYS - 0.05) * DAY, workspace.random));
    }
    const { rows } = await client.query(
      'select workspace_id, state, paid_packs, trial_ends_at from public.plans order by workspace_id',
    );
    for (const row of rows as readonly {
      workspace_id: string;
      state: string;
      paid_packs: number;
      trial_ends_at: Date | null;
    }[]) {
      const workspace = workspaces[workspaceNumber(row.workspace_id)]!;
      const expected = planAt(workspace, at);
      const trialEnds = workspace.trialBegan === null ? null : workspace.trialBegan + TRIAL_DAYS * DAY;
      if (
        row.state !== expected.state ||
        row.paid_packs !== expected.packs ||
        (row.trial_ends_at?.getTime() ?? null) !== trialEnds
      )
        wrong.push(
          `${iso(at)} ${workspace.number}: ${row.state} with ${row.paid_packs} packs, not ${expected.state} with ${expected.packs}`,
        );
      const wants = {
        read_only: 0.06,
        free: packsFor(workspace.usersAt(at)) > 0 ? 0.1 : 0.003,
        active: 0.002,
        cancelling: 0.01,
        trialing: 0,
      };
      if (workspace.trialBegan !== null && chance(wants[expected.state], workspace.random))
        upgrade(workspace, at + 60_000);
    }
  }
  return { compared: count * days, wrong, wrongAnswers, workspaces, renewals, calls: called, mails };
}

/** Packs by the count at the deadline that stopped a workspace. */
function packsWhenStopped(workspace: Workspace, at: number): number {
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
