import { gzipSync, unzipSync, zipSync } from 'fflate';
import type { Random } from '#core/stats/random.ts';
import { type Bytes, bytesOf, concat, mutated, pick } from './mutate.ts';

/** A file to import, and the texts that must be found in it if it is taken. */
export interface MadeUpFile {
  readonly kind: 'lines' | 'list' | 'gzip' | 'zip' | 'binary';
  readonly bytes: Bytes;
  /** The texts that must be counted if the file is taken. */
  readonly texts: readonly Bytes[];
  /** True where the container itself was changed: refusing it is right, taking other events from it is not. */
  readonly mayBeRefused: boolean;
  /** Lines of its first text that are not as they were in the pool. */
  readonly mutatedLines: number;
}

const LINE_ENDS = [...Array.from({ length: 9 }, () => '\n'), '\r\n', '\r\n', '\n\n', '\r'];

/** Some lines of the pool, half of them changed. */
function someLines(random: Random, pool: readonly Bytes[], most: number): Bytes[] {
  return Array.from({ length: 1 + random.below(most) }, () => {
    const line = pick(random, pool);
    if (random.below(20_000) === 0) return concat(line.subarray(0, -2), bytesOf(`,"long":"${'y'.repeat(1e7)}"}}`));
    return random.below(2) === 0 ? line : mutated(line, random, pick(random, pool));
  });
}

function asText(random: Random, lines: readonly Bytes[]): Bytes {
  const isList = random.below(5) === 0;
  const between = bytesOf(isList ? pick(random, [',', ',', ',\n', ' ,\r\n ', ', ,']) : pick(random, LINE_ENDS));
  const parts = lines.flatMap((line, i) => (i === 0 ? [line] : [between, line]));
  if (isList) parts.unshift(bytesOf(pick(random, ['[', '[\n', ' [ '])));
  const ends = isList
    ? [']', '\n]\n', '', ',]', '] []', ']\nterminated early\n']
    : ['\n', '\n', '', '\nterminated early\n', '\n\n \n', '\r\n'];
  parts.push(bytesOf(pick(random, ends)));
  if (random.below(12) === 0) parts.unshift(Uint8Array.of(0xef, 0xbb, 0xbf));
  const text = concat(...parts);
  return random.below(6) === 0 ? mutated(text, random, pick(random, lines)) : text;
}

const utf16 = (text: Bytes): Bytes => {
  const units = Buffer.from(Buffer.from(text).toString('utf8'), 'utf16le');
  return concat(Uint8Array.of(0xff, 0xfe), units);
};

/** Cuts, flips and grows a container, mostly at its ends, where headers and directories are. */
function broken(random: Random, bytes: Bytes): Bytes {
  const near = Math.min(64, bytes.length);
  const at =
    random.below(3) === 0
      ? random.below(bytes.length)
      : random.below(2)
        ? random.below(near)
        : bytes.length - 1 - random.below(near);
  switch (random.below(5)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return bytes.with(at, random.below(256)) as Bytes;
    case 2:
      return concat(bytes, pick(random, [bytesOf('tail'), new Uint8Array(random.below(300)), bytes.subarray(at)]));
    case 3:
      return concat(bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + random.below(8))));
    default:
      return bytes.with(at, bytes[at]! ^ (1 << random.below(8))) as Bytes;
  }
}

/** What another reader of archives finds in one, hidden files left out; null where it finds none. */
function meantTexts(archive: Bytes): Bytes[] | null {
  try {
    const meant = Object.entries(unzipSync(archive)).filter(
      ([name]) => !/(^|\/)(\.[^/]*|__MACOSX\/.*|Thumbs\.db|desktop\.ini|)$/.test(name),
    );
    return meant.map(([, text]) => text as Bytes);
  } catch {
    return null;
  }
}

/** Makes up one file of mutated lines. */
export function madeUpFile(random: Random, pool: readonly Bytes[]): MadeUpFile {
  const most = random.below(40) === 0 ? 600 : 30;
  const lines = someLines(random, pool, most);
  const mutatedLines = lines.filter((line) => !pool.includes(line)).length;
  const text = asText(random, lines);
  const plain = { kind: 'lines', bytes: text, texts: [text], mayBeRefused: false, mutatedLines } as const;
  const isBroken = random.below(2) === 0;
  switch (random.below(12)) {
    case 0:
    case 1: {
      const second = random.below(3) === 0 ? asText(random, someLines(random, pool, 10)) : new Uint8Array(0);
      const members =
        second.length > 0 ? concat(gzipSync(text), gzipSync(second)) : (gzipSync(text, { mtime: 0 }) as Bytes);
      const whole = random.below(6) === 0 ? (gzipSync(members) as Bytes) : members;
      const texts = [concat(text, second)];
      return { ...plain, kind: 'gzip', bytes: isBroken ? broken(random, whole) : whole, texts, mayBeRefused: isBroken };
    }
    case 2:
    case 3: {
      const names = ['a.ndjson', 'b/c.json', '.hidden', '__MACOSX/a'].slice(0, 1 + random.below(4));
      const texts = names.map((_, i) => (i === 0 ? text : asText(random, someLines(random, pool, 10))));
      const level = random.below(2) === 0 ? 0 : 6;
      const whole = zipSync(Object.fromEntries(names.map((name, i) => [name, texts[i]!])), { level }) as Bytes;
      const bytes = isBroken ? broken(random, whole) : whole;
      return {
        ...plain,
        kind: 'zip',
        bytes,
        texts: (isBroken && meantTexts(bytes)) || texts.slice(0, 2),
        mayBeRefused: isBroken,
      };
    }
    case 4:
      return random.below(4) > 0 ? plain : { ...plain, kind: 'binary', bytes: utf16(text), mayBeRefused: true };
    default:
      return plain;
  }
}
