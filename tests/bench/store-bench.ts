import { expose } from 'comlink';
import { ValueTag, type PropertyColumn } from '#core/predictor/event-table.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openDuckDb } from '#workers/store/duckdb/open-duckdb.ts';
import { createQueries } from '#workers/store/duckdb/queries.ts';
import { openProject, openStoreRoot, type ProjectReader } from '#workers/store/project-reader.ts';
import { listProjects } from '#workers/store/read/list-projects.ts';
import { sortAll } from './sort-all.ts';
import { madeUpBatch, madeUpLines } from './made-up-rows.ts';

const BATCH = 131_072;
const TEXT = 'bench-export.ndjson';

async function reader(): Promise<ProjectReader> {
  const root = await openStoreRoot();
  return openProject(root, (await listProjects(root))[0]!.id);
}

/** Counts cells by their text: what the query asks, as a loop. */
function countTexts({ tag, value, strings }: PropertyColumn): number {
  const counts = new Map<string, number>();
  for (let cell = 0; cell < tag.length; cell += 1) {
    if (tag[cell] !== ValueTag.string) continue;
    const text = strings[value[cell]!]!;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts.size;
}

const sides = {
  /** Puts the same events into the store and, as text, beside it. */
  async fill(rows: number): Promise<void> {
    const open = createOpenImportSession(await openStoreRoot());
    const session = await open({
      projectId: null,
      projectName: 'Bench',
      mode: 'add',
      timeBasis: { kind: 'utc' },
      source: '',
      signal: new AbortController().signal,
    });
    const folder = await navigator.storage.getDirectory();
    const out = await (await folder.getFileHandle(TEXT, { create: true })).createWritable();
    for (let from = 0; from < rows; from += BATCH) {
      const to = Math.min(from + BATCH, rows);
      await session.append(madeUpBatch(from, to));
      await out.write(madeUpLines(from, to));
    }
    await out.close();
    const meta = { files: ['bench'], linesRefused: 0, incomplete: false, at: 0 };
    await sortAll((await session.commit(meta, () => undefined)).projectId);
  },

  /** The table of events, from the store. */
  async open(): Promise<{ ms: number; rows: number }> {
    const startedAt = performance.now();
    const table = await (await reader()).eventTable();
    return { ms: performance.now() - startedAt, rows: table.row.length };
  },

  /** The same table from the text: parsed line by line, numbered, sorted by user and time. */
  async reread(): Promise<{ ms: number; rows: number }> {
    const startedAt = performance.now();
    const folder = await navigator.storage.getDirectory();
    const text = await (await (await folder.getFileHandle(TEXT)).getFile()).text();
    const users = new Map<string, number>();
    const events = new Map<string, number>();
    const number = (codes: Map<string, number>, name: string): number => {
      let code = codes.get(name);
      if (code === undefined) codes.set(name, (code = codes.size));
      return code;
    };
    const rows = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const { event, properties } = JSON.parse(line) as {
          event: string;
          properties: { time: number; distinct_id: string };
        };
        return {
          time: properties.time * 1000,
          user: number(users, properties.distinct_id),
          event: number(events, event),
        };
      })
      .sort((a, b) => a.user - b.user || a.time - b.time);
    const time = Float64Array.from(rows, (row) => row.time);
    const event = Uint32Array.from(rows, (row) => row.event);
    return { ms: performance.now() - startedAt, rows: Math.min(time.length, event.length) };
  },

  /** First question to DuckDB (opening it and loading the tables included), the same again, and a plain loop. */
  async query(): Promise<{ firstMs: number; againMs: number; loopMs: number; values: number; looped: number }> {
    const project = await reader();
    await project.eventTable();
    const queries = createQueries(openDuckDb);
    const at = [performance.now()];
    const values = await queries.propertyValues(project, 'plan', null, 100);
    at.push(performance.now());
    await queries.propertyValues(project, 'plan', null, 100);
    at.push(performance.now());
    const looped = countTexts(await project.propertyColumn('plan'));
    at.push(performance.now());
    const [a, b, c, d] = at as [number, number, number, number];
    return { firstMs: b - a, againMs: c - b, loopMs: d - c, values: values.length, looped };
  },
};
export type StoreBench = typeof sides;

expose(sides);
