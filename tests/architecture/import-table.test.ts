import { describe, expect, it } from 'vitest';
import { faults } from './faults.ts';
import { sourceFiles } from './source-files.ts';
import { partOf, table } from './table.ts';

const lines = (count: number) => 'const a = 1;\n'.repeat(count);

describe('the import table', () => {
  it('holds in every source file', () => {
    expect(faults(sourceFiles())).toEqual([]);
  });

  it('is checked on files of every part that exists', () => {
    const seen = new Set(sourceFiles().map(({ path }) => partOf(path)));
    expect([...seen].toSorted()).toEqual(
      expect.arrayContaining(['app', 'contract', 'core', 'data', 'state', 'ui', 'workers']),
    );
  });

  it.each([
    ['core importing contract', 'src/core/a.ts', "import type { A } from '#contract/a.ts';", 'imports #contract'],
    ['core importing a package', 'src/core/a.ts', "import { openDB } from 'idb';", 'imports idb'],
    ['contract importing data', 'src/contract/a.ts', "import '#data/a.ts';", 'imports #data'],
    ['data importing state', 'src/data/a.ts', "export { a } from '#state/a.ts';", 'imports #state'],
    ['data importing Solid', 'src/data/a.ts', "import { batch } from 'solid-js';", 'imports solid-js'],
    ['state importing ui', 'src/state/a.ts', "const a = () => import('#ui/a.tsx');", 'imports #ui'],
    ['ui importing data', 'src/ui/a.tsx', "import {\n  a,\n} from '#data/a.ts';", 'imports #data'],
    ['ui reaching into data', 'src/ui/kit/a.tsx', "import { a } from '../../data/a.ts';", 'reaches out of ui'],
    ['uPlot outside charts', 'src/ui/kit/a.tsx', "import uPlot from 'uplot';", 'imports uplot'],
    ['app importing workers', 'src/app/a.ts', "import { a } from '#workers/a.ts';", 'imports #workers'],
    ['workers importing state', 'workers/a.ts', "import { a } from '#state/a.ts';", 'imports #state'],
    ['workers reaching into core', 'workers/a.ts', "import { a } from '../src/core/a.ts';", 'reaches out of workers'],
    ['DuckDB outside the store', 'workers/ingest/a.ts', "import * as d from '@duckdb/duckdb-wasm';", 'imports @duckdb'],
    ['tests imported by the app', 'src/app/a.ts', "import { a } from '#tests/a.ts';", 'imports #tests'],
    ['Node in the app', 'src/app/a.ts', "import { join } from 'node:path';", 'imports node:path'],
    ['a module from the web', 'src/app/a.ts', "import 'https://example.org/a.js';", 'imports https:'],
    [
      'npm: outside index.ts',
      'supabase/functions/a/handler.ts',
      "import Stripe from 'npm:stripe';",
      'imports npm:stripe',
    ],
    ['a package alike in name', 'src/data/a.ts', "import 'idb-keyval';", 'imports idb-keyval'],
    ['a require', 'src/data/a.ts', "const a = require('fs');", 'imports fs'],
    ['a computed import', 'src/app/a.ts', 'await import(name);', 'imports something computed'],
    ['no extension inside', 'src/core/a.ts', "import { b } from './b';", 'without its extension'],
    ['no extension across', 'src/data/a.ts', "import { b } from '#core/b';", 'without its extension'],
    ['the own part by its name', 'src/core/a.ts', "import { b } from '#core/b.ts';", 'imports its own part'],
    ['a default export', 'src/core/a.ts', 'export default function a() {}', 'exports a default'],
    ['a barrel', 'src/core/a.ts', "export * from './b.ts';", 'is a barrel'],
    ['a named barrel', 'src/core/a.ts', "export * as b from './b.ts';", 'is a barrel'],
    ['a stray worker', 'src/ui/a.tsx', "new Worker(new URL('./a.ts', import.meta.url));", 'starts a worker'],
    ['a stray worker in a worker', 'workers/store/a.ts', "new Worker('a.js');", 'starts a worker'],
    ['a file named utils', 'src/core/utils.ts', 'export const a = 1;', 'is named utils'],
    ['a folder named util', 'src/core/util/a.ts', 'export const a = 1;', 'is named utils'],
    ['a file too long', 'src/core/a.ts', lines(251), 'has 251 lines'],
    ['the clock in core', 'src/core/a.ts', 'export const a = () => Date.now();', 'uses Date.now'],
    ['chance in core', 'src/core/a.ts', 'export const a = () => Math.random();', 'uses Math.random'],
    ['today in core', 'src/core/a.ts', 'export const a = () => new Date();', 'uses new Date()'],
    ['a file of no part', 'src/elsewhere/a.ts', 'export const a = 1;', 'belongs to no part'],
  ])('notices %s', (_name, path, text, what) => {
    const found = faults([{ path, text }]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(what);
  });

  it.each([
    ['src/core/stats/a.ts', "import { b } from '../errors/b.ts';"],
    ['src/contract/a.ts', "export type { B } from '#core/b.ts';"],
    [
      'src/data/workers/start-store.ts',
      "new Worker(new URL('../../workers/store/main.ts', import.meta.url), { type: 'module' });",
    ],
    [
      'src/ui/charts/a.tsx',
      "import uPlot from 'uplot';\nimport 'uplot/dist/uPlot.min.css';\nimport s from './a.module.css';",
    ],
    ['src/ui/a.tsx', "import { Dialog } from '@kobalte/core/dialog';\nimport type { A } from '#state/a.ts';"],
    ['src/app/main.tsx', "const a = lazy(() => import('#ui/a.tsx'));\nimport '#data/a.ts';"],
    ['workers/offline/a.ts', "import { clientsClaim } from 'workbox-core';"],
    [
      'workers/store/a.ts',
      "import bytes from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';\nimport '../shared/a.ts';",
    ],
    ['supabase/functions/a/index.ts', "import Stripe from 'npm:stripe';\nimport { b } from '../_shared/b.ts';"],
    ['src/core/a.ts', `${lines(250)}// Math.random() and Date.now() in words\n`.replace('const a = 1;\n', '')],
    ['src/core/b.ts', 'export const a = (now: number) => new Date(now);'],
    ['src/contract/generated.ts', `// Generated from supabase/migrations\n${lines(300)}`],
  ])('lets %s pass', (path, text) => {
    expect(faults([{ path, text }])).toEqual([]);
  });

  it('names folders that do not overlap', () => {
    const folders = Object.values(table).map(({ folder }) => folder);
    expect(new Set(folders).size).toBe(folders.length);
  });
});
