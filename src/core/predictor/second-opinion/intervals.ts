/**
 * Cut the time since A into intervals with roughly equal numbers of conversions.
 *
 * @param times - shape (n,), whole seconds from A to B, each ≥ 1, any order. Not modified.
 * @param most - at most so many intervals.
 * @returns the ends of the intervals, ascending and distinct; interval k is the seconds after end k − 1 (0 for the
 * first) up to and with end k. All conversions of one second fall into one interval, so there may be fewer. Empty for none.
 *
 * Cost: O(n log n).
 */
export function chooseIntervals(times: Float64Array, most: number): Float64Array {
  const sorted = times.slice().sort();
  const ends: number[] = [];
  for (let k = 1; k <= most && sorted.length > 0; k += 1) {
    const end = sorted[Math.ceil((sorted.length * k) / most) - 1]!;
    if (end !== ends[ends.length - 1]) ends.push(end);
  }
  return Float64Array.from(ends);
}
