import type { Data, RecordBatch, Vector } from 'apache-arrow';
import type { BeforeMoments, CountedValue, CountsByThen, People } from '#core/predictor/passes/questions.ts';
import { type AnswerRow, count } from './read-catalogue.ts';
import { type Growing, growing } from './growing.ts';

type Numbers = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** Lists come as vectors. */
export const listOf = (value: unknown): unknown[] => [...(value as Vector)];
export const numbersOf = (value: unknown): number[] => listOf(value).map(count);
export const text = (value: unknown): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
export const textsOf = (value: unknown): string[] => listOf(value).map(text);

const floats = (): Growing<Float64Array> => growing((length) => new Float64Array(length));
const wholes = (): Growing<Uint32Array> => growing((length) => new Uint32Array(length));

/** Puts the batches of an answer together, column by column. Lists are laid end to end, with where each begins. */
export interface Collected {
  readonly rows: number;
  add(batch: RecordBatch): void;
  numbers(name: string): Float64Array;
  wholes(name: string): Uint32Array;
  offsets(list: string): Uint32Array;
}

/** @param columns - of numbers. @param lists - of lists of whole numbers; the first tells where they begin. */
export function collect(columns: readonly string[], lists: readonly string[] = []): Collected {
  const kept = new Map(columns.map((name) => [name, floats()]));
  const items = new Map(lists.map((name) => [name, wholes()]));
  const offsets = new Map(lists.map((name) => [name, wholes()]));
  for (const offset of offsets.values()) offset.push(0);
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    add(batch) {
      rows += batch.numRows;
      for (const [name, column] of kept) {
        const { values } = batch.getChild(name)!.data[0] as Data & { values: Numbers };
        for (let k = 0; k < batch.numRows; k += 1) column.push(values[k]!);
      }
      for (const [name, list] of items) {
        const data = batch.getChild(name)!.data[0]!;
        const of = data.valueOffsets as Int32Array;
        const { values } = data.children[0] as Data & { values: Numbers };
        for (let k = of[0]!; k < of[batch.numRows]!; k += 1) list.push(values[k]!);
        const offset = offsets.get(name)!;
        for (let k = 0; k < batch.numRows; k += 1) offset.push(list.length - of[batch.numRows]! + of[k + 1]!);
      }
    },
    numbers: (name) => kept.get(name)!.done(),
    wholes: (name) => items.get(name)?.done() ?? Uint32Array.from(kept.get(name)!.done()),
    offsets: (list) => offsets.get(list)!.done(),
  };
}

export const PEOPLE = ['number', 'key', 'shared', 'entry', 'target', 'events', 'days', 'burst'];

export const peopleOf = (answer: Collected, entrants: number): People => ({
  entrants,
  key: Uint16Array.from(answer.numbers('key')),
  shared: Uint8Array.from(answer.numbers('shared')),
  entrySecond: answer.numbers('entry'),
  targetSecond: answer.numbers('target'),
  events: answer.numbers('events'),
  days: answer.numbers('days'),
  bursts: Uint8Array.from(answer.numbers('burst')),
});

export const BEFORE = ['person', 'second', 'acts', 'inDay', 'inHour', 'days'];

export const beforeOf = (answer: Collected): BeforeMoments => ({
  person: answer.wholes('person'),
  second: answer.wholes('second'),
  acts: answer.wholes('acts'),
  inDay: answer.wholes('inDay'),
  inHour: answer.wholes('inHour'),
  days: answer.wholes('days'),
  offset: answer.offsets('on'),
  on: answer.wholes('on'),
});

export const BY_THEN = ['person', 'total', 'distinct', 'sinceLast', 'toFirst', 'before', 'known'];

export const byThenOf = (answer: Collected): CountsByThen => ({
  person: answer.wholes('person'),
  total: answer.numbers('total'),
  distinct: answer.numbers('distinct'),
  sinceLast: answer.numbers('sinceLast'),
  toFirst: answer.numbers('toFirst'),
  before: answer.numbers('before'),
  known: answer.numbers('known'),
  offset: answer.offsets('event'),
  event: answer.wholes('event'),
  count: answer.wholes('count'),
});

/** The tuples of `eventValuesStatement`, which come as one list a field. */
export function countedValues(row: AnswerRow, list: string): CountedValue[] {
  const [values, kinds] = [textsOf(row[`${list}1`]), textsOf(row[`${list}2`])];
  const [counts, users, converted, watched, watchedConverted, isMember] = [3, 4, 5, 6, 7, 8].map((k) =>
    numbersOf(row[`${list}${k}`]),
  ) as [number[], number[], number[], number[], number[], number[]];
  return values.map((value, k) => ({
    value,
    kind: kinds[k]!,
    count: counts[k]!,
    users: users[k]!,
    converted: converted[k]!,
    watched: watched[k]!,
    watchedConverted: watchedConverted[k]!,
    isMember: isMember[k] === 1,
  }));
}
