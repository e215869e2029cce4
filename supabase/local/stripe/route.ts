import type { Raw } from './form.ts';
import { type Kind, type Parameters, readParameters } from './parameters.ts';
import type { World } from './world.ts';

/** One of Stripe's routes as the double knows it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: RegExp;
  readonly answer: (world: World, path: readonly string[], raw: Readonly<Record<string, Raw>>) => object;
}

const expand: Readonly<Record<string, Kind>> = { expand: { each: 'text' } };

/** Every list takes these. */
export const paging: Readonly<Record<string, Kind>> = { limit: 'integer', starting_after: 'text' };

/**
 * A route whose parameters are checked before anything is done.
 *
 * @param path with `:id` where an id stands
 */
export function route<T>(
  method: Route['method'],
  path: string,
  parameters: Parameters,
  answer: (world: World, params: T, id: string) => object,
): Route {
  const pattern = new RegExp(`^${path.replace(':id', '([A-Za-z0-9_]+)')}$`);
  const all = { ...parameters, knows: { ...parameters.knows, ...expand } };
  return {
    method,
    path: pattern,
    answer: (world, [id = ''], raw) => answer(world, readParameters<T>(all, raw), id),
  };
}
