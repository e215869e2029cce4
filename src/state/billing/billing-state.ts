import type { Accessor } from 'solid-js';
import type { Invoice, MailStopLink } from '#contract/billing.ts';
import type { Plan } from '#core/billing/plan.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';

/**
 * Whether the server has heard of a payment: `asking` for the first minute, `late` when it takes longer (it is still
 * asked), `heard` once it has.
 */
export type PaymentWait = 'asking' | 'late' | 'heard';

/** What the workspace being looked at may do, and how it is paid for. Actions reject with a PteroError `team/refused`. */
export interface BillingState {
  /** Undefined while loading, and while no workspace is chosen; the last seen one without a network. */
  readonly plan: Accessor<Plan | undefined>;
  /** Newest first; read when first asked for. Undefined while loading. */
  readonly invoices: Accessor<readonly Invoice[] | undefined>;
  /** What kept the newest from being read. */
  readonly error: Accessor<PteroError | null>;
  /** The plan allows nothing new. False while it is not known. */
  readonly isReadOnly: Accessor<boolean>;
  refresh(): Promise<void>;
  /** Goes to Stripe's page to pay on. */
  checkOut(): Promise<void>;
  /** Goes to Stripe's page for the card, the invoices and the tax id. */
  openPortal(): Promise<void>;
  /** The way to Stripe, while it is taken. */
  readonly leaving: Accessor<'checkout' | 'portal' | null>;
  cancel(): Promise<void>;
  resume(): Promise<void>;
  setInvoiceEmail(email: string): Promise<void>;
  /** No more mails to an address that are no bills; whoever has the mailed link may. */
  stopMails(link: MailStopLink): Promise<void>;
  /** After Checkout; null when nothing is waited for. */
  readonly waiting: Accessor<PaymentWait | null>;
  /** Asks the server until it has heard of the payment: the address that Checkout leads back to proves nothing. */
  awaitPayment(): void;
  stopWaiting(): void;
  /** For the page about billing alone. */
  watchForFraud(): void;
  /** Banners that the reader has put away, by their key; kept in this browser. */
  isPutAway(banner: string): boolean;
  putAway(banner: string): void;
}
