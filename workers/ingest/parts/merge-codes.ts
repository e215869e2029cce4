import { ValueTag } from '#core/predictor/event-table.ts';
import type { EventBatch, PropertyCells } from '../../shared/batch.ts';
import { type ByteDictionary, createByteDictionary } from '../columns/byte-dictionary.ts';
import {
  type PackedKind,
  packedKinds,
  type PackedTexts,
  type ScannedBatch,
  unpackTexts,
} from '../columns/packed-texts.ts';
import { startWasm } from '../simd/wasm-exports.ts';
import { wasmDictionary } from '../simd/wasm-storage.ts';

/** The import's codes of one scanner's, in the order of the scanner's. */
interface Translation {
  readonly codes: Record<PackedKind, Uint32Array>;
  /** As many of them are known. */
  readonly sizes: Record<PackedKind, number>;
  readonly properties: number[];
}

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
  if (known.codesOf) {
    known.codesOf(bytes, lengths, codes, at);
  } else {
    let start = 0;
    for (const length of lengths) {
      const code = known.find(bytes, start, start + length);
      codes[at++] = code >= 0 ? code : known.add(bytes, start, start + length);
      start += length;
    }
  }
  if (known.size === before) return [];
  return unpackTexts({ bytes: known.bytesOf(before, known.size - 1), lengths: known.lengthsFrom(before) });
}

/** @param wasm - gives codes to many texts at once, several times as fast. */
export function createCodeMerger(wasm: WebAssembly.Module | null = null): CodeMerger {
  const own = wasm && startWasm(wasm);
  const known: Record<PackedKind, ByteDictionary> = {
    events: own ? wasmDictionary(own, 0) : createByteDictionary(),
    users: own ? wasmDictionary(own, 1) : createByteDictionary(),
    strings: own ? wasmDictionary(own, 2) : createByteDictionary(),
  };
  const knownProperties = new Map<string, number>();
  const scanners: Translation[] = [];
  const stateOf = (scanner: number): Translation =>
    (scanners[scanner] ??= {
      codes: { events: new Uint32Array(64), users: new Uint32Array(1024), strings: new Uint32Array(1024) },
      sizes: { events: 0, users: 0, strings: 0 },
      properties: [],
    });

  return {
    merge(batch, scanner) {
      const { codes, sizes, properties } = stateOf(scanner);
      const added = {
        events: [] as string[],
        users: [] as string[],
        strings: [] as string[],
        properties: [] as string[],
      };
      for (const kind of packedKinds) {
        const texts = batch.added[kind];
        codes[kind] = widened(codes[kind], sizes[kind] + texts.lengths.length);
        added[kind] = codesOf(known[kind], texts, codes[kind], sizes[kind]);
        sizes[kind] += texts.lengths.length;
      }
      for (const name of batch.added.properties) {
        let code = knownProperties.get(name);
        if (code === undefined) {
          code = knownProperties.size;
          knownProperties.set(name, code);
          added.properties.push(name);
        }
        properties.push(code);
      }
      translate(batch.event, codes.events);
      translate(batch.user, codes.users);
      for (const cells of batch.properties) translateTexts(cells, codes.strings);
      const renamed = batch.properties.map((cells) => ({ ...cells, property: properties[cells.property]! }));
      return { ...batch, properties: renamed.sort((a, b) => a.property - b.property), added };
    },
  };
}
