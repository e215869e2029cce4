import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './source-files.ts';
import { table } from './table.ts';

interface CompilerConfig {
  readonly extends: string;
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  readonly include: readonly string[];
}

const readConfig = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as CompilerConfig;
const parts = Object.entries(table).flatMap(([part, { folder, lib }]) => (lib ? [{ part, folder, lib }] : []));

describe('the compiler configs', () => {
  it.each(parts)('give $part exactly its own lib', ({ folder, lib }) => {
    const config = readConfig(`${folder}/tsconfig.json`);
    expect(config.compilerOptions['lib']).toEqual(lib);
    expect(config.include).toEqual(['.']);
    expect(config.extends).toBe(`${'../'.repeat(folder.split('/').length)}tsconfig.base.json`);
  });

  it.each(parts)('do not loosen the rules for $part', ({ folder }) => {
    const { compilerOptions } = readConfig(`${folder}/tsconfig.json`);
    expect(['lib', 'jsx', 'jsxImportSource', 'types']).toEqual(expect.arrayContaining(Object.keys(compilerOptions)));
  });

  it('are strict for all', () => {
    expect(readConfig('tsconfig.base.json').compilerOptions).toMatchObject({
      strict: true,
      noUncheckedIndexedAccess: true,
      types: [],
    });
  });

  it('are all named by the root config, so that every part is checked', () => {
    const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
      references: { path: string }[];
    };
    expect(references.map(({ path }) => path)).toEqual(expect.arrayContaining(parts.map(({ folder }) => folder)));
  });
});

describe('the compiler on a file of core', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptero-core-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(() => {
    const config = { ...readConfig('src/core/tsconfig.json'), extends: join(root, 'tsconfig.base.json') };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  });

  const complaintsAbout = async (source: string): Promise<string> => {
    writeFileSync(join(folder, 'planted.ts'), source);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const run = promisify(execFile)(process.execPath, [tsc, '-p', folder]);
    return run.then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    );
  };

  it('refuses the network, the page, the console and timers', async () => {
    const names = ['fetch', 'document', 'window', 'localStorage', 'console', 'setTimeout', 'performance', 'process'];
    const complaints = await complaintsAbout(names.map((name) => `export const ${name}Used = ${name};`).join('\n'));
    for (const name of names) expect(complaints).toContain(`'${name}'`);
  });

  it('accepts the language', async () => {
    expect(await complaintsAbout('export const sum = (a: Float64Array) => a.reduce((x, y) => x + y, 0);')).toBe('');
  });
});
