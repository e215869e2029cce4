import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needsBuild, needsInstall, nodeProblem, sourceHash } from './prepare.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ptero-setup-'));
  mkdirSync(join(root, 'src/core'), { recursive: true });
  writeFileSync(join(root, 'src/core/a.ts'), 'export const a = 1;');
  writeFileSync(join(root, 'package-lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('nodeProblem', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts %s', (version) => {
    expect(nodeProblem(version)).toBeNull();
  });

  it.each(['20.18.9', '18.20.0', '19.30.0'])('refuses %s and says what is needed', (version) => {
    expect(nodeProblem(version)).toMatch(/20\.19 or newer.*Please update Node/);
  });
});

describe('needsInstall', () => {
  const installed = (at: Date) => {
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    writeFileSync(join(root, 'node_modules/.package-lock.json'), '{}');
    utimesSync(join(root, 'node_modules/.package-lock.json'), at, at);
  };
  const locked = (at: Date) => utimesSync(join(root, 'package-lock.json'), at, at);

  it('is true on a fresh clone', () => expect(needsInstall(root)).toBe(true));

  it('is false after an installation', () => {
    locked(new Date(1000));
    installed(new Date(2000));
    expect(needsInstall(root)).toBe(false);
  });

  it('is true when the lock file changed since', () => {
    installed(new Date(1000));
    locked(new Date(2000));
    expect(needsInstall(root)).toBe(true);
  });
});

describe('needsBuild', () => {
  const built = () => {
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(join(root, 'dist/.built-from'), sourceHash(root));
  };

  it('is true on a fresh clone', () => expect(needsBuild(root)).toBe(true));

  it('is false after a build', () => {
    built();
    expect(needsBuild(root)).toBe(false);
  });

  it.each([
    ['a source file changed', () => writeFileSync(join(root, 'src/core/a.ts'), 'export const a = 2;')],
    ['a source file came', () => writeFileSync(join(root, 'src/core/b.ts'), '')],
    ['a source file went', () => rmSync(join(root, 'src/core/a.ts'))],
    [
      'a source file was renamed',
      () => {
        cpSync(join(root, 'src/core/a.ts'), join(root, 'src/core/c.ts'));
        rmSync(join(root, 'src/core/a.ts'));
      },
    ],
    ['the build config changed', () => writeFileSync(join(root, 'vite.config.ts'), 'export default {};')],
    ['the lock file changed', () => writeFileSync(join(root, 'package-lock.json'), '{"a":1}')],
  ])('is true when %s', (_name, change) => {
    built();
    change();
    expect(needsBuild(root)).toBe(true);
  });

  it('is false when only a test changed', () => {
    built();
    mkdirSync(join(root, 'tests'));
    writeFileSync(join(root, 'tests/a.test.ts'), '');
    expect(needsBuild(root)).toBe(false);
  });
});
