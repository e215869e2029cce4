import { expose } from 'comlink';
import { createStore } from './create-store.ts';
import { createQueries } from './duckdb/queries.ts';
import { openStoreRoot } from './opfs-directory.ts';
import { readStorage } from './read-storage.ts';
import { webWriterLocks } from './writer-locks.ts';
import { showLife } from '../shared/show-life.ts';

expose(
  createStore({
    openRoot: openStoreRoot,
    locks: webWriterLocks(),
    queries: createQueries(async () => (await import('./duckdb/open-duckdb.ts')).openDuckDb()),
    readStorage,
  }),
);
showLife();
