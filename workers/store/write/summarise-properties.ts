import { ValueTag } from '#core/predictor/event-table.ts';
import { compareText, type StoredCatalogue } from '../read/catalogue.ts';
import { propertyCells, type SegmentCells } from '../read/property-cells.ts';
import type { StoredProject } from '../read/stored-project.ts';

const DISTINCT_LIMIT = 10_000;
const KINDS = ['string', 'number', 'boolean', 'boolean', 'null', 'json'] as const;
type StoredProperty = StoredCatalogue['properties'][number];

/**
 * Count each property's cells by kind, by event and by value.
 *
 * @param names - property names in order of their project codes.
 * @param strings - texts in the project's dictionary.
 * @param placeOfRow - shape (all rows,), the place of each row's event in the catalogue.
 * @param onProperty - told the completed share in (0, 1] and may throw to stop.
 *
 * Cost: O(cells); four bytes of memory for every text of the project.
 */
export async function summariseProperties(
  project: Pick<StoredProject, 'files' | 'dead'>,
  names: readonly string[],
  strings: number,
  placeOfRow: Uint32Array,
  onProperty: (fraction: number) => void,
): Promise<StoredProperty[]> {
  const textSeen = new Uint32Array(2 * strings);
  const summaries: StoredProperty[] = [];
  for (const [property, name] of names.entries()) {
    const tally = createTally(textSeen, property + 1);
    for await (const cells of propertyCells(project, property)) tally.add(cells, placeOfRow);
    const summary = tally.summary(name);
    if (summary.cells > 0) summaries.push(summary);
    onProperty((property + 1) / names.length);
  }
  return summaries.sort((a, b) => b.cells - a.cells || compareText(a.name, b.name));
}

/** Counts one property. `mark` is its own number in `textSeen`, which all properties share. */
function createTally(textSeen: Uint32Array, mark: number) {
  const byTag = new Float64Array(6);
  const byEvent: number[] = [];
  const numbers = new Set<number>();
  let texts = 0;

  return {
    add({ row, tag, value }: SegmentCells, placeOfRow: Uint32Array): void {
      for (let cell = 0; cell < row.length; cell += 1) {
        const kind = tag[cell]!;
        const place = placeOfRow[row[cell]!]!;
        byTag[kind]! += 1;
        byEvent[place] = (byEvent[place] ?? 0) + 1;
        if (kind === ValueTag.number) {
          if (numbers.size < DISTINCT_LIMIT) numbers.add(value[cell]!);
        } else if (kind === ValueTag.string || kind === ValueTag.json) {
          const slot = 2 * value[cell]! + (kind === ValueTag.json ? 1 : 0);
          if (textSeen[slot] !== mark) texts += 1;
          textSeen[slot] = mark;
        }
      }
    },
    summary(name: string): StoredProperty {
      const kinds = { string: 0, number: 0, boolean: 0, null: 0, json: 0 };
      KINDS.forEach((kind, tag) => (kinds[kind] += byTag[tag]!));
      const named = [ValueTag.true, ValueTag.false, ValueTag.null].filter((tag) => byTag[tag]! > 0).length;
      const events = Object.entries(byEvent).map(([place, cells]) => [Number(place), cells] as const);
      return {
        name,
        cells: byTag.reduce((sum, count) => sum + count, 0),
        kinds,
        distinct: Math.min(DISTINCT_LIMIT, numbers.size + texts + named),
        byEvent: events.sort((a, b) => b[1] - a[1] || a[0] - b[0]),
      };
    },
  };
}
