import { Stripe } from 'stripe';
import { seededRandom } from './world.ts';

/** How deliveries go wrong. The same seed, the same way. */
export interface WebhookPlan {
  readonly seed: number;
  /** The share of events that come twice. */
  readonly duplicates?: number;
  /** Up to how many later events one may be overtaken by. */
  readonly disorder?: number;
  /** The share of events that never come. */
  readonly lost?: number;
  /** How many are sent at once. */
  readonly atOnce?: number;
}

export interface Delivery {
  readonly event: string;
  readonly type: string;
  readonly attempt: number;
  /** Null when nobody answered. */
  readonly status: number | null;
}

export interface Webhooks {
  readonly send: (event: Stripe.Event) => void;
  /** Resolves when everything that was held back has been sent, and answered or given up. */
  settled(): Promise<void>;
  /** Keeps events back until `release`, as an outage of the receiver would. */
  hold(): void;
  release(): void;
  readonly deliveries: readonly Delivery[];
  stop(): void;
}

interface Waiting {
  readonly event: Stripe.Event;
  readonly rank: number;
  readonly attempt: number;
}

/** Milliseconds until a delivery that failed is tried again; Stripe takes hours for the same. */
const retryAfterMs = [10, 40, 160, 640];

/** Sends signed events to one address, in order and once, unless the plan says otherwise. */
export function createWebhooks(target: { url: string; secret: string } | null, plan: WebhookPlan | null): Webhooks {
  const random = seededRandom(plan?.seed ?? 1);
  const deliveries: Delivery[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let waiting: Waiting[] = [];
  let sequence = 0;
  let busy = false;
  let held = false;
  let flushing = false;
  let stopped = false;
  let idle: (() => void)[] = [];

  const later = (steps: number) => sequence + Math.floor(random() * (steps + 1));
  const pump = async () => {
    if (busy || !target) return;
    busy = true;
    for (let batch = take(); batch.length > 0; batch = take()) {
      await Promise.all(batch.map((one) => deliver(one, target)));
    }
    busy = false;
    if (waiting.length === 0 && timers.size === 0) for (const tell of idle.splice(0)) tell();
  };
  const take = (): readonly Waiting[] => {
    if (held || stopped) return [];
    const ready = waiting.filter(({ rank }) => flushing || rank <= sequence).toSorted((a, b) => a.rank - b.rank);
    const batch = ready.slice(0, plan?.atOnce ?? 1);
    waiting = waiting.filter((one) => !batch.includes(one));
    return batch;
  };
  const deliver = async ({ event, attempt, rank }: Waiting, to: { url: string; secret: string }) => {
    const status = await post(to, event);
    deliveries.push({ event: event.id, type: event.type, attempt, status });
    const wait = retryAfterMs[attempt - 1];
    if ((status !== null && status < 300) || wait === undefined || stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      waiting.push({ event, rank, attempt: attempt + 1 });
      void pump();
    }, wait);
    timers.add(timer);
  };
  return {
    deliveries,
    send(event) {
      if (!target || stopped) return;
      sequence += 1;
      if (random() < (plan?.lost ?? 0)) return;
      waiting.push({ event, rank: later(plan?.disorder ?? 0), attempt: 1 });
      if (random() < (plan?.duplicates ?? 0))
        waiting.push({ event, rank: later((plan?.disorder ?? 0) * 2), attempt: 1 });
      void pump();
    },
    async settled() {
      if (!target || stopped || held) return;
      flushing = true;
      const quiet = () => waiting.length === 0 && timers.size === 0 && !busy;
      while (!quiet()) {
        await new Promise<void>((resolve) => {
          idle.push(resolve);
          void pump();
        });
      }
      flushing = false;
    },
    hold() {
      held = true;
    },
    release() {
      held = false;
      void pump();
    },
    stop() {
      stopped = true;
      waiting = [];
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      for (const tell of idle.splice(0)) tell();
      idle = [];
    },
  };
}

/** The signature of a body, as Stripe makes it. */
export const signatureOf = (payload: string, secret: string, timestamp?: number): Promise<string> =>
  signer.webhooks.generateTestHeaderStringAsync({ payload, secret, ...(timestamp === undefined ? {} : { timestamp }) });

const signer = new Stripe('sk_test_only_for_signing');

async function post({ url, secret }: { url: string; secret: string }, event: Stripe.Event): Promise<number | null> {
  const payload = JSON.stringify(event, null, 2);
  const signature = await signatureOf(payload, secret);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Stripe-Signature': signature },
      body: payload,
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
