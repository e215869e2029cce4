import { tokens, type Token } from './tokens.ts';

/** One import or re-export of a file. */
export interface Import {
  /** As written; null for a dynamic import whose target is computed. */
  readonly specifier: string | null;
  readonly kind: 'static' | 'dynamic' | 're-export' | 're-export-all';
  readonly line: number;
}

/** What a source file says about other modules. */
export interface ModuleFacts {
  readonly imports: readonly Import[];
  /** Lines of `export default`. */
  readonly defaults: readonly number[];
  readonly tokens: readonly Token[];
}

/** Reads the imports and exports of TypeScript or TSX, whatever its comments, strings and texts pretend. */
export function moduleFacts(source: string): ModuleFacts {
  const all = tokens(source);
  const imports: Import[] = [];
  const defaults: number[] = [];
  all.forEach((token, index) => {
    if (token.kind !== 'word' || isName(all, index)) return;
    if (token.text === 'import') {
      const found = readImport(all, index);
      if (found) imports.push(found);
    }
    if (token.text === 'require' && is(all[index + 1], '(')) imports.push(dynamic(all[index + 2], token.line));
    if (token.text === 'export') {
      if (is(all[index + 1], 'default')) defaults.push(token.line);
      const found = readReExport(all, index);
      if (found) imports.push(found);
    }
  });
  return { imports, defaults, tokens: all };
}

const is = (token: Token | undefined, text: string) => token?.kind !== 'string' && token?.text === text;

/** A property or a key called `import`, not the keyword. */
const isName = (all: readonly Token[], index: number) =>
  (is(all[index - 1], '.') && !is(all[index - 2], '.')) || is(all[index + 1], ':');

const dynamic = (target: Token | undefined, line: number): Import => ({
  specifier: target?.kind === 'string' ? target.text : null,
  kind: 'dynamic',
  line,
});

function readImport(all: readonly Token[], index: number): Import | null {
  const line = all[index]!.line;
  const next = all[index + 1];
  if (is(next, '.')) return null;
  if (is(next, '(')) return dynamic(all[index + 2], line);
  if (next?.kind === 'string') return { specifier: next.text, kind: 'static', line };
  const target = afterFrom(all, index + 1);
  return target ? { specifier: target.text, kind: 'static', line } : null;
}

function readReExport(all: readonly Token[], index: number): Import | null {
  const line = all[index]!.line;
  const start = is(all[index + 1], 'type') ? index + 2 : index + 1;
  const everything = is(all[start], '*');
  if (!everything && !is(all[start], '{')) return null;
  const target = afterFrom(all, start);
  return target ? { specifier: target.text, kind: everything ? 're-export-all' : 're-export', line } : null;
}

/** The string after the clause's `from`; null when the clause ends without one. A clause holds names and `{ } , * as type`. */
function afterFrom(all: readonly Token[], from: number): Token | null {
  for (let index = from; index < all.length; index += 1) {
    const token = all[index]!;
    if (token.text === 'from' && token.kind === 'word' && all[index + 1]?.kind === 'string') return all[index + 1]!;
    const inClause = token.kind === 'word' || (token.kind === 'mark' && '{},*'.includes(token.text));
    if (!inClause && token.kind !== 'string') return null;
  }
  return null;
}
