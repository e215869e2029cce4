/** The parts of the house. `functions` are the edge functions under supabase/. */
export type Part = 'core' | 'contract' | 'data' | 'state' | 'ui' | 'app' | 'workers' | 'functions';

export interface PartRule {
  /** Where the part lives. */
  readonly folder: string;
  /** Parts of ours it may import. */
  readonly parts: readonly Part[];
  /** Packages it may import; one may be kept to a folder. */
  readonly packages: readonly (string | { readonly name: string; readonly only: string })[];
  /** The compiler's `lib`; null where there is no config of ours. */
  readonly lib: readonly string[] | null;
}

/** DESIGN.md's import table. A package name may end in `*`. */
export const table: Readonly<Record<Part, PartRule>> = {
  core: { folder: 'src/core', parts: [], packages: [], lib: ['ES2023'] },
  contract: { folder: 'src/contract', parts: ['core'], packages: [], lib: ['ES2023', 'DOM'] },
  data: {
    folder: 'src/data',
    parts: ['core', 'contract'],
    packages: ['idb', 'comlink', '@supabase/supabase-js', '@stripe/stripe-js/pure'],
    lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  },
  state: {
    folder: 'src/state',
    parts: ['core', 'contract', 'data'],
    packages: ['solid-js'],
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  },
  ui: {
    folder: 'src/ui',
    parts: ['core', 'contract', 'state'],
    packages: [
      'solid-js',
      '@kobalte/core',
      '@tanstack/solid-virtual',
      'cmdk-solid',
      '@solidjs/router',
      { name: 'uplot', only: 'src/ui/charts' },
      { name: '@fontsource-variable/inter', only: 'src/ui/kit' },
    ],
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  },
  app: {
    folder: 'src/app',
    parts: ['core', 'contract', 'data', 'state', 'ui'],
    packages: ['@solidjs/router', 'solid-js', 'workbox-window', '@fontsource-variable/inter'],
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  },
  workers: {
    folder: 'workers',
    parts: ['core', 'contract'],
    packages: [
      'comlink',
      { name: 'fflate', only: 'workers/ingest' },
      { name: '@duckdb/duckdb-wasm', only: 'workers/store' },
      { name: 'apache-arrow', only: 'workers/store' },
      { name: 'apache-arrow', only: 'workers/engine' },
      { name: '@clickhouse/client-web', only: 'workers/engine' },
      { name: 'virtual:duckdb-assets', only: 'workers/store' },
      { name: 'virtual:ingest-wasm', only: 'workers/ingest' },
      { name: 'workbox-*', only: 'workers/offline' },
    ],
    lib: ['ES2023', 'WebWorker', 'WebWorker.AsyncIterable'],
  },
  functions: { folder: 'supabase/functions', parts: ['functions'], packages: [], lib: null },
};

/** Where workers may be started: by the page's clients, and DuckDB's own by the store that runs it. */
export const workerStarters: readonly RegExp[] = [
  /^src\/data\/workers\/start-[^/]+\.ts$/,
  /^workers\/store\/duckdb\/open-duckdb\.ts$/,
];

/** The part a file belongs to, or null for a file of none. */
export function partOf(path: string): Part | null {
  const entry = Object.entries(table).find(([, { folder }]) => path.startsWith(`${folder}/`));
  return (entry?.[0] as Part | undefined) ?? null;
}
