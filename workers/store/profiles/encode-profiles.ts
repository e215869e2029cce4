import type { ProfileSet } from '#contract/profiles.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { ValueTag } from '#core/predictor/event-table.ts';
import { compareText } from '../read/catalogue.ts';

/** The values of one property. Shapes: (cells,); `row` ascending. */
export interface ProfileColumn {
  readonly name: string;
  readonly row: Uint32Array;
  readonly tag: Uint8Array;
  /** As in a `PropertyColumn`. */
  readonly value: Float64Array;
}

/** Profiles as columns, in order of their ids. */
export interface ProfileTable {
  readonly ids: readonly string[];
  readonly strings: readonly string[];
  readonly columns: readonly ProfileColumn[];
}

type Line = readonly [id: string, ...values: unknown[]];

/** Reads a set's lines. Of an id that is there twice the last one counts. @throws PteroError `store/failed` for other text. */
export async function encodeProfiles({ properties, lines }: ProfileSet): Promise<ProfileTable> {
  const byId = new Map<string, Line>();
  for await (const text of linesOf(lines)) {
    const line = lineOf(text, properties.length);
    byId.set(line[0], line);
  }
  const sorted = [...byId.values()].toSorted((a, b) => compareText(a[0], b[0]));
  const codes = new Map<string, number>();
  const code = (text: string): number => {
    const known = codes.get(text) ?? codes.size;
    codes.set(text, known);
    return known;
  };
  const columns = properties.map((name, property): ProfileColumn => {
    const row: number[] = [];
    const tag: number[] = [];
    const value: number[] = [];
    sorted.forEach((line, at) => {
      const given = line[property + 1];
      if (given === null || given === undefined) return;
      row.push(at);
      if (typeof given === 'number') tag.push(ValueTag.number);
      else if (typeof given === 'boolean') tag.push(given ? ValueTag.true : ValueTag.false);
      else tag.push(typeof given === 'string' ? ValueTag.string : ValueTag.json);
      if (typeof given === 'number') value.push(given);
      else if (typeof given === 'boolean') value.push(0);
      else value.push(code(typeof given === 'string' ? given : JSON.stringify(given)));
    });
    return { name, row: Uint32Array.from(row), tag: Uint8Array.from(tag), value: Float64Array.from(value) };
  });
  return { ids: sorted.map(([id]) => id), strings: [...codes.keys()], columns };
}

function lineOf(text: string, properties: number): Line {
  const line: unknown = JSON.parse(text);
  if (Array.isArray(line) && line.length === properties + 1 && typeof line[0] === 'string')
    return line as unknown as Line;
  throw new PteroError({ code: 'store/failed', message: 'a line of profiles is none' });
}

async function* linesOf(text: Blob): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  const reader = text.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
    if (done) break;
  }
  if (rest !== '') yield rest;
}
