import { callRpc, type RpcAnswer } from './rest.ts';
import type { Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';

/** What Postgres knows of how a workspace pays. */
export interface BillingFacts {
  readonly state: string;
  readonly packs: number;
  readonly customer_id: string | null;
  readonly subscription_id: string | null;
  /** True while a subscription runs, also one that is cancelled and not over. */
  readonly subscribed: boolean;
}

/** What applying a word from Stripe has done. */
export interface Applied {
  readonly applied: boolean;
  readonly why?: string;
  readonly from?: string;
  readonly state?: string;
  readonly changed?: boolean;
}

/** How a Checkout is to be opened; the same answer until one was paid or 23 hours have gone by. */
export interface CheckoutOrder {
  readonly idempotency_key: string;
  readonly packs: number;
  /** Null when no trial is running. */
  readonly trial_ends_at: string | null;
  readonly customer_id: string | null;
  readonly open_session_id: string | null;
  readonly invoice_email: string | null;
  readonly name: string;
}

export interface PacksToSet {
  readonly workspace_id: string;
  readonly subscription_id: string;
  readonly customer_id: string;
  readonly packs: number;
  readonly period_end: string;
}

export interface MailToSend {
  readonly id: string;
  readonly workspace_id: string;
  readonly workspace: string;
  readonly kind: string;
  readonly to: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

export interface DailyWork {
  readonly set_packs: readonly PacksToSet[];
  readonly mails: readonly MailToSend[];
  readonly reconcile: readonly string[];
}

/** The calls that only the service may make. Each can be refused, and each throws when nobody answers. */
export interface BillingDatabase {
  facts(workspaceId: string, at: Date): Promise<RpcAnswer<BillingFacts>>;
  apply(workspaceId: string, snapshot: Snapshot, cause: string, at: Date): Promise<RpcAnswer<Applied>>;
  receive(
    event: { readonly id: string; readonly created: Date },
    workspaceId: string,
    snapshot: Snapshot,
    at: Date,
  ): Promise<RpcAnswer<Applied>>;
  checkoutBegin(workspaceId: string, userId: string, at: Date): Promise<RpcAnswer<CheckoutOrder>>;
  checkoutOpened(workspaceId: string, sessionId: string, expiresAt: Date): Promise<RpcAnswer<null>>;
  /** The workspaces that have a customer at Stripe; the ones that were looked at longest ago come first. */
  customers(): Promise<RpcAnswer<readonly { readonly workspace_id: string; readonly customer_id: string }[]>>;
  dailyWork(at: Date): Promise<RpcAnswer<DailyWork>>;
  mailSent(id: string, at: Date): Promise<RpcAnswer<null>>;
  stopMails(workspaceId: string, email: string, at: Date): Promise<RpcAnswer<null>>;
}

/** Calls them over PostgREST with the secret key. */
export function billingDatabase(settings: Settings): BillingDatabase {
  const call = <T>(name: string, args: Readonly<Record<string, unknown>>) => callRpc<T>(settings, null, name, args);
  return {
    facts: (workspace_id, at) => call('billing_facts', { workspace_id, at }),
    apply: (workspace_id, snapshot, cause, at) => call('billing_apply', { workspace_id, snapshot, cause, at }),
    receive: ({ created, id }, workspace_id, snapshot, at) =>
      call('billing_receive', { event_id: id, event_created: created, workspace_id, snapshot, at }),
    checkoutBegin: (workspace_id, user_id, at) => call('billing_checkout_begin', { workspace_id, user_id, at }),
    checkoutOpened: (workspace_id, session_id, expires_at) =>
      call('billing_checkout_opened', { workspace_id, session_id, expires_at }),
    customers: () => readCustomers(settings),
    dailyWork: (at) => call('billing_daily_work', { at }),
    mailSent: (id, at) => call('billing_mail_sent', { id, at }),
    stopMails: (workspace_id, email, at) => call('billing_unsubscribe', { workspace_id, email, at }),
  };
}

/** A thousand at most; the next run takes the next ones. */
async function readCustomers(settings: Settings): ReturnType<BillingDatabase['customers']> {
  const query = 'select=workspace_id,customer_id:stripe_customer_id&stripe_customer_id=not.is.null';
  const response = await fetch(`${settings.supabaseUrl}/rest/v1/plans?${query}&order=snapshot_at.asc.nullsfirst`, {
    headers: { apikey: settings.secretKey },
  });
  const body: unknown = await response.json();
  if (response.ok) return { ok: true, value: body as { workspace_id: string; customer_id: string }[] };
  const refusal = { code: '', message: 'refused', hint: null, details: null };
  return { ok: false, status: response.status, refusal };
}

/** The value. @throws Error with the code of the refusal, for where a refusal is a mistake of ours. */
export function granted<T>(answer: RpcAnswer<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(`the database refused: ${answer.status} ${answer.refusal.hint ?? answer.refusal.code}`);
}
