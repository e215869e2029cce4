import { Stripe } from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from '../../supabase/local/local-server.ts';
import { startStripe, type StripeDouble, type StripeOptions } from '../../supabase/local/stripe/start-stripe.ts';
import { clientOf } from './account.ts';

let stopping: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

/** An endpoint that checks signatures with the SDK, and the double that sends to it. */
async function listening(options: StripeOptions = {}, answer: (nth: number) => number = () => 200) {
  const heard: { id: string; type: string }[] = [];
  let double: StripeDouble | null = null;
  let asked = 0;
  const server = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked += 1;
      const status = answer(asked);
      const signature = request.headers['stripe-signature'] ?? '';
      const verify = Stripe.webhooks.constructEventAsync(Buffer.concat(chunks), signature, double?.webhookSecret ?? '');
      void verify.then((event) => {
        if (status === 200) heard.push({ id: event.id, type: event.type });
        response.writeHead(status).end();
      });
    });
  });
  double = await startStripe({ ...options, webhookUrl: server.url });
  const started = double;
  stopping = [() => started.stop(), () => server.stop()];
  const stripe = clientOf(started);
  const sent = async (count: number) => {
    for (let made = 0; made < count; made += 1) await stripe.customers.create({});
    await started.webhooks.settled();
  };
  return { double: started, heard, sent, events: () => started.world.events.map(({ id }) => id) };
}

const ids = (heard: readonly { id: string }[]) => heard.map(({ id }) => id);

describe('webhooks', () => {
  it('come signed, once and in order', async () => {
    const { events, heard, sent } = await listening();
    await sent(20);
    expect(ids(heard)).toEqual(events());
    expect(heard[0]?.type).toBe('customer.created');
  });

  it('are sent again until they are taken', async () => {
    const { double, events, heard, sent } = await listening({}, (nth) => (nth > 8 ? 200 : 500));
    await sent(4);
    expect(ids(heard).toSorted()).toEqual([...events()].toSorted());
    expect(double.webhooks.deliveries.filter(({ status }) => status === 500).length).toBe(8);
  });

  it('are given up after the last try', async () => {
    const { double, heard, sent } = await listening({}, () => 503);
    await sent(1);
    expect([heard, double.webhooks.deliveries.map(({ attempt }) => attempt)]).toEqual([[], [1, 2, 3, 4, 5]]);
  });

  it('come twice, out of order and not at all as the plan says, and the same way for the same seed', async () => {
    const plan = { seed: 7, duplicates: 0.3, disorder: 4, lost: 0.2 };
    const first = await listening({ plan });
    await first.sent(60);
    const order = ids(first.heard).map((id) => first.events().indexOf(id));
    expect(order).not.toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBeLessThan(order.length);
    expect(new Set(order).size).toBeLessThan(60);
    for (const stop of stopping.splice(0)) await stop();
    const second = await listening({ plan });
    await second.sent(60);
    expect(ids(second.heard).map((id) => second.events().indexOf(id))).toEqual(order);
  });

  it('wait while they are held back', async () => {
    const { double, events, heard, sent } = await listening();
    double.webhooks.hold();
    await sent(3);
    expect(heard).toEqual([]);
    double.webhooks.release();
    await double.webhooks.settled();
    expect(ids(heard)).toEqual(events());
  });
});
