import type Stripe from 'stripe';
import { advance } from './advance.ts';
import { page } from './answers.ts';
import { refusal } from './refusal.ts';
import { paging, route, type Route } from './route.ts';
import { day, emit, get, nowOf } from './world.ts';

/** Test clocks: whoever is made with one lives in its time. */
export const clockRoutes: readonly Route[] = [
  route<Stripe.TestHelpers.TestClockCreateParams>(
    'POST',
    '/v1/test_helpers/test_clocks',
    { knows: { frozen_time: 'integer', name: 'text' }, must: ['frozen_time'] },
    (world, params) => {
      const clock: Stripe.TestHelpers.TestClock = {
        id: world.id('clock_'),
        object: 'test_helpers.test_clock',
        created: nowOf(world, null),
        deletes_after: nowOf(world, null) + 30 * day,
        frozen_time: params.frozen_time,
        livemode: false,
        name: params.name ?? null,
        status: 'ready',
        status_details: {},
      };
      world.clocks.set(clock.id, clock);
      world.times.set(clock.id, params.frozen_time);
      emit(world, clock.id, 'test_helpers.test_clock.created', clock);
      return clock;
    },
  ),
  route<Stripe.TestHelpers.TestClockRetrieveParams>(
    'GET',
    '/v1/test_helpers/test_clocks/:id',
    { knows: {} },
    (world, _params, id) => get(world.clocks, 'test clock', id),
  ),
  route<Stripe.TestHelpers.TestClockListParams>(
    'GET',
    '/v1/test_helpers/test_clocks',
    { knows: paging },
    (world, params) => page([...world.clocks.values()], params, '/v1/test_helpers/test_clocks'),
  ),
  route<Stripe.TestHelpers.TestClockAdvanceParams>(
    'POST',
    '/v1/test_helpers/test_clocks/:id/advance',
    { knows: { frozen_time: 'integer' }, must: ['frozen_time'] },
    (world, params, id) => {
      const clock = get(world.clocks, 'test clock', id);
      if (params.frozen_time <= clock.frozen_time) {
        throw refusal(400, 'The frozen time must be later than the current one.', { param: 'frozen_time' });
      }
      if (params.frozen_time > clock.frozen_time + 60 * day) {
        throw refusal(400, 'You can advance at most two intervals of the shortest subscription.', {
          param: 'frozen_time',
        });
      }
      advance(world, id, params.frozen_time);
      clock.frozen_time = params.frozen_time;
      emit(world, id, 'test_helpers.test_clock.ready', clock);
      // As Stripe answers; asked again, it is ready.
      return {
        ...clock,
        status: 'advancing',
        status_details: { advancing: { target_frozen_time: params.frozen_time } },
      };
    },
  ),
  route<Stripe.TestHelpers.TestClockDeleteParams>(
    'DELETE',
    '/v1/test_helpers/test_clocks/:id',
    { knows: {} },
    (world, _params, id) => {
      get(world.clocks, 'test clock', id);
      world.clocks.delete(id);
      for (const [key, { test_clock: clock }] of world.customers) if (clock === id) world.customers.delete(key);
      for (const [key, { test_clock: clock }] of world.subscriptions) if (clock === id) world.subscriptions.delete(key);
      for (const [key, { test_clock: clock }] of world.invoices) if (clock === id) world.invoices.delete(key);
      return { id, object: 'test_helpers.test_clock', deleted: true };
    },
  ),
];
