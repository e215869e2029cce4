import type Stripe from 'stripe';
import { list } from './objects.ts';

export interface NewInvoice {
  readonly id: string;
  readonly lineId: string;
  readonly customer: Stripe.Customer;
  readonly subscription: Stripe.Subscription;
  readonly reason: Stripe.Invoice.BillingReason;
  readonly now: number;
  readonly period: { readonly start: number; readonly end: number };
  /** Zero for a trial. */
  readonly unitAmount: number;
  readonly quantity: number;
  /** Null when it is paid or tried at once. */
  readonly finalizesAt: number | null;
}

/** A draft, as a renewal makes it. */
export function newInvoice(facts: NewInvoice): Stripe.Invoice {
  const { customer, id, now, subscription } = facts;
  const amount = facts.unitAmount * facts.quantity;
  return {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Ptero',
    account_tax_ids: null,
    amount_due: amount,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: amount,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: facts.finalizesAt,
    billing_reason: facts.reason,
    collection_method: 'charge_automatically',
    created: now,
    currency: subscription.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: list([lineOf(facts, amount)], `/v1/invoices/${id}/lines`),
    livemode: false,
    metadata: {},
    next_payment_attempt: facts.finalizesAt,
    number: null,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: now,
    period_start: now,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: amount,
    subtotal_excluding_tax: amount,
    test_clock: customer.test_clock ?? null,
    total: amount,
    total_discount_amounts: [],
    total_excluding_tax: amount,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: now,
  };
}

function lineOf(facts: NewInvoice, amount: number): Stripe.InvoiceLineItem {
  const { subscription } = facts;
  const [item] = subscription.items.data;
  const price = item?.price;
  return {
    id: facts.lineId,
    object: 'line_item',
    amount,
    currency: subscription.currency,
    description: `${facts.quantity} × 25,000 monthly active users`,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: facts.id,
    livemode: false,
    metadata: subscription.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: null,
        subscription: subscription.id,
        subscription_item: item?.id ?? '',
      },
      type: 'subscription_item_details',
    },
    period: facts.period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price?.id ?? '', product: typeof price?.product === 'string' ? price.product : '' },
      type: 'price_details',
      unit_amount_decimal: price?.unit_amount_decimal ?? null,
    },
    quantity: facts.quantity,
    quantity_decimal: null,
    subscription: subscription.id,
    subtotal: amount,
    taxes: [],
  };
}
