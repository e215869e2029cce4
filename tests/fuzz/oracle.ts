import { type Meaning, meaningOf } from '../workers/ingest/json-parse-oracle.ts';

export type FoundEvent = Extract<Meaning, { kind: 'event' }> & {
  /** Equal for two records of one event. */
  readonly key: string;
};

/** What a text of events holds, counted without the importer. */
export interface Count {
  readonly events: readonly FoundEvent[];
  readonly withoutUser: number;
  readonly refused: number;
}

const LONGEST = 10_000_000;
const SPACE = [0x20, 0x09, 0x0a, 0x0d];

const isSpace = (byte: number): boolean => SPACE.includes(byte);
const isBlank = (bytes: Uint8Array): boolean => bytes.every(isSpace);
const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
};
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value with the keys of its objects in order, as text. Lists of objects keep theirs: they are one value. */
const canonical = (properties: Record<string, unknown>): string =>
  JSON.stringify(
    Object.keys(properties)
      .sort()
      .map((name) => [name, typeof properties[name], spelled(properties[name])]),
  );
/** A value as text; 0 and -0 differ. What lies alone in a list or object is followed without recursion, however deep. */
export function spelled(value: unknown): string {
  const around: string[] = [];
  let inner = value;
  for (;;) {
    if (Array.isArray(inner) && inner.length === 1) {
      around.push('[');
      inner = inner[0];
      continue;
    }
    const [key, ...others] = isObject(inner) ? Object.keys(inner) : [];
    if (key === undefined || others.length > 0) break;
    around.push(JSON.stringify(key));
    inner = (inner as Record<string, unknown>)[key];
  }
  return around.join('') + (Object.is(inner, -0) ? '-0' : (JSON.stringify(inner) ?? String(inner)));
}

function keyOf(record: Record<string, unknown>, { event, user, time, properties }: Omit<FoundEvent, 'key'>): string {
  const own = isObject(record['properties']) ? record['properties'] : {};
  const before = own['$distinct_id_before_identity'];
  const who = typeof before === 'string' && before !== '' ? before : user;
  const insertId = own['$insert_id'];
  const isNamed = (typeof insertId === 'string' && insertId !== '') || typeof insertId === 'number';
  return JSON.stringify([event, time, who, isNamed ? ['id', String(insertId)] : ['content', canonical(properties)]]);
}

/** A piece of a text: a line, two joined ones, or an item of a list. Null where it is longer than is read. */
type Piece = Uint8Array | null;

function isJson(piece: Uint8Array): boolean {
  const meaning = meaningOf(piece);
  return meaning.kind !== 'refused' || meaning.reason !== 'not-json';
}

/** Lines end at byte 0x0A only; a line that begins an object and is no JSON is tried once together with the next. */
function* piecesOfLines(bytes: Uint8Array): Generator<Piece> {
  let waiting: Uint8Array | null = null;
  for (let from = 0; from < bytes.length;) {
    const newline = bytes.indexOf(0x0a, from);
    const to = newline < 0 ? bytes.length : newline;
    const line = bytes.subarray(from, to);
    from = to + 1;
    if (line.length >= LONGEST) {
      if (waiting) yield waiting;
      waiting = null;
      yield null;
      continue;
    }
    const piece = line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
    if (isBlank(piece)) continue;
    if (waiting && waiting.length + piece.length < LONGEST) {
      const both = joined(waiting, piece);
      if (isJson(both)) {
        waiting = null;
        yield both;
        continue;
      }
    }
    if (waiting) yield waiting;
    waiting = piece.find((byte) => !isSpace(byte)) === 0x7b && !isJson(piece) ? piece : null;
    if (!waiting) yield piece;
  }
  if (waiting) yield waiting;
}

/** The place after a string whose content begins at `at`, or the text's end. */
function stringEnd(text: string, at: number): number {
  const mark = /["\\]/g;
  mark.lastIndex = at;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    if (match[0] === '"') return match.index + 1;
    mark.lastIndex = match.index + 2;
  }
  return text.length;
}

/** Where an item ends that begins at `at`: before a comma or a bracket that closes its list, outside strings. */
function itemEnd(text: string, at: number): number {
  const mark = /["[\]{},]/g;
  mark.lastIndex = at;
  let depth = 0;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    const [found] = match;
    if (found === '"') mark.lastIndex = stringEnd(text, match.index + 1);
    else if (found === '[' || found === '{') depth += 1;
    else if (depth > 0 && (found === ']' || found === '}')) depth -= 1;
    else if (depth === 0 && (found === ',' || found === ']')) return match.index;
  }
  return text.length;
}

/** Lists after each other, their items, holes between commas, and lines of text outside. Bytes are read as Latin-1. */
function* piecesOfLists(bytes: Uint8Array): Generator<Piece> {
  const text = Buffer.from(bytes).toString('latin1');
  const space = /[ \t\n\r]*/y;
  const skip = (from: number): number => {
    space.lastIndex = Math.min(from, text.length);
    space.exec(text);
    return space.lastIndex;
  };
  const piece = (from: number, to: number): Piece => (to - from >= LONGEST ? null : bytes.subarray(from, to));
  for (let at = skip(0); at < text.length; at = skip(at)) {
    if (text[at] !== '[') {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      yield piece(at, end);
      at = end;
      continue;
    }
    at = skip(at + 1);
    let afterComma = false;
    while (at < text.length) {
      if (text[at] === ']' && !afterComma) break;
      const end = itemEnd(text, at);
      yield piece(at, end);
      at = end;
      if (text[at] !== ',') break;
      afterComma = true;
      at = skip(at + 1);
    }
    at += 1;
  }
}

/** Counts a text of events, with or without a byte order mark. */
export function countText(text: Uint8Array): Count {
  const bytes = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text;
  const start = new TextDecoder().decode(bytes.subarray(0, 4096)).trimStart();
  const pieces = start.startsWith('[') ? piecesOfLists(bytes) : piecesOfLines(bytes);
  const events: FoundEvent[] = [];
  let withoutUser = 0;
  let refused = 0;
  for (const piece of pieces) {
    const meaning: Meaning = piece === null ? { kind: 'refused', reason: 'too-long' } : meaningOf(piece);
    if (meaning.kind === 'without-user') withoutUser += 1;
    else if (meaning.kind === 'refused') refused += 1;
    else {
      const record = JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece!)) as Record<
        string,
        unknown
      >;
      events.push({ ...meaning, key: keyOf(record, meaning) });
    }
  }
  return { events, withoutUser, refused };
}
