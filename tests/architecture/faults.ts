import { posix } from 'node:path';
import { type Import, type ModuleFacts, moduleFacts } from './imports.ts';
import { type Part, partOf, table, workerStarters } from './table.ts';

/** A file as the checks see it; virtual files serve as planted faults. */
export interface SourceFile {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

const longest = 250;

/** Everything about the files that breaks a rule of the house, as `path:line what`. */
export function faults(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const part = partOf(file.path);
    return part ? faultsOfFile(file, part) : [`${file.path}: belongs to no part`];
  });
}

function faultsOfFile({ path, text }: SourceFile, part: Part): readonly string[] {
  const facts = moduleFacts(text);
  const at = (line: number, what: string) => `${path}:${line} ${what}`;
  const lines = text.trimEnd().split('\n').length;
  return [
    ...facts.imports.flatMap((found) => faultOfImport(path, part, found).map((what) => at(found.line, what))),
    ...facts.defaults.map((line) => at(line, 'exports a default')),
    ...facts.imports
      .filter(({ kind }) => kind === 're-export-all')
      .map(({ line }) => at(line, 'is a barrel: exports everything of another file')),
    ...newWorkers(path, facts).map((line) => at(line, 'starts a worker; only src/data/workers/start-*.ts may')),
    ...(part === 'core' ? impurities(facts).map(({ line, what }) => at(line, `uses ${what} in core; pass it in`)) : []),
    ...(lines > longest && !text.startsWith('// Generated from ')
      ? [`${path}: has ${lines} lines, more than ${longest}`]
      : []),
    ...(/\/utils?(\.|\/)/.test(path) ? [`${path}: is named utils; name what it does`] : []),
  ];
}

function faultOfImport(path: string, part: Part, { specifier }: Import): readonly string[] {
  if (specifier === null) return ['imports something computed'];
  const bare = specifier.split('?')[0]!;
  if (bare.startsWith('.')) {
    const target = posix.join(posix.dirname(path), bare);
    if (partOf(target) !== part) return [`reaches out of ${part} with ${specifier}`];
    return hasExtension(bare) ? [] : [`imports ${specifier} without its extension`];
  }
  if (bare.startsWith('#')) {
    const target = bare.slice(1).split('/')[0] as Part;
    if (!hasExtension(bare)) return [`imports ${specifier} without its extension`];
    if (target === part) return [`imports its own part by ${specifier}; write ./…`];
    return table[part].parts.includes(target) ? [] : [`imports #${target}, which ${part} may not`];
  }
  if (part === 'functions' && bare.startsWith('npm:') && path.endsWith('/index.ts')) return [];
  return mayUse(path, part, bare) ? [] : [`imports ${specifier}, which ${part} may not`];
}

const hasExtension = (specifier: string) => /\.[a-z0-9]+$/.test(specifier);

/** True when the package, or a file inside it, is on the part's list for this path. */
function mayUse(path: string, part: Part, specifier: string): boolean {
  return table[part].packages.some((entry) => {
    const { name, only } = typeof entry === 'string' ? { name: entry, only: '' } : entry;
    const named = name.endsWith('*')
      ? specifier.startsWith(name.slice(0, -1))
      : specifier === name || specifier.startsWith(`${name}/`);
    return named && path.startsWith(only);
  });
}

/** Lines that start a worker where none may be started. */
function newWorkers(path: string, { tokens }: ModuleFacts): readonly number[] {
  if (workerStarters.some((pattern) => pattern.test(path))) return [];
  return tokens
    .filter(
      ({ kind, text }, index) => kind === 'word' && /^(Shared)?Worker$/.test(text) && isWord(tokens[index - 1], 'new'),
    )
    .map(({ line }) => line);
}

/** Uses of the clock and of chance. */
function impurities({ tokens }: ModuleFacts): readonly { readonly line: number; readonly what: string }[] {
  return tokens.flatMap(({ line }, index) => {
    const next = tokens.slice(index, index + 4).map(({ kind, text }) => (kind === 'string' ? '' : text));
    const call = next.join(' ');
    if (call.startsWith('Math . random')) return [{ line, what: 'Math.random' }];
    if (call.startsWith('Date . now')) return [{ line, what: 'Date.now' }];
    return call === 'new Date ( )' ? [{ line, what: 'new Date()' }] : [];
  });
}

const isWord = (token: { readonly kind: string; readonly text: string } | undefined, text: string) =>
  token?.kind === 'word' && token.text === text;
