import type { History } from '../quality/history.ts';
import type { CountsByThen } from './questions.ts';

/** `countHistory` from an engine's counts. @param person - shape (n,), the members' numbers, in order of the landmark. */
export function historyOf(answer: CountsByThen, person: Uint32Array, wanted: readonly number[]): History {
  const rowOf = new Map(Array.from(answer.person, (one, row) => [one, row]));
  const rows = Uint32Array.from(person, (one) => rowOf.get(one)!);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]!);
  const placeOf = new Map(wanted.map((event, place) => [event, place]));
  const count = wanted.map(() => new Float64Array(person.length));
  rows.forEach((row, r) => {
    for (let k = answer.offset[row]!; k < answer.offset[row + 1]!; k += 1) {
      count[placeOf.get(answer.event[k]!)!]![r] = answer.count[k]!;
    }
  });
  return {
    count,
    total: pick(answer.total),
    distinct: pick(answer.distinct),
    sinceLast: pick(answer.sinceLast),
    toFirst: pick(answer.toFirst),
    before: pick(answer.before),
    known: pick(answer.known),
  };
}
