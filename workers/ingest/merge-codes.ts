import { ValueTag } from '#core/predictor/event-table.ts';
import type { EventBatch, PropertyCells } from '../shared/batch.ts';
import { type ByteDictionary, createByteDictionary } from './byte-dictionary.ts';
import { type Kind, kinds, type PackedTexts, type ScannedBatch, unpackTexts } from './packed-texts.ts';

type Translation = Record<Kind, Uint32Array>;

/** Turns the codes of several scanners into those of the import. */
export interface CodeMerger {
  /**
   * The batch with the import's codes, its columns changed in place. Batches of one scanner must come in the order
   * in which it made them; then codes count up in the order of what was added, as one scanner alone would count.
   */
  merge(batch: ScannedBatch, scanner: number): EventBatch;
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

/**
 * Give each text the import's code, from `at` on.
 *
 * @returns those that are new to the import.
 */
function codesOf(known: ByteDictionary, { bytes, lengths }: PackedTexts, codes: Uint32Array, at: number): string[] {
  const before = known.size;
  let start = 0;
  for (const length of lengths) {
    const code = known.find(bytes, start, start + length);
    codes[at++] = code >= 0 ? code : known.add(bytes, start, start + length);
    start += length;
  }
  if (known.size === before) return [];
  const added = new Uint32Array(known.size - before);
  for (let i = 0; i < added.length; i++) added[i] = known.lengthOf(before + i);
  return unpackTexts({ bytes: known.bytesOf(before, known.size - 1) as Uint8Array<ArrayBuffer>, lengths: added });
}

export function createCodeMerger(): CodeMerger {
  const known: Record<Kind, ByteDictionary> = {
    events: createByteDictionary(),
    users: createByteDictionary(),
    properties: createByteDictionary(),
    strings: createByteDictionary(),
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
        const texts = batch.added[kind];
        codes[kind] = widened(codes[kind], sizes[kind] + texts.lengths.length);
        added[kind] = codesOf(known[kind], texts, codes[kind], sizes[kind]);
        sizes[kind] += texts.lengths.length;
      }
      translate(batch.event, codes.events);
      translate(batch.user, codes.users);
      for (const cells of batch.properties) translateTexts(cells, codes.strings);
      const properties = batch.properties.map((cells) => ({ ...cells, property: codes.properties[cells.property]! }));
      return { ...batch, properties: properties.sort((a, b) => a.property - b.property), added };
    },
  };
}
