import type { Entrants } from '../cohort/cohort.ts';
import type { People } from './questions.ts';

/** Everybody who did A, as `findEntrants` finds them; `user` is a person's number. There are no table positions. */
export function entrantsOf({ key, entrySecond, targetSecond }: People, dataEndSecond: number): Entrants {
  const people = key.length;
  const before = Uint8Array.from(targetSecond, (second, i) => (second <= entrySecond[i]! ? 1 : 0));
  const converted = Uint8Array.from(targetSecond, (second, i) => (second > entrySecond[i]! ? 1 : 0));
  return {
    user: Uint32Array.from({ length: people }, (_, i) => i),
    key: Uint32Array.from(key),
    entryPosition: new Uint32Array(people),
    entrySecond,
    exit: Float64Array.from(entrySecond, (entry, i) =>
      converted[i] === 1 ? targetSecond[i]! - entry : Math.max(0, dataEndSecond - entry),
    ),
    converted,
    before,
  };
}
