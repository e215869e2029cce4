import type { BlockReader } from '../format/block-reader.ts';
import type { BlockWriter } from '../format/block-writer.ts';
import type { Block, NumberBlock } from '../format/layout.ts';
import type { EventMoments } from './event-moments.ts';
import type { PropertyCounts } from './property-counts.ts';
import type { Tally } from './tally.ts';
import type { UserEvents } from './user-events.ts';

/** A number and how often it occurs. */
interface CountBlocks {
  readonly count: number;
  readonly value: NumberBlock;
  readonly rows: NumberBlock;
}

/** Where a tally lies in the state file. */
interface TallyIndex {
  readonly users: number;
  readonly pairs: number;
  readonly columns: Readonly<Record<'firstTime' | 'lastTime' | 'pairsOf', NumberBlock>> &
    Readonly<Record<(typeof ofPair)[number], NumberBlock>>;
  readonly events: number;
  readonly moments: Readonly<Record<(typeof ofEvent)[number], NumberBlock>>;
  readonly days: CountBlocks;
  readonly properties: readonly {
    readonly byTag: readonly number[];
    readonly byEvent: readonly (readonly [number, number])[];
    readonly isComplete: boolean;
    readonly numbers: CountBlocks;
    readonly texts: CountBlocks;
  }[];
}

const ofPair = ['event', 'rows', 'first', 'last'] as const;
const ofEvent = ['firstTime', 'firstRows', 'lastTime', 'lastRows'] as const;

/** Writes a tally; the block that is answered finds it again. */
export async function writeTally(out: BlockWriter, { users, moments, properties }: Tally): Promise<Block> {
  const writeCounts = async (counts: ReadonlyMap<number, number>): Promise<CountBlocks> => ({
    count: counts.size,
    value: await out.numbers(Float64Array.from(counts.keys())),
    rows: await out.numbers(Float64Array.from(counts.values())),
  });
  const count = users.firstTime.length;
  const pairsOf = Uint32Array.from({ length: count }, (_, u) => users.start[u + 1]! - users.start[u]!);
  const index: TallyIndex = {
    users: count,
    pairs: users.event.length,
    columns: {
      firstTime: await out.numbers(users.firstTime),
      lastTime: await out.numbers(users.lastTime),
      pairsOf: await out.numbers(pairsOf),
      event: await out.numbers(users.event),
      rows: await out.numbers(users.rows),
      first: await out.numbers(users.first),
      last: await out.numbers(users.last),
    },
    events: moments.firstTime.length,
    moments: {
      firstTime: await out.numbers(moments.firstTime),
      firstRows: await out.numbers(moments.firstRows),
      lastTime: await out.numbers(moments.lastTime),
      lastRows: await out.numbers(moments.lastRows),
    },
    days: await writeCounts(moments.days),
    properties: await inTurn(properties, async ({ byTag, byEvent, isComplete, numbers, texts }) => ({
      byTag: [...byTag],
      byEvent: [...byEvent],
      isComplete,
      numbers: await writeCounts(numbers),
      texts: await writeCounts(texts),
    })),
  };
  return out.json(index);
}

/** Reads what `writeTally` wrote. @throws PteroError `store/damaged` when a block is wrong. */
export async function readTally(blocks: BlockReader, block: Block): Promise<Tally> {
  const index = (await blocks.json(block)) as TallyIndex;
  const floats = async (from: NumberBlock, count: number) => {
    const column = new Float64Array(count);
    await blocks.numbers(from, count, column);
    return column;
  };
  const words = async (from: NumberBlock, count: number) => {
    const column = new Uint32Array(count);
    await blocks.numbers(from, count, column);
    return column;
  };
  const counts = async ({ count, value, rows }: CountBlocks) => {
    const [values, of] = [await floats(value, count), await floats(rows, count)];
    return new Map(Array.from(values, (one, i) => [one, of[i]!]));
  };

  const start = new Uint32Array(index.users + 1);
  (await words(index.columns.pairsOf, index.users)).forEach((pairs, u) => (start[u + 1] = start[u]! + pairs));
  const users: UserEvents = {
    firstTime: await floats(index.columns.firstTime, index.users),
    lastTime: await floats(index.columns.lastTime, index.users),
    start,
    event: await words(index.columns.event, index.pairs),
    rows: await words(index.columns.rows, index.pairs),
    first: await words(index.columns.first, index.pairs),
    last: await words(index.columns.last, index.pairs),
  };
  const moments: EventMoments = {
    firstTime: await floats(index.moments.firstTime, index.events),
    firstRows: await floats(index.moments.firstRows, index.events),
    lastTime: await floats(index.moments.lastTime, index.events),
    lastRows: await floats(index.moments.lastRows, index.events),
    days: await counts(index.days),
  };
  const properties = await inTurn(
    index.properties,
    async ({ byTag, byEvent, isComplete, numbers, texts }): Promise<PropertyCounts> => ({
      byTag: Float64Array.from(byTag),
      byEvent: new Map(byEvent),
      isComplete,
      numbers: await counts(numbers),
      texts: await counts(texts),
    }),
  );
  return { users, moments, properties };
}

/** Reads of a tally only which user did what how often. @throws PteroError `store/damaged` when a block is wrong. */
export async function readUserPairs(
  blocks: BlockReader,
  block: Block,
): Promise<Pick<UserEvents, 'start' | 'event' | 'rows'>> {
  const { users, pairs, columns } = (await blocks.json(block)) as TallyIndex;
  const pairsOf = new Uint32Array(users);
  const event = new Uint32Array(pairs);
  const rows = new Uint32Array(pairs);
  await blocks.numbers(columns.pairsOf, users, pairsOf);
  await blocks.numbers(columns.event, pairs, event);
  await blocks.numbers(columns.rows, pairs, rows);
  const start = new Uint32Array(users + 1);
  pairsOf.forEach((own, user) => (start[user + 1] = start[user]! + own));
  return { start, event, rows };
}

async function inTurn<T, U>(all: readonly T[], work: (one: T) => Promise<U>): Promise<U[]> {
  const done: U[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}
