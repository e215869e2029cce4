import type Stripe from 'stripe';
import { list } from './objects.ts';
import { noSuch, refusal } from './refusal.ts';
import type { World } from './world.ts';

interface Paging {
  readonly limit?: number;
  readonly starting_after?: string;
}

/** A page of a list, the newest first. */
export function page<T extends { readonly id: string }>(
  all: readonly T[],
  paging: Paging,
  url: string,
): Stripe.ApiList<T> {
  const { limit = 10, starting_after: after } = paging;
  if (limit < 1 || limit > 100) {
    throw refusal(400, 'This value must be between 1 and 100 (inclusive).', { param: 'limit' });
  }
  const newest = all.toReversed();
  const from = after === undefined ? 0 : newest.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0) throw noSuch('object', after, 'starting_after');
  return list(newest.slice(from, from + limit), url, newest.length > from + limit);
}

/** Puts whole things where ids stand: `latest_invoice`, `data.customer`. */
export function expanded(world: World, answer: object, paths: readonly string[]): object {
  const copy = structuredClone(answer) as Record<string, unknown>;
  for (const path of paths) {
    const names = path.split('.');
    if (names.length > 4)
      throw refusal(400, 'You cannot expand more than 4 levels of a property.', { param: 'expand' });
    expand(world, copy, names, path);
  }
  return copy;
}

function expand(world: World, holder: Record<string, unknown>, names: readonly string[], path: string): void {
  const [name = '', ...rest] = names;
  const value = holder[name];
  if (Array.isArray(value)) {
    for (const item of value) expand(world, item as Record<string, unknown>, rest, path);
    return;
  }
  if (value === null) return;
  const whole = typeof value === 'string' ? structuredClone(find(world, value)) : value;
  if (typeof whole !== 'object') {
    throw refusal(400, `This property cannot be expanded (${path}).`, { param: 'expand' });
  }
  holder[name] = whole;
  if (rest.length > 0) expand(world, whole as Record<string, unknown>, rest, path);
}

function find(world: World, id: string): object | undefined {
  return (
    world.customers.get(id) ??
    world.invoices.get(id) ??
    world.subscriptions.get(id) ??
    world.methods.get(id)?.method ??
    world.clocks.get(id)
  );
}
