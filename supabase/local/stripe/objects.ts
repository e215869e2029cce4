import type Stripe from 'stripe';

/** Decimals travel as text; the SDK makes its own class of them. */
const decimal = (amount: number) => String(amount) as unknown as Stripe.Price['unit_amount_decimal'];

export const list = <T>(data: T[], url: string, hasMore = false): Stripe.ApiList<T> => ({
  object: 'list',
  data,
  has_more: hasMore,
  url,
});

export function newPrice(
  id: string,
  created: number,
  facts: {
    product: string;
    currency: string;
    unitAmount: number;
    recurring: { interval: 'day'; intervalCount: number };
  },
): Stripe.Price {
  return {
    id,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created,
    currency: facts.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: facts.product,
    recurring: {
      interval: facts.recurring.interval,
      interval_count: facts.recurring.intervalCount,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: facts.unitAmount,
    unit_amount_decimal: decimal(facts.unitAmount),
  };
}

function planOf(price: Stripe.Price): Stripe.Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: 'day',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: {},
    meter: null,
    nickname: null,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

export function newCustomer(id: string, created: number, params: Stripe.CustomerCreateParams): Stripe.Customer {
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: params.description ?? null,
    discount: null,
    email: params.email ?? null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: { ...(params.metadata as Stripe.Metadata | undefined) },
    name: params.name ?? null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: params.test_clock ?? null,
  };
}

export interface NewSubscription {
  readonly id: string;
  readonly itemId: string;
  readonly customer: string;
  readonly price: Stripe.Price;
  readonly quantity: number;
  readonly now: number;
  readonly periodEnd: number;
  readonly trialEnd: number | null;
  readonly anchor: number;
  readonly status: Stripe.Subscription.Status;
  readonly metadata: Stripe.Metadata;
  readonly description: string | null;
  readonly paymentMethod: string | null;
  readonly testClock: string | null;
  readonly withoutCard: 'cancel' | 'create_invoice';
}

export function newSubscription(facts: NewSubscription): Stripe.Subscription {
  const { id, now, price } = facts;
  const item: Stripe.SubscriptionItem = {
    id: facts.itemId,
    object: 'subscription_item',
    billing_thresholds: null,
    created: now,
    current_period_end: facts.periodEnd,
    current_period_start: now,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price,
    quantity: facts.quantity,
    subscription: id,
    tax_rates: [],
  };
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: facts.anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: price.currency,
    customer: facts.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: facts.paymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: facts.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: list([item], `/v1/subscription_items?subscription=${id}`),
    latest_invoice: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: facts.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: ['card'],
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: facts.status,
    test_clock: facts.testClock,
    transfer_data: null,
    trial_end: facts.trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: facts.withoutCard } },
    trial_start: facts.trialEnd === null ? null : now,
  };
}

export function newCard(id: string, created: number, number: { last4: string; brand: string }): Stripe.PaymentMethod {
  return {
    id,
    object: 'payment_method',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    card: {
      brand: number.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: number.brand,
      exp_month: 12,
      exp_year: 2040,
      fingerprint: null,
      funding: 'credit',
      generated_from: null,
      last4: number.last4,
      networks: { available: [number.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
}
