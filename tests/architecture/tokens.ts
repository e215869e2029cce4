/** One piece of a source file that matters for reading its imports. Comments, regular expressions and text of templates are left out. */
export interface Token {
  readonly kind: 'word' | 'string' | 'mark';
  /** The word, the string's content as written, or the one character. */
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
}

/** Words after which a slash begins a regular expression, though a word usually means division. */
const beforeExpression = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'do',
  'else',
  'void',
  'delete',
  'await',
  'yield',
  'new',
]);
const word = /[\p{ID_Start}$_\d#@][\p{ID_Continue}$\u200c\u200d]*/uy;
const string = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const regularExpression = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const lineComment = /\/\/[^\n]*/y;
const blockComment = /\/\*[\s\S]*?\*\//y;

/**
 * Splits TypeScript or TSX into tokens, well enough to find imports.
 *
 * Not a parser: text between JSX tags is read as code. A quote in it that is not closed on its line, or a backtick that
 * is never closed, counts as a plain character, so nothing after it is lost.
 */
export function tokens(source: string): readonly Token[] {
  const found: Token[] = [];
  read(source, 0, found, false);
  return found;
}

function match(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
}

function startsExpression(previous: Token | undefined): boolean {
  if (!previous) return true;
  if (previous.kind === 'word') return beforeExpression.has(previous.text);
  return previous.kind === 'mark' && !')]}<'.includes(previous.text);
}

/** Reads from `at`; inside a template it stops at the brace that closes the placeholder. Answers where it stopped. */
function read(source: string, at: number, found: Token[], inPlaceholder: boolean): number {
  let depth = 0;
  let line = lineAt(source, at);
  const take = (text: string) => {
    at += text.length;
    line += text.split('\n').length - 1;
  };
  while (at < source.length) {
    const char = source[at]!;
    const comment = match(lineComment, source, at) ?? match(blockComment, source, at);
    const text = comment ?? match(string, source, at) ?? match(word, source, at);
    if (comment !== null) take(comment);
    else if (text !== null) {
      const quoted = char === "'" || char === '"';
      found.push({ kind: quoted ? 'string' : 'word', text: quoted ? text.slice(1, -1) : text, line });
      take(text);
    } else if (char === '`') {
      const end = readTemplate(source, at, found);
      if (end !== null) found.push({ kind: 'mark', text: '`', line });
      take(source.slice(at, end ?? at + 1));
    } else {
      const expression = startsExpression(found.at(-1)) ? match(regularExpression, source, at) : null;
      if (expression !== null) {
        found.push({ kind: 'mark', text: ')', line });
        take(expression);
        continue;
      }
      if (char === '{') depth += 1;
      if (char === '}' && inPlaceholder && depth === 0) return at;
      if (char === '}') depth -= 1;
      if (!/\s/.test(char)) found.push({ kind: 'mark', text: char, line });
      take(char);
    }
  }
  return at;
}

/** Reads a template from its backtick, with the code in its placeholders. Answers where it ends, or null if it never does. */
function readTemplate(source: string, start: number, found: Token[]): number | null {
  const inside: Token[] = [];
  let at = start + 1;
  while (at < source.length) {
    if (source[at] === '\\') at += 2;
    else if (source[at] === '`') {
      found.push(...inside);
      return at + 1;
    } else if (source.startsWith('${', at)) at = read(source, at + 2, inside, true) + 1;
    else at += 1;
  }
  return null;
}

const lineAt = (source: string, at: number) => source.slice(0, at).split('\n').length;
