/** What is used of a subscription. Times are seconds. */
export interface StripeSubscription {
  readonly id: string;
  readonly status: string;
  readonly created: number;
  readonly cancel_at_period_end: boolean;
  readonly cancel_at: number | null;
  readonly trial_end: number | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly items: {
    readonly data: readonly {
      readonly id: string;
      readonly quantity?: number;
      readonly current_period_start: number;
      readonly current_period_end: number;
      readonly price: { readonly id: string };
    }[];
  };
  /** Whole, as it is asked for. */
  readonly latest_invoice: unknown;
}

/** What is used of an invoice. */
export interface StripeInvoice {
  readonly id: string;
  readonly status: string | null;
  readonly amount_due: number;
  readonly created: number;
  readonly hosted_invoice_url?: string | null;
}

export interface StripeSession {
  readonly id: string;
  readonly url: string | null;
  readonly status: string | null;
  readonly expires_at: number;
}

interface Once {
  readonly idempotencyKey: string;
}

/** The part of the SDK's client that is used here; its own client fits. */
export interface StripeApi {
  readonly customers: {
    create(params: { metadata: Record<string, string> }, options: Once): Promise<{ id: string }>;
    update(id: string, params: { name: string; email: string }): Promise<unknown>;
    retrieve(
      id: string,
    ): Promise<{ id: string; deleted?: boolean | void; metadata?: Readonly<Record<string, string>> }>;
  };
  readonly subscriptions: {
    list(params: {
      customer: string;
      status: 'all';
      limit: number;
      expand: string[];
    }): PromiseLike<{ data: readonly StripeSubscription[] }>;
    update(
      id: string,
      params: {
        cancel_at_period_end?: boolean;
        cancel_at?: '';
        items?: { id: string; quantity: number }[];
        proration_behavior?: 'none';
      },
    ): Promise<unknown>;
    cancel(id: string, params: { prorate: false; invoice_now: false }): Promise<unknown>;
  };
  readonly checkout: {
    readonly sessions: {
      create(params: SessionOrder, options: Once): Promise<StripeSession>;
      retrieve(id: string): Promise<StripeSession>;
      list(params: {
        customer: string;
        status: 'open';
        limit: number;
      }): PromiseLike<{ data: readonly StripeSession[] }>;
      expire(id: string): Promise<unknown>;
    };
  };
  readonly billingPortal: {
    readonly sessions: { create(params: { customer: string; return_url: string }): Promise<{ url: string }> };
  };
}

/** A hosted Checkout for a subscription, paid by card. */
export interface SessionOrder {
  mode: 'subscription';
  customer: string;
  client_reference_id: string;
  line_items: { price: string; quantity: number }[];
  payment_method_types: 'card'[];
  payment_method_collection: 'always';
  subscription_data: {
    metadata: Record<string, string>;
    trial_end?: number;
    billing_cycle_anchor?: number;
    proration_behavior?: 'none';
  };
  metadata: Record<string, string>;
  tax_id_collection: { enabled: boolean };
  customer_update: { name: 'auto'; address: 'auto' };
  success_url: string;
  cancel_url: string;
}

/** What may be written down of an error of the SDK: never its message, which can hold what was sent. */
export function traceOf(error: unknown): Readonly<Record<string, string | number>> {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  const fields = ['type', 'code', 'statusCode', 'requestId', 'name'] as const;
  const known = error as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    fields.flatMap((name) => {
      const value = known[name];
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
    }),
  );
}

const typeOf = (error: unknown) => traceOf(error)['type'];

/** The key was used before for another request. */
export const isUsedKey = (error: unknown): boolean => typeOf(error) === 'StripeIdempotencyError';

/** Nothing came of it: no connection, too many requests, or Stripe's own failure. */
export const isOutage = (error: unknown): boolean =>
  error instanceof TypeError ||
  ['StripeConnectionError', 'StripeRateLimitError', 'StripeAPIError', 'StripeAuthenticationError'].includes(
    String(typeOf(error)),
  );
