import { beforeAll, describe, expect, it } from 'vitest';
import { withClient } from '../../../supabase/local/database.ts';
import { amountCents, TRIAL_DAYS } from '#core/billing/packs.ts';
import { needs } from '../context.ts';
import { withMigratedDatabase } from '../fresh-database.ts';
import { replaced } from './planted.ts';
import { uses } from './plan-table.ts';
import { DAY } from './simulated-stripe.ts';
import { liveThrough, type YearReport } from './year.ts';
import { endsInOtherOrders } from './year-orders.ts';
import { dailyRun, paidCents } from './year-workspace.ts';

const minutes = 60_000;
const seeds = (process.env.YEAR_SEEDS ?? '20261122').split(',').map(Number);
/** Of each workspace's words; `npm run test:year` tries 1,000. */
const orders = Number(process.env.YEAR_ORDERS ?? 4);

/** Lives through days on a database of its own, in which `planted` SQL was run. */
const simulate = (name: string, seed: number, workspaces: number, days: number, planted = '') =>
  withMigratedDatabase(name, (url) =>
    withClient(url, async (client) => {
      if (planted) await client.query(planted);
      const report = await liveThrough(client, workspaces, days, seed);
      await client.query('reset role');
      const { rows } = await client.query(
        `select (select coalesce(sum(amount_cents), 0)::int from public.billing_invoices where status = 'paid') as cents,
           (select count(*)::int from public.billing_invoices where status = 'paid' and amount_cents > 0) as invoices,
           (select count(*)::int from public.plan_changes) as changes,
           (select count(*)::int from private.stripe_events) as events`,
      );
      return { ...report, stored: rows[0] as { cents: number; invoices: number; changes: number; events: number } };
    }),
  );

describe.each(seeds)('a year of 500 workspaces (seed %d)', needs('own server'), (seed) => {
  let year: YearReport & { stored: { cents: number; invoices: number; changes: number; events: number } };
  beforeAll(async () => {
    year = await simulate('year', seed, 500, 365);
    process.stdout.write(
      `note: year ${seed}: ${year.compared} days compared, ${year.stored.changes} transitions, ${year.stored.events} events, ` +
        `${year.stored.invoices} paid invoices, $${year.stored.cents / 100}; rows of the table used ${uses.join(' ')}\n`,
    );
  }, 10 * minutes);

  it('has no workspace in a wrong state, with wrong packs or a wrong trial on any day', () => {
    expect(year.compared).toBe(500 * 365);
    expect(year.wrong).toEqual([]);
    expect(Math.min(...uses)).toBeGreaterThan(20);
  });

  it('answers Upgrade with the packs and the trial that are right, or with the refusal that is', () => {
    expect(year.wrongAnswers).toEqual([]);
  });

  it('sets the quantity of each period from the last count before it, and never within one', () => {
    expect(year.renewals.length).toBeGreaterThan(1_500);
    expect(year.renewals.filter(({ expected, packs }) => expected !== packs)).toEqual([]);
  });

  it('has amounts that are the sum of the invoices', () => {
    expect(year.stored.cents).toBe(paidCents(year.workspaces));
    expect(year.stored.invoices).toBe(paidPeriods(year).length);
  });

  it('charges nobody in a trial, which has 7 × 24 hours', () => {
    const early = paidPeriods(year).filter(
      ({ trialBegan, start }) => start < (trialBegan ?? Infinity) + TRIAL_DAYS * DAY,
    );
    expect(early).toEqual([]);
  });

  it('charges nobody twice', () => {
    const periods = paidPeriods(year).toSorted((a, b) => a.workspace - b.workspace || a.start - b.start);
    const twice = periods.filter((period, k) => {
      const before = periods[k - 1];
      return before?.workspace === period.workspace && before.paidThrough > period.start;
    });
    expect(twice).toEqual([]);
  });

  it(
    `ends in the table’s state when Stripe’s words to each workspace arrive in ${orders} other orders`,
    async () => {
      const said = await endsInOtherOrders(year, dailyRun(364), orders);
      process.stdout.write(
        `note: orders ${seed}: ${said.sequences} sequences of ${said.words} words, ${said.longest} at most, ${orders} orders of each, ` +
          `${said.applied} words applied, ${said.transitions} of them through the whole transition; ` +
          `${said.unlike.length} sequences with two ends or another than the table’s\n`,
      );
      expect(said.sequences).toBeGreaterThan(300);
      expect(said.unlike).toEqual([]);
    },
    120 * minutes,
  );

  it.each([
    [
      'the last word to arrive wins',
      replaced('take_snapshot', '> (known.read_at, known.snapshot::text)', 'is not null'),
    ],
    [
      'an invoice is as it was last told',
      replaced('take_snapshot', '> (known.read_at, known.status, known.amount_cents)', 'is not null'),
    ],
    ['any deadline that was looked at counts', replaced('billed_users', '= 0 and', '>= 0 or')],
  ])('would not if %s', async (_what, planted) => {
    const some = { ...year, workspaces: year.workspaces.slice(0, 60) };
    expect((await endsInOtherOrders(some, dailyRun(364), 4, planted)).unlike.length).toBeGreaterThan(0);
  });

  it('mails once that a trial began, and one receipt for each payment', () => {
    const trials = year.workspaces.filter(({ trialBegan }) => trialBegan !== null).length;
    expect(year.mails.get('trial_began')).toBe(trials);
    expect(year.mails.get('receipt')).toBe(year.stored.invoices);
  });
});

describe('a year with a fault planted in Postgres', needs('own server'), () => {
  it.each([
    [
      'no grace ends',
      replaced('plan_transition', 'plan.grace_ends_at <= at', 'plan.grace_ends_at <= at - interval $i$2 days$i$'),
    ],
    [
      'no trial ends by the clock',
      replaced('billing_daily_work', `('trialing', 'cancelling', 'free')`, `('cancelling', 'free')`),
    ],
    ['the count at the end is not looked at', replaced('count_at_deadlines', '> 0', '> 2')],
    [
      'packs change within a period',
      replaced('take_snapshot', 'order by p.a desc nulls last, p.c, p.b', 'order by p.a desc nulls last, p.c desc'),
    ],
  ])('is found out: %s', async (_what, planted) => {
    const { wrong, wrongAnswers } = await simulate('planted', 7, 50, 150, planted);
    expect(wrong.length + wrongAnswers.length).toBeGreaterThan(0);
  });
});

/** Periods that cost something and were paid. A subscription that was ended early was paid through its end. */
function paidPeriods({ workspaces }: YearReport) {
  return workspaces.flatMap(({ number, trialBegan, subscriptions }) =>
    subscriptions.flatMap(({ periods, endedAt }) =>
      periods
        .filter(({ invoice, packs }) => invoice.status === 'paid' && amountCents(packs) > 0)
        .map(({ start, end }) => ({
          workspace: number,
          trialBegan,
          start,
          paidThrough: Math.min(end, endedAt ?? end),
        })),
    ),
  );
}
