import type { PropertySummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { ValueTag } from '#core/predictor/event-table.ts';
import type { Directory } from '../directory.ts';
import { type BlockReader, openBlocks } from '../format/block-reader.ts';
import { createBlockWriter } from '../format/block-writer.ts';
import { hashText } from '../format/hash-text.ts';
import type { NumberBlock, ProfilesFile, TextBlock } from '../format/layout.ts';
import type { ProfileColumn, ProfileTable } from './encode-profiles.ts';

/** Where everything is in a file of profiles. Kept at its end. */
interface ProfilesIndex {
  readonly ids: TextBlock;
  readonly strings: TextBlock;
  readonly columns: readonly {
    readonly name: string;
    readonly cells: number;
    readonly row: NumberBlock;
    readonly tag: NumberBlock;
    readonly value: NumberBlock;
  }[];
}

/** Writes profiles as one file. `content` is equal for equal profiles. */
export async function writeProfiles(
  directory: Directory,
  name: string,
  table: ProfileTable,
): Promise<Pick<ProfilesFile, 'name' | 'bytes' | 'index' | 'content'>> {
  const out = createBlockWriter(await directory.create(name));
  try {
    const ids = await out.texts(table.ids);
    const strings = await out.texts(table.strings);
    const columns: ProfilesIndex['columns'][number][] = [];
    for (const { name: property, row, tag, value } of table.columns) {
      columns.push({
        name: property,
        cells: row.length,
        row: await out.numbers(row),
        tag: await out.numbers(tag),
        value: await out.numbers(value),
      });
    }
    const places: ProfilesIndex = { ids, strings, columns };
    const index = await out.json(places);
    await out.finish();
    return { name, bytes: out.bytes(), index, content: hashText(JSON.stringify(places)) };
  } catch (cause) {
    await Promise.allSettled([out.drop()]);
    throw cause;
  }
}

/**
 * Reads a file of profiles, every block proved.
 *
 * @throws PteroError `store/profiles-damaged` where it is not what the manifest says: events are as they were.
 */
export async function readProfiles(directory: Directory, file: ProfilesFile, project: string): Promise<ProfileTable> {
  try {
    const blocks = await openBlocks(directory, file.name, file.bytes, project);
    const index = (await blocks.json(file.index)) as ProfilesIndex;
    const columns: ProfileColumn[] = [];
    for (const { name, cells, ...places } of index.columns) columns.push(await readColumn(blocks, name, cells, places));
    return { ids: await blocks.texts(index.ids), strings: await blocks.texts(index.strings), columns };
  } catch (cause) {
    const error = PteroError.from(cause);
    if (error.code !== 'store/damaged') throw error;
    const { message, details } = error;
    throw new PteroError({ code: 'store/profiles-damaged', message, details }, { cause });
  }
}

async function readColumn(
  blocks: BlockReader,
  name: string,
  cells: number,
  places: Readonly<Record<'row' | 'tag' | 'value', NumberBlock>>,
): Promise<ProfileColumn> {
  const column = { name, row: new Uint32Array(cells), tag: new Uint8Array(cells), value: new Float64Array(cells) };
  await blocks.numbers(places.row, cells, column.row);
  await blocks.numbers(places.tag, cells, column.tag);
  await blocks.numbers(places.value, cells, column.value);
  return column;
}

const kindNames = {
  [ValueTag.string]: 'string',
  [ValueTag.number]: 'number',
  [ValueTag.true]: 'boolean',
  [ValueTag.false]: 'boolean',
  [ValueTag.null]: 'null',
  [ValueTag.json]: 'json',
} as const;
/** As for properties of events. */
const MOST_DISTINCT = 10_000;

/** What lists show of a property of profiles; its cells are profiles. */
export function summariseColumn({ name, tag, value }: ProfileColumn): PropertySummary {
  const kinds = { string: 0, number: 0, boolean: 0, null: 0, json: 0 };
  const distinct = new Set<string>();
  tag.forEach((one, cell) => {
    kinds[kindNames[one as ValueTag]] += 1;
    if (distinct.size < MOST_DISTINCT) distinct.add(`${one} ${value[cell]!}`);
  });
  return { name, cells: tag.length, kinds, distinct: distinct.size };
}
