import { segmentsOf } from './live-rows.ts';
import type { StoredProject } from './stored-project.ts';

/**
 * When Mixpanel processed each row, Unix ms, 0 where the export does not say; null where it says it of none.
 *
 * @param row - store row numbers; the answer is in their order. Cost: O(rows), 8 bytes of memory a stored row.
 */
export async function readProcessedTimes(
  project: Pick<StoredProject, 'files' | 'dead'>,
  row: Uint32Array,
): Promise<Float64Array | null> {
  const stored = new Float64Array(project.files.reduce((sum, { file }) => sum + file.rows, 0));
  let isTold = false;
  for (const { file, segment } of segmentsOf(project)) {
    const { rows } = segment;
    const part = await file.blocks.together([segment.time, segment.processed]);
    const processed = new Float64Array(rows);
    await part.numbers(segment.processed, rows, processed);
    if (segment.processed.relative) {
      const time = new Float64Array(rows);
      await part.numbers(segment.time, rows, time);
      for (let r = 0; r < rows; r += 1) processed[r]! += time[r]!;
    }
    isTold ||= processed.some((moment) => moment > 0);
    stored.set(processed, file.base + segment.firstRow);
  }
  return isTold ? Float64Array.from(row, (number) => stored[number]!) : null;
}
