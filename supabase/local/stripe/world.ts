import type Stripe from 'stripe';
import { noSuch } from './refusal.ts';

/** The version that the double speaks, and no other. */
export const apiVersion = '2026-10-28.endive';

export const hour = 3600;
export const day = 24 * hour;

/** A card as it will behave. */
export interface KeptMethod {
  readonly method: Stripe.PaymentMethod;
  /** False for a card that is taken and then declines every payment. */
  readonly pays: boolean;
}

/** What the subscription of a Checkout session will be made with. */
export interface KeptSession {
  session: Stripe.Checkout.Session;
  readonly price: string;
  readonly quantity: number;
  readonly subscriptionData: Stripe.Checkout.SessionCreateParams.SubscriptionData;
}

/** Whose clock something follows: a test clock's id, or null for the account's own. */
export type Timeline = string | null;

/** Everything the double knows. Times are whole seconds. */
export interface World {
  readonly base: () => string;
  readonly retryDays: readonly number[];
  readonly afterRetries: 'canceled' | 'unpaid';
  readonly prices: Map<string, Stripe.Price>;
  readonly products: Map<string, string>;
  readonly customers: Map<string, Stripe.Customer>;
  readonly methods: Map<string, KeptMethod>;
  readonly subscriptions: Map<string, Stripe.Subscription>;
  readonly invoices: Map<string, Stripe.Invoice>;
  readonly sessions: Map<string, KeptSession>;
  readonly portals: Map<string, Stripe.BillingPortal.Session>;
  readonly taxIds: Map<string, Stripe.TaxId>;
  readonly clocks: Map<string, Stripe.TestHelpers.TestClock>;
  readonly events: Stripe.Event[];
  readonly times: Map<Timeline, number>;
  readonly id: (prefix: string) => string;
  readonly onEvent: (event: Stripe.Event) => void;
}

export interface WorldOptions {
  readonly base: () => string;
  readonly onEvent: (event: Stripe.Event) => void;
  readonly now: number;
  readonly seed: number;
  /** Days after the first failed payment at which it is tried again. */
  readonly retryDays?: readonly number[];
  /** What becomes of a subscription when the last try has failed. */
  readonly afterRetries?: 'canceled' | 'unpaid';
}

/** A new account without anything in it. */
export function emptyWorld(options: WorldOptions): World {
  const random = seededRandom(options.seed);
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789';
  return {
    base: options.base,
    retryDays: options.retryDays ?? [3, 8, 15],
    afterRetries: options.afterRetries ?? 'canceled',
    prices: new Map(),
    products: new Map(),
    customers: new Map(),
    methods: new Map(),
    subscriptions: new Map(),
    invoices: new Map(),
    sessions: new Map(),
    portals: new Map(),
    taxIds: new Map(),
    clocks: new Map(),
    events: [],
    times: new Map([[null, options.now]]),
    id: (prefix) => prefix + Array.from({ length: 20 }, () => letters[Math.floor(random() * letters.length)]).join(''),
    onEvent: options.onEvent,
  };
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The time of a timeline, seconds. */
export const nowOf = (world: World, timeline: Timeline): number => world.times.get(timeline) ?? 0;

export function timelineOf(world: World, customer: string): Timeline {
  const clock = world.customers.get(customer)?.test_clock ?? null;
  return typeof clock === 'string' ? clock : null;
}

/** Keeps an event with the object as it is now, and hands it to the webhooks. */
export function emit(world: World, timeline: Timeline, type: string, object: object, previous?: object): void {
  const event = {
    id: world.id('evt_'),
    object: 'event',
    api_version: apiVersion,
    created: nowOf(world, timeline),
    data: { object: structuredClone(object), ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  } as unknown as Stripe.Event;
  world.events.push(event);
  world.onEvent(event);
}

/** The thing of that id. @throws Stripe's refusal when there is none. */
export function get<T>(map: ReadonlyMap<string, T>, what: string, id: string, param?: string): T {
  const found = map.get(id);
  if (found === undefined) throw noSuch(what, id, param);
  return found;
}

/** What refers to another thing holds its id here; expanding is done when answering. */
export const idOf = (reference: string | { readonly id?: string } | null | undefined): string =>
  typeof reference === 'string' ? reference : (reference?.id ?? '');
