import type { BillingClient, Invoice } from '#contract/billing.ts';
import type { Plan, PlanRight } from '#core/billing/plan.ts';
import { refusal } from './team.ts';

const DAY_MS = 86_400_000;
/** So many days from now, as the server writes a moment. */
export const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

const rights = (isReadOnly: boolean): Plan['may'] => {
  const news: readonly PlanRight[] = ['pull', 'refresh', 'create_scenario', 'store_result'];
  const others: readonly PlanRight[] = ['read', 'search', 'export', 'manage_team', 'manage_billing'];
  return Object.fromEntries([...news.map((one) => [one, !isReadOnly]), ...others.map((one) => [one, true])]);
};

/** A plan as the server tells it an admin; free unless said otherwise. */
export const plan = (change: Partial<Plan> = {}): Plan => ({
  state: 'free',
  since: inDays(-40),
  monthly_users: 18_240,
  limit: 25_000,
  trial_ends_at: null,
  period_end: null,
  cancel_at: null,
  grace_ends_at: null,
  subscribed: false,
  packs: 0,
  next_amount_cents: 0,
  next_at: null,
  invoice_email: null,
  open_invoice_url: null,
  may: rights(change.state === 'read_only'),
  ...change,
});

const above = { monthly_users: 61_200, packs: 2, next_amount_cents: 5000 } as const;
/** One for each thing that a plan may come to. */
export const plans = {
  trial: () => plan({ ...above, state: 'trialing', trial_ends_at: inDays(4.5), period_end: inDays(4.5) }),
  active: () =>
    plan({ ...above, state: 'active', limit: 75_000, subscribed: true, period_end: inDays(20), next_at: inDays(20) }),
  cancelling: () =>
    plan({
      ...above,
      state: 'cancelling',
      limit: 75_000,
      subscribed: true,
      period_end: inDays(9),
      cancel_at: inDays(9),
    }),
  pastDue: () =>
    plan({
      ...above,
      state: 'active',
      limit: 75_000,
      subscribed: true,
      grace_ends_at: inDays(5),
      open_invoice_url: 'https://invoice.example.com/4',
    }),
  readOnly: () => plan({ ...above, state: 'read_only' }),
} as const;

export const invoice = (change: Partial<Invoice> = {}): Invoice => ({
  id: 'in_1',
  status: 'paid',
  amountCents: 5000,
  dueAt: Date.UTC(2026, 10, 2),
  url: 'https://invoice.example.com/1',
  ...change,
});

/** The server's side of billing, with one workspace; a member is told nothing of payments. */
export function createFakeBilling(first: Plan = plan(), invoices: readonly Invoice[] = []) {
  const known = { plan: first, invoices, isAdmin: true, refuses: null as Parameters<typeof refusal>[0] | null };
  const calls: string[] = [];
  const ask = (what: string) => {
    calls.push(what);
    if (known.refuses) throw refusal(known.refuses);
  };
  const client: BillingClient = {
    async plan() {
      ask('plan');
      const secret = {
        packs: null,
        next_amount_cents: null,
        next_at: null,
        invoice_email: null,
        open_invoice_url: null,
      };
      return known.isAdmin ? known.plan : { ...known.plan, ...secret };
    },
    async invoices() {
      return known.isAdmin ? known.invoices : [];
    },
    async checkout() {
      ask('checkout');
      return 'https://checkout.example.com/c/pay/1';
    },
    async portal() {
      ask('portal');
      return 'https://portal.example.com/p/1';
    },
    async cancel() {
      ask('cancel');
      known.plan = { ...known.plan, state: 'cancelling', cancel_at: known.plan.period_end };
    },
    async resume() {
      ask('resume');
      known.plan = { ...known.plan, state: 'active', cancel_at: null };
    },
    async setInvoiceEmail(_workspaceId, email) {
      ask(`email ${email}`);
      known.plan = { ...known.plan, invoice_email: email };
    },
    async stopMails({ email, token }) {
      ask(`no mails to ${email} by ${token}`);
    },
  };
  const waiting = new Set<() => void>();
  const gone: string[] = [];
  return {
    known,
    calls,
    client,
    /** Pages of Stripe that were gone to. */
    gone,
    goTo: (url: string) => void gone.push(url),
    after(_ms: number, work: () => void) {
      waiting.add(work);
      return () => waiting.delete(work);
    },
    /** Lets the time pass that is waited for. */
    pass() {
      const due = [...waiting];
      waiting.clear();
      due.forEach((work) => work());
    },
    isWaiting: () => waiting.size > 0,
  };
}

export type FakeBilling = ReturnType<typeof createFakeBilling>;
