import type Stripe from 'stripe';
import { cardOf, completeSession, replaceCard } from './checkout.ts';
import { attemptPayment, methodOf } from './payments.ts';
import { refusalOf } from './refusal.ts';
import { invoicesOfCustomer } from './invoice-routes.ts';
import { emit, get, idOf, nowOf, timelineOf, type World } from './world.ts';

/** What a page answers: HTML, or the address to go on to. */
export type PageAnswer = { readonly html: string; readonly status?: number } | { readonly goTo: string };

/**
 * The hosted pages: Checkout (`/c/pay/…`), the portal (`/p/session/…`) and an invoice (`/i/…`).
 *
 * @param form what was sent with a press of a button; null when the page is only looked at
 */
export function hostedPage(world: World, path: string, form: URLSearchParams | null): PageAnswer | null {
  const [, kind = '', id = ''] = /^\/(c\/pay|p\/session|i)\/([A-Za-z0-9_]+)$/.exec(path) ?? [];
  if (kind === 'c/pay') return checkoutPage(world, id, form);
  if (kind === 'p/session') return portalPage(world, id, form);
  return kind === 'i' ? invoicePage(world, id, form) : null;
}

function checkoutPage(world: World, id: string, form: URLSearchParams | null): PageAnswer {
  const kept = get(world.sessions, 'checkout.session', id);
  const { session } = kept;
  if (session.status !== 'open') {
    return { html: frame('This page has expired', '<p>Start again in Ptero.</p>'), status: 410 };
  }
  const problem = form
    ? problemOf(() => completeSession(world, kept, (form.get('card') ?? '').replaceAll(' ', '')))
    : null;
  if (form && problem === null) {
    return { goTo: (session.success_url ?? '').replace('{CHECKOUT_SESSION_ID}', id) };
  }
  const price = get(world.prices, 'price', kept.price);
  const { trial_end: trialEnd, billing_cycle_anchor: anchor } = kept.subscriptionData;
  const freeUntil = trialEnd ?? anchor;
  const each = money(kept.quantity * (price.unit_amount ?? 0));
  const when = freeUntil === undefined ? `${each} due today` : `Nothing due today; ${each} on ${date(freeUntil)}`;
  return {
    html: frame(
      'Subscribe to Ptero',
      `<p>${kept.quantity} × ${money(price.unit_amount ?? 0)}, every ${price.recurring?.interval_count} days</p>
<p><strong>${when}</strong></p>${said(problem)}
<form method="post">${cardField()}<button>Subscribe</button></form>
<p><a href="${escape(session.cancel_url ?? session.success_url ?? '/')}">Back</a></p>`,
    ),
    status: problem === null ? 200 : 402,
  };
}

function portalPage(world: World, id: string, form: URLSearchParams | null): PageAnswer {
  const portal = get(world.portals, 'billing_portal.session', id);
  const customer = get(world.customers, 'customer', portal.customer);
  const problem = form ? problemOf(() => changeInPortal(world, customer, form)) : null;
  const running = [...world.subscriptions.values()].findLast((one) => idOf(one.customer) === customer.id) ?? null;
  const card = world.methods.get(methodOf(customer, running))?.method.card;
  const invoices = invoicesOfCustomer(world, customer.id).map(
    (one) =>
      `<li><a href="${escape(one.hosted_invoice_url ?? '')}">${escape(one.number ?? one.id)}</a> ${money(one.amount_due)} ${escape(String(one.status))}</li>`,
  );
  const taxIds = [...world.taxIds.values()].filter((one) => one.customer === customer.id);
  return {
    html: frame(
      'Billing',
      `${said(problem)}<h2>Card</h2><p>${card ? `${escape(card.brand)} ending in ${escape(card.last4)}` : 'No card'}</p>
<form method="post">${cardField()}<button name="do" value="card">Save card</button></form>
<h2>Invoices</h2><ul>${invoices.join('') || '<li>None</li>'}</ul>
<h2>Tax ID</h2><p>${taxIds.map(({ value }) => escape(value)).join(', ') || 'None'}</p>
<form method="post"><label>EU VAT number <input name="tax"></label> <button name="do" value="tax">Save tax ID</button></form>
<p><a href="${escape(portal.return_url ?? '/')}">Return to Ptero</a></p>`,
    ),
    status: problem === null ? 200 : 402,
  };
}

function changeInPortal(world: World, customer: Stripe.Customer, form: URLSearchParams): void {
  if (form.get('do') !== 'tax') {
    replaceCard(world, customer, (form.get('card') ?? '').replaceAll(' ', ''));
    return;
  }
  const value = form.get('tax') ?? '';
  const timeline = timelineOf(world, customer.id);
  const taxId: Stripe.TaxId = {
    id: world.id('txi_'),
    object: 'tax_id',
    country: value.slice(0, 2),
    created: nowOf(world, timeline),
    customer: customer.id,
    customer_account: null,
    livemode: false,
    owner: null,
    type: 'eu_vat',
    value,
    verification: null,
  };
  world.taxIds.set(taxId.id, taxId);
  emit(world, timeline, 'customer.tax_id.created', taxId);
}

function invoicePage(world: World, id: string, form: URLSearchParams | null): PageAnswer {
  const invoice = get(world.invoices, 'invoice', id);
  const unpaid = form && invoice.status === 'open' && !attemptPayment(world, invoice);
  const pay = invoice.status === 'open' ? '<form method="post"><button>Pay</button></form>' : '';
  return {
    html: frame(
      `Invoice ${invoice.number ?? ''}`,
      `${said(unpaid ? 'Your card was declined.' : null)}<p>${money(invoice.amount_due)}, ${escape(String(invoice.status))}</p>${pay}`,
    ),
    status: unpaid ? 402 : 200,
  };
}

function problemOf(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (cause) {
    const refused = refusalOf(cause);
    if (!refused) throw cause;
    return refused.error.message;
  }
}

const cardField = () =>
  `<label>Card number <input name="card" inputmode="numeric" autocomplete="cc-number" value="4242 4242 4242 4242" required></label>
<p><small>4242 4242 4242 4242 pays; 4000 0000 0000 0002 is declined; 4000 0000 0000 0341 is taken and never pays (${cardOf('4000000000000341')}).</small></p>`;

const said = (problem: string | null) => (problem === null ? '' : `<p role="alert">${escape(problem)}</p>`);
const money = (cents: number) => `$${(cents / 100).toFixed(2)}`;
const date = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const frame = (title: string, body: string) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>body{font:16px/1.5 system-ui;margin:2rem auto;max-width:34rem;padding:0 1rem}input{font:inherit;width:16rem}button{font:inherit}[role=alert]{color:#a00}</style>
<main><p><small>A stand-in for Stripe on this machine. No money moves.</small></p><h1>${escape(title)}</h1>${body}</main></html>`;
