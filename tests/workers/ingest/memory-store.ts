import { ValueTag } from '#core/predictor/event-table.ts';
import type { CommitMeta, EventBatch, ImportSession, OpenImportSession } from '#workers/shared/batch.ts';

/** One stored event, spelled out. JSON texts are parsed. */
export interface StoredEvent {
  readonly event: string;
  readonly user: string;
  readonly time: number;
  readonly key: string;
  readonly processed: number;
  readonly properties: Record<string, unknown>;
}

/** A store in memory that deduplicates by key and spells out what it was given. */
export interface MemoryStore {
  readonly openSession: OpenImportSession;
  readonly state: 'new' | 'open' | 'committed' | 'aborted';
  readonly batches: readonly EventBatch[];
  readonly meta: CommitMeta | null;
  /** All appended events, in order. */
  appended(): readonly StoredEvent[];
  /** Those left after deduplication. */
  events(): readonly StoredEvent[];
}

const kinds = ['events', 'users', 'properties', 'strings'] as const;

/**
 * Makes a function that spells out batch after batch of one import.
 *
 * It throws when a text has two codes or a row has two cells of one property.
 */
export function createSpeller(): (batch: EventBatch) => StoredEvent[] {
  const names = { events: [] as string[], users: [] as string[], properties: [] as string[], strings: [] as string[] };
  const known = { events: new Set(), users: new Set(), properties: new Set(), strings: new Set() };
  return (batch) => {
    for (const kind of kinds) {
      for (const name of batch.added[kind]) {
        if (known[kind].has(name)) throw new Error(`two codes for one text in ${kind}: ${name}`);
        known[kind].add(name);
        names[kind].push(name);
      }
    }
    const rows = Array.from({ length: batch.rows }, (_, row) => ({
      event: names.events[batch.event[row]!]!,
      user: names.users[batch.user[row]!]!,
      time: batch.time[row]!,
      key: `${batch.keyHigh[row]!}-${batch.keyLow[row]!}`,
      processed: batch.processed[row]!,
      properties: {} as Record<string, unknown>,
    }));
    for (const { property, row, tag, value } of batch.properties) {
      row.forEach((at, i) => {
        const name = names.properties[property]!;
        if (Object.hasOwn(rows[at]!.properties, name)) throw new Error(`two cells of ${name} in one row`);
        Object.defineProperty(rows[at]!.properties, name, {
          value: spellValue(tag[i]!, value[i]!, names.strings),
          enumerable: true,
        });
      });
    }
    return rows;
  };
}

/** Spells out the rows of all batches of an import, in order. */
export function spellOut(batches: readonly EventBatch[]): StoredEvent[] {
  const spell = createSpeller();
  return batches.flatMap((batch) => spell(batch));
}

function spellValue(tag: number, value: number, strings: readonly string[]): unknown {
  if (tag === ValueTag.string) return strings[value]!;
  if (tag === ValueTag.json) return JSON.parse(strings[value]!) as unknown;
  if (tag === ValueTag.number) return value;
  return tag === ValueTag.null ? null : tag === ValueTag.true;
}

export function createMemoryStore(): MemoryStore {
  let state: MemoryStore['state'] = 'new';
  let meta: CommitMeta | null = null;
  const batches: EventBatch[] = [];

  const events = (): readonly StoredEvent[] => {
    const kept = new Map<string, StoredEvent>();
    for (const event of spellOut(batches)) {
      const before = kept.get(event.key);
      if (!before || event.processed > before.processed) kept.set(event.key, event);
    }
    return [...kept.values()];
  };

  const session: Omit<ImportSession, 'timeBasis'> = {
    async append(batch) {
      batches.push(batch);
    },
    async commit(given, onProgress) {
      meta = given;
      onProgress(1);
      state = 'committed';
      const stored = events();
      const times = stored.map(({ time }) => time);
      return {
        projectId: 'p1',
        projectName: 'Project',
        eventsAdded: stored.length,
        duplicatesDropped: spellOut(batches).length - stored.length,
        eventsReplaced: 0,
        totals: {
          events: stored.length,
          users: new Set(stored.map(({ user }) => user)).size,
          eventNames: new Set(stored.map(({ event }) => event)).size,
          days: new Set(times.map((time) => Math.floor(time / 86_400_000))).size,
          firstTimeMs: times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY),
          lastTimeMs: times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY),
        },
      };
    },
    async abort() {
      state = 'aborted';
      batches.length = 0;
    },
  };

  return {
    openSession: async ({ timeBasis }) => {
      state = 'open';
      return { ...session, timeBasis };
    },
    get state() {
      return state;
    },
    get meta() {
      return meta;
    },
    batches,
    appended: () => spellOut(batches),
    events,
  };
}
