import type { BillingClient, Invoice } from '#contract/billing.ts';
import type { Plan } from '#core/billing/plan.ts';
import { accepted } from './account-client.ts';
import type { Backend } from './supabase-client.ts';
import { functionRefusal, refused } from './team-refusal.ts';

interface InvoiceRow {
  readonly id: string;
  readonly status: string;
  readonly amount_cents: number;
  readonly due_at: string | null;
  readonly hosted_url: string | null;
}

type BillingFunction = 'billing-checkout' | 'billing-portal' | 'billing-cancel' | 'billing-resume';

/** A page of the web; what is none (a script's address) is null. */
const pageOf = (address: string | null | undefined): string | null =>
  address && /^https?:\/\//u.test(address) ? address : null;

const invoiceOf = (row: InvoiceRow): Invoice => ({
  id: row.id,
  status: row.status,
  amountCents: row.amount_cents,
  dueAt: row.due_at === null ? null : Date.parse(row.due_at),
  url: pageOf(row.hosted_url),
});

/** The plan over PostgREST, and the functions that alone talk to Stripe. */
export function createBillingClient(backend: Backend): BillingClient {
  const order = async (name: BillingFunction, workspace_id: string): Promise<{ readonly url?: string }> => {
    const { data, error } = await backend.functions.invoke<{ readonly url?: string }>(name, { body: { workspace_id } });
    if (error) throw await functionRefusal(error);
    return data ?? {};
  };
  const page = async (name: BillingFunction, workspaceId: string): Promise<string> => {
    const url = pageOf((await order(name, workspaceId)).url);
    if (url === null) throw refused('backend/failed');
    return url;
  };
  return {
    async plan(workspace_id) {
      const plan = accepted(await backend.rpc('plan_of', { workspace_id })).data as unknown as Plan;
      return { ...plan, open_invoice_url: pageOf(plan.open_invoice_url) };
    },
    async invoices(workspaceId) {
      const { data } = accepted(
        await backend
          .from('billing_invoices')
          .select('id, status, amount_cents, due_at, hosted_url')
          .eq('workspace_id', workspaceId)
          // What is still being made is nobody's bill.
          .neq('status', 'draft')
          .order('due_at', { ascending: false, nullsFirst: false })
          .limit(24),
      );
      return ((data ?? []) as unknown as readonly InvoiceRow[]).map(invoiceOf);
    },
    checkout: (workspaceId) => page('billing-checkout', workspaceId),
    portal: (workspaceId) => page('billing-portal', workspaceId),
    cancel: async (workspaceId) => void (await order('billing-cancel', workspaceId)),
    resume: async (workspaceId) => void (await order('billing-resume', workspaceId)),
    setInvoiceEmail: async (workspace_id, email) =>
      void accepted(await backend.rpc('set_invoice_email', { workspace_id, email })),
    async stopMails({ workspaceId, email, token }) {
      const query = new URLSearchParams({ w: workspaceId, e: email, t: token }).toString();
      const { error } = await backend.functions.invoke(`mail-stop?${query}`, { body: {} });
      if (error) throw await functionRefusal(error);
    },
  };
}
