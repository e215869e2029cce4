import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, root } from './source-files.ts';

const fixedNames =
  'src workers public supabase tests index.html vite.config.ts package.json tsconfig.json README.md'.split(' ');
const toolFiles = [
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.tools.json',
  'vite.duckdb.ts',
  'vite.headers.ts',
  'vite.pwa.ts',
  'vite.wasm.ts',
  'vitest.config.ts',
  'playwright.config.ts',
  'knip.json',
  'LICENSE',
  'CHANGELOG.md',
];
/** What is made on the machine and never committed. */
const made = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .filter((line) => line.endsWith('/'))
  .map((line) => line.slice(0, -1));

const text = /\.(ts|tsx|mjs|js|json|md|css|html|svg|sql|toml|ndjson|R|py|txt)$|\/[^./]+$|\/_headers$/;
const topFiles = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => ({ path: name, text: readFileSync(join(root, name), 'utf8') }));
const committed = [
  ...topFiles,
  ...filesBelow(['src', 'workers', 'public', 'supabase', 'tests', '.ci'], (path) => text.test(path)),
];

/** A path that only exists on one person's machine. */
const machinePath = new RegExp(
  String.raw`(?:^|[\s"'\x60(=:,])(?:/(?:home|Users|root|work|workspace|opt|mnt)/|[A-Z]:\\)\w`,
  'm',
);

describe('the repository', () => {
  it('has only the top-level names of the house, dot-files and tool configs', () => {
    const names = readdirSync(root).filter(
      (name) => !name.startsWith('.') && !made.includes(name) && !name.endsWith('.log'),
    );
    expect(names.filter((name) => !fixedNames.includes(name) && !toolFiles.includes(name))).toEqual([]);
  });

  it('names no registry in the lock file, so that it installs anywhere', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string }>;
    };
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).not.toMatch(/registry=|_auth|token/i);
  });

  it('lists every platform’s optional package in the lock file, or newer npm refuses it', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
    const missing = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies).filter((name) => !names.has(name)),
    );
    expect(missing).toEqual([]);
  });

  it('pins every direct dependency to one version', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d/.test(version),
    );
    expect(ranges).toEqual([]);
  });

  it('names no path of anybody’s machine', () => {
    const found = committed.filter((file) => file.path !== 'package-lock.json' && machinePath.test(file.text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it.each(['home', 'Users', 'root', 'work'])('would notice a path below %s', (folder) => {
    expect(`const a = '${['', folder, 'ada', 'ptero'].join('/')}';`).toMatch(machinePath);
  });

  it('does not take a web address for a path', () => {
    expect('see https://example.org/home/ada').not.toMatch(machinePath);
  });

  it.each(['LICENSE', 'CHANGELOG.md', '.ci/run', 'public/sample/ATTRIBUTION.md'])('ships %s', (path) => {
    expect(existsSync(join(root, path))).toBe(true);
  });
});
