import type { AnalysisInput } from '../input.ts';

/** The first and the last moment of the data, from the first and the last event of each user. Cost: O(users). */
export function dataSpan({ drawn, span, events }: Pick<AnalysisInput, 'drawn' | 'span' | 'events'>): {
  dataFromMs: number;
  dataToMs: number;
} {
  const known = drawn ?? span;
  if (known) return known;
  const { userStart, time } = events;
  let dataFromMs = Infinity;
  let dataToMs = -Infinity;
  for (let u = 0; u + 1 < userStart.length; u += 1) {
    if (userStart[u] === userStart[u + 1]) continue;
    dataFromMs = Math.min(dataFromMs, time[userStart[u]!]!);
    dataToMs = Math.max(dataToMs, time[userStart[u + 1]! - 1]!);
  }
  return { dataFromMs, dataToMs };
}
