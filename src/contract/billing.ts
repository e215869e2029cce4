import type { Plan } from '#core/billing/plan.ts';

/** A bill, as Stripe wrote it. */
export interface Invoice {
  readonly id: string;
  /** Stripe's word: `paid`, `open`, `void`, `uncollectible`. */
  readonly status: string;
  /** US cents. */
  readonly amountCents: number;
  /** Unix ms; null where it is not due on a day. */
  readonly dueAt: number | null;
  /** Stripe's page of it. */
  readonly url: string | null;
}

/** The way out of mails that are no bills, as it was mailed to one address about one workspace. */
export interface MailStopLink {
  readonly workspaceId: string;
  readonly email: string;
  readonly token: string;
}

/** How a workspace is paid for, on the server. Every method rejects with a PteroError `team/refused`. */
export interface BillingClient {
  plan(workspaceId: string): Promise<Plan>;
  /** Newest first; nothing for who is no admin. */
  invoices(workspaceId: string): Promise<readonly Invoice[]>;
  /** Stripe's page to pay on. */
  checkout(workspaceId: string): Promise<string>;
  /** Stripe's page for the card, the invoices and the tax id. */
  portal(workspaceId: string): Promise<string>;
  cancel(workspaceId: string): Promise<void>;
  resume(workspaceId: string): Promise<void>;
  setInvoiceEmail(workspaceId: string, email: string): Promise<void>;
  /** Needs no account: the link is proof enough. */
  stopMails(link: MailStopLink): Promise<void>;
}
