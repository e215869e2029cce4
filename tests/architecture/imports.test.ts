import { describe, expect, it } from 'vitest';
import { moduleFacts } from './imports.ts';

const specifiers = (source: string) => moduleFacts(source).imports.map(({ specifier }) => specifier);

describe('moduleFacts', () => {
  it.each([
    ["import a from 'x';", ['x']],
    ["import 'x'", ['x']],
    ["import * as a from 'x';", ['x']],
    ['import a, { b as c, type D } from "x";', ['x']],
    ["import type { A } from 'x';", ['x']],
    ["import {\n  a, // from 'no'\n  /* from 'no' */ b,\n} from\n  'x';", ['x']],
    ["import x from 'x' with { type: 'json' };", ['x']],
    ["import { default as a } from 'x';import b from 'y'", ['x', 'y']],
    ["import { from } from 'x';", ['x']],
    ["export { a } from 'x';", ['x']],
    ["export type { A } from 'x';", ['x']],
    ["export * from 'x';", ['x']],
    ["export { a };\nconst from = 'y';", []],
    ["const a = await import('x');", ['x']],
    ["type A = import('x').B;", ['x']],
    ['import(`x`);', [null]],
    ['import(name);', [null]],
    ['const a = `${await import("x")} import("no")`;', ['x']],
    ['const a = `${`${import("x")}`} `; import "y";', ['x', 'y']],
  ])('reads %j', (source, expected) => {
    expect(specifiers(source)).toEqual(expected);
  });

  it.each([
    ["// import 'x';"],
    ["/* import 'x';\n import 'y'; */"],
    ["/** @example import a from 'x'; */"],
    ['const a = "import \'x\'";'],
    ["const a = 'it\\'s import(1)';"],
    ["const a = `import 'x';`;"],
    ["const a = /import 'x'/;"],
    ["const a = [/['\"]/, /[/']/];"],
    ['const a = import.meta.url;'],
    ["store.import('x');"],
    ["const a = { import: 'x' };"],
    ["const a = b / c; const d = 'import' / e;"],
    ['export const a = 1;'],
  ])('sees no import in %j', (source) => {
    expect(specifiers(source)).toEqual([]);
  });

  it.each([
    ["const a = <p>don't</p>;\nimport b from 'x';"],
    ["const a = <p>one ` two</p>;\nimport b from 'x';"],
    ["const a = <a href='https://example.org'>https://example.org</a>;\nimport b from 'x';"],
    ["const a = <br />;\nimport b from 'x';"],
    ["const a = <p>{b}/{c}</p>;\nimport b from 'x';"],
    ["const a = b < c / d;\nconst e = 'f' /* ' */;\nimport b from 'x';"],
    ["if (a) /'/.test(b);\nimport b from 'x';"],
  ])('loses nothing after %j', (source) => {
    expect(specifiers(source)).toContain('x');
  });

  it('says on which line an import stands', () => {
    const source = "/* one\ntwo */\nconst a = `three\nfour`;\nimport b from 'x';";
    expect(moduleFacts(source).imports[0]?.line).toBe(5);
  });

  it('tells a default export from a name that is called so', () => {
    expect(moduleFacts('export default 1;').defaults).toEqual([1]);
    expect(moduleFacts("export { default } from 'x';\nconst a = { default: 1 };").defaults).toEqual([]);
  });
});
