import type { EventBatch, PropertyCells } from '../shared/batch.ts';
import { ValueTag } from '#core/predictor/event-table.ts';

type Kind = keyof EventBatch['added'];
type Translation = Record<Kind, Uint32Array>;
const kinds = ['events', 'users', 'properties', 'strings'] as const satisfies readonly Kind[];

/** Turns the codes of several scanners into those of the import. */
export interface CodeMerger {
  /**
   * The batch with the import's codes, its columns changed in place. Batches of one scanner must come in the order
   * in which it made them; then codes count up in the order of what was added, as one scanner alone would count.
   */
  merge(batch: EventBatch, scanner: number): EventBatch;
}

function widened(codes: Uint32Array, needed: number): Uint32Array {
  if (needed <= codes.length) return codes;
  const wider = new Uint32Array(Math.max(2 * codes.length, needed));
  wider.set(codes);
  return wider;
}

function translate(column: Uint32Array, codes: Uint32Array): void {
  for (let i = 0; i < column.length; i++) column[i] = codes[column[i]!]!;
}

function translateTexts({ tag, value }: PropertyCells, codes: Uint32Array): void {
  for (let i = 0; i < tag.length; i++) {
    if (tag[i] === ValueTag.string || tag[i] === ValueTag.json) value[i] = codes[value[i]!]!;
  }
}

export function createCodeMerger(): CodeMerger {
  const known: Record<Kind, Map<string, number>> = {
    events: new Map(),
    users: new Map(),
    properties: new Map(),
    strings: new Map(),
  };
  const scanners: { codes: Translation; sizes: Record<Kind, number> }[] = [];
  const stateOf = (scanner: number) =>
    (scanners[scanner] ??= {
      codes: {
        events: new Uint32Array(64),
        users: new Uint32Array(1024),
        properties: new Uint32Array(64),
        strings: new Uint32Array(1024),
      },
      sizes: { events: 0, users: 0, properties: 0, strings: 0 },
    });

  return {
    merge(batch, scanner) {
      const { codes, sizes } = stateOf(scanner);
      const added: Record<Kind, string[]> = { events: [], users: [], properties: [], strings: [] };
      for (const kind of kinds) {
        const codeOf = known[kind];
        const texts = batch.added[kind];
        const own = (codes[kind] = widened(codes[kind], sizes[kind] + texts.length));
        let at = sizes[kind];
        for (const text of texts) {
          let code = codeOf.get(text);
          if (code === undefined) {
            code = codeOf.size;
            codeOf.set(text, code);
            added[kind].push(text);
          }
          own[at++] = code;
        }
        sizes[kind] = at;
      }
      translate(batch.event, codes.events);
      translate(batch.user, codes.users);
      for (const cells of batch.properties) translateTexts(cells, codes.strings);
      const properties = batch.properties.map((cells) => ({ ...cells, property: codes.properties[cells.property]! }));
      return { ...batch, properties: properties.sort((a, b) => a.property - b.property), added };
    },
  };
}
