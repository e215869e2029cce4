import type { Segment } from '../format/layout.ts';

/** A stretch of time [from, to), epoch ms, and about how many rows lie in it. */
export interface TimeSlice {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

type Span = Pick<Segment, 'rows' | 'minTime' | 'maxTime'>;

/**
 * Cut the time of some segments into slices of about so many rows, rows taken as spread evenly over their segment.
 *
 * Where segments follow each other in time each one lies in one or two slices. Where they overlap so much that they
 * would have to be read again and again, slices become larger, up to `most` rows; a single moment is never cut.
 *
 * Cost: O(segments log segments).
 */
export function cutTimeSlices(segments: readonly Span[], wanted: number, most: number): TimeSlice[] {
  const rows = segments.reduce((sum, segment) => sum + segment.rows, 0);
  for (let size = wanted; ; size *= 2) {
    const slices = cut(segments, size);
    const read = slices.reduce((sum, slice) => sum + rowsOverlapping(segments, slice), 0);
    if (size >= most || read <= 3 * rows) return slices;
  }
}

const rowsOverlapping = (segments: readonly Span[], { from, to }: TimeSlice): number =>
  segments.reduce((sum, { minTime, maxTime, rows }) => (minTime < to && maxTime >= from ? sum + rows : sum), 0);

function cut(segments: readonly Span[], size: number): TimeSlice[] {
  const changes = segments
    .flatMap(({ rows, minTime, maxTime }) => {
      const aMillisecond = rows / (maxTime - minTime + 1);
      return [
        { at: minTime, more: aMillisecond },
        { at: maxTime + 1, more: -aMillisecond },
      ];
    })
    .sort((a, b) => a.at - b.at);
  const slices: TimeSlice[] = [];
  let from = -Infinity;
  let rows = 0;
  let density = 0;
  let at = changes[0]?.at ?? 0;
  const close = (to: number) => {
    slices.push({ from, to, rows });
    from = to;
    rows = 0;
  };
  for (const change of changes) {
    while (rows + density * (change.at - at) > size) {
      const next = Math.max(at + 1, Math.floor(at + (size - rows) / density));
      if (next >= change.at) break;
      rows += density * (next - at);
      at = next;
      close(at);
    }
    rows += density * (change.at - at);
    at = change.at;
    density += change.more;
    if (rows >= size && at > from) close(at);
  }
  if (rows > 0 || slices.length === 0) close(Infinity);
  else slices[slices.length - 1] = { ...slices.at(-1)!, to: Infinity };
  return slices;
}
