import type { Client } from 'pg';
import { packsFor, TRIAL_DAYS } from '#core/billing/packs.ts';
import { createRandom } from '#core/stats/random.ts';
import { planAt } from './plan-table.ts';
import * as stripe from './simulated-stripe.ts';
import { DAY, iso, type Snapshot } from './simulated-stripe.ts';
import { createStripeLife, type Renewal } from './year-at-stripe.ts';
import { createWorkspaces, runCalls, type Answer, type Call, workspaceId, workspaceNumber } from './year-database.ts';
import {
  between,
  chance,
  createWorkspace,
  dailyRun,
  begins,
  packsWhenStopped,
  snapshotOf,
  type Workspace,
} from './year-workspace.ts';

export interface YearReport {
  readonly compared: number;
  /** Days on which Postgres and the table disagree. */
  readonly wrong: readonly string[];
  /** Answers to Upgrade that are not as they should be. */
  readonly wrongAnswers: readonly string[];
  readonly workspaces: readonly Workspace[];
  readonly renewals: readonly Renewal[];
  readonly calls: number;
  readonly mails: ReadonlyMap<string, number>;
  /** What Postgres heard from Stripe about each workspace, in that order, each event once. */
  readonly words: readonly (readonly Snapshot[])[];
}

/** Lets workspaces live through days with random growth, payments, failures, cancellations and webhooks in disorder. */
export async function liveThrough(client: Client, count: number, days: number, seed: number): Promise<YearReport> {
  const random = createRandom(seed);
  const workspaces = Array.from({ length: count }, (_, number) => createWorkspace(number, seed, days));
  await createWorkspaces(
    client,
    begins,
    workspaces.map(({ users }) => users),
  );

  // Things that happen at Stripe or on their way from it, by time.
  const agenda: { readonly at: number; readonly act: () => void }[] = [];
  const later = (at: number, act: () => void) => agenda.push({ at, act });
  let calls: Call[] = [];
  const expectations: ((answer: Answer) => string | null)[] = [];
  const touched = new Set<number>();
  let called = 0;
  const wrong: string[] = [];
  const wrongAnswers: string[] = [];
  const renewals: Renewal[] = [];
  const mails = new Map<string, number>();
  const words: Snapshot[][] = workspaces.map(() => []);
  const heard = new Set<string>();
  const { live, tell } = createStripeLife({
    random,
    later,
    call: (one) => calls.push(one),
    touched: ({ number }) => touched.add(number),
    renewed: (renewal) => renewals.push(renewal),
  });

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
      const twice = chance(0.2, random);
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
      if (refusals.length > 0 || chance(0.1, random)) return;
      const done = at + between(60_000, 20 * 60_000, random);
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
      agenda.pop();
      item.act();
    }
    called += calls.length;
    for (const one of calls) {
      if (one.do !== 'receive' && one.do !== 'apply') continue;
      if (one.do === 'receive' && heard.size === heard.add(one.event).size) continue;
      words[workspaceNumber(one.workspace_id)]!.push(one.snapshot);
    }
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
      if (!touched.delete(workspaceNumber(id)) && !chance(0.1, random)) continue;
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
  return { compared: count * days, wrong, wrongAnswers, workspaces, renewals, calls: called, mails, words };
}
