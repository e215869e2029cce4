import { hashUserId } from '../../sample/user-hash.ts';
import type { AnalysisInput } from '../input.ts';

const made = new WeakMap<readonly string[], Uint16Array>();

/**
 * What users are dealt into halves, folds and draws by: the first 16 bits of the hash of their ids, shape (users,).
 *
 * The same in every import and engine, and too short to tell who somebody is.
 */
export function userKeys({ userIds }: Pick<AnalysisInput, 'userIds'>): Uint16Array {
  const known = made.get(userIds);
  if (known) return known;
  const keys = Uint16Array.from(userIds, (id) => hashUserId(id) >>> 16);
  made.set(userIds, keys);
  return keys;
}
