import { hashUserId } from '../../sample/user-hash.ts';

/** Orders texts by their code units: the same everywhere, whatever the reader's language. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Numbers of users in the order of the hash of their ids, then of the ids. Cost: O(users log users) where not in order. */
export function orderOfUsers(userIds: readonly string[]): Uint32Array {
  const hash = Uint32Array.from(userIds, hashUserId);
  const order = Uint32Array.from(userIds.keys());
  const compare = (a: number, b: number): number => hash[a]! - hash[b]! || compareTexts(userIds[a]!, userIds[b]!);
  for (let u = 1; u < order.length; u += 1) if (compare(u - 1, u) > 0) return order.sort(compare);
  return order;
}

/** Names in order of their code units, their codes in that order, and the place of each code in it. */
export function orderOfNames(names: readonly string[]): {
  readonly names: readonly string[];
  readonly codes: Uint32Array;
  readonly placeOf: Uint32Array;
  readonly isInOrder: boolean;
} {
  const order = [...names.keys()].sort((a, b) => compareTexts(names[a]!, names[b]!));
  const placeOf = new Uint32Array(names.length);
  order.forEach((code, place) => (placeOf[code] = place));
  return {
    codes: Uint32Array.from(order),
    names: order.map((code) => names[code]!),
    placeOf,
    isInOrder: order.every((code, place) => code === place),
  };
}
