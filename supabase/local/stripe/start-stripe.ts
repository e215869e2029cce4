import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer } from '../local-server.ts';
import { advance } from './advance.ts';
import { type ApiAnswer, createApi } from './api.ts';
import { newPrice } from './objects.ts';
import { hostedPage } from './pages.ts';
import { refusalOf } from './refusal.ts';
import { createWebhooks, type WebhookPlan, type Webhooks } from './webhooks.ts';
import { apiVersion, emptyWorld, nowOf, type World } from './world.ts';

export interface StripeOptions {
  /** A port of 127.0.0.1; 0 or nothing takes any that is free. */
  readonly port?: number;
  /** Where events are sent; nowhere when it is not given. */
  readonly webhookUrl?: string;
  readonly plan?: WebhookPlan;
  /** The account's time in the beginning; it stands still then, and only `advanceTo` moves it. */
  readonly frozenAt?: Date;
  readonly seed?: number;
  readonly retryDays?: readonly number[];
  readonly afterRetries?: 'canceled' | 'unpaid';
  /** Called after each day that `POST /_double/time` moves the clock by. */
  readonly onDay?: () => Promise<void>;
}

/** A request that is broken off before or after it was done; null lets it through. */
export type Interrupt = (method: string, path: string) => 'before' | 'after' | null;

export interface StripeDouble {
  readonly url: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** 25 dollars for 30 days. */
  readonly priceId: string;
  readonly world: World;
  readonly webhooks: Webhooks;
  /** The account's time. */
  now(): Date;
  /** Moves the account's time; resolves when the events of it have been delivered. */
  advanceTo(time: Date): Promise<void>;
  /** Breaks requests off from now on, as a bad network does. */
  interrupt(how: Interrupt | null): void;
  stop(): Promise<void>;
}

/** Keys of the double. They are in the repository, so they protect nothing. */
export const stripeKeys = {
  secret: 'sk_test_ptero_local_double',
  webhookSecret: 'whsec_ptero_local_double',
  priceId: 'price_ptero_pack',
} as const;

const dayMs = 86_400_000;
const seconds = (ms: number) => Math.floor(ms / 1000);

/** Starts the stand-in for Stripe: its API, its hosted pages, its clock and its webhooks. */
export async function startStripe(options: StripeOptions = {}): Promise<StripeDouble> {
  const { frozenAt, plan = null, webhookUrl } = options;
  let base = '';
  let offsetMs = 0;
  let interrupt: Interrupt | null = null;
  const target = webhookUrl === undefined ? null : { url: webhookUrl, secret: stripeKeys.webhookSecret };
  const webhooks = createWebhooks(target, plan);
  const clock = () => {
    // No two readings of a clock are alike, also where it stands.
    if (frozenAt) offsetMs += 1;
    return (frozenAt?.getTime() ?? Date.now()) + offsetMs;
  };
  const world = emptyWorld({
    base: () => base,
    onEvent: webhooks.send,
    now: seconds(clock()),
    seed: options.seed ?? 1,
    retryDays: options.retryDays,
    afterRetries: options.afterRetries,
  });
  world.products.set('prod_ptero', 'Ptero');
  const price = { product: 'prod_ptero', currency: 'usd', unitAmount: 2500 };
  const recurring = { interval: 'day', intervalCount: 30 } as const;
  world.prices.set(stripeKeys.priceId, newPrice(stripeKeys.priceId, seconds(clock()), { ...price, recurring }));
  const api = createApi(world, stripeKeys.secret);
  const advanceTo = async (time: Date) => {
    offsetMs += Math.max(0, time.getTime() - clock());
    advance(world, null, seconds(clock()));
    await webhooks.settled();
  };
  const passDays = async (to: Date) => {
    if (!options.onDay) return advanceTo(to);
    for (let at = clock() + dayMs; ; at += dayMs) {
      const next = Math.min(at, to.getTime());
      await advanceTo(new Date(next));
      await options.onDay();
      await webhooks.settled();
      if (next >= to.getTime()) return;
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const method = request.method ?? 'GET';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    advance(world, null, seconds(clock()));
    if (pathname === '/_double/time') {
      if (method === 'POST') await passDays(new Date((JSON.parse(body) as { to: string }).to));
      json(response, 200, { now: new Date(clock()).toISOString() });
      return;
    }
    if (!pathname.startsWith('/v1/')) {
      showPage(world, pathname, method === 'POST' ? new URLSearchParams(body) : null, response);
      return;
    }
    const broken = interrupt?.(method, pathname) ?? null;
    if (broken === 'before') {
      request.socket.destroy();
      return;
    }
    const answer = api({
      method,
      path: pathname,
      query: search.slice(1),
      body,
      authorization: request.headers.authorization,
      version: header(request, 'stripe-version'),
      idempotencyKey: header(request, 'idempotency-key'),
    });
    if (broken === 'after') request.socket.destroy();
    else answerApi(world, response, answer);
  };
  const server = await startServer((request, response) => {
    handle(request, response).catch((cause: unknown) => {
      json(response, 500, { error: { type: 'api_error', message: String(cause) } });
    });
  }, options.port);
  base = server.url;
  return {
    url: base,
    secretKey: stripeKeys.secret,
    webhookSecret: stripeKeys.webhookSecret,
    priceId: stripeKeys.priceId,
    world,
    webhooks,
    now: () => new Date(clock()),
    advanceTo,
    interrupt(how) {
      interrupt = how;
    },
    async stop() {
      webhooks.stop();
      await server.stop();
    },
  };
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function answerApi(world: World, response: ServerResponse, { body, replayed, status }: ApiAnswer): void {
  response.setHeader('Request-Id', `req_${nowOf(world, null)}_${world.events.length}`);
  response.setHeader('Stripe-Version', apiVersion);
  if (replayed) response.setHeader('Idempotent-Replayed', 'true');
  json(response, status, body);
}

function showPage(world: World, path: string, form: URLSearchParams | null, response: ServerResponse): void {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  try {
    const page = hostedPage(world, path, form);
    if (page === null) response.writeHead(404).end('There is no such page.');
    else if ('goTo' in page) response.writeHead(303, { Location: page.goTo }).end();
    else response.writeHead(page.status ?? 200).end(page.html);
  } catch (cause) {
    const refused = refusalOf(cause);
    if (!refused) throw cause;
    response.writeHead(refused.status).end(refused.error.message);
  }
}
