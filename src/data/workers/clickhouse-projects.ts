import type { SavedSource, SourceForm, SourcesClient } from '#contract/clients.ts';
import type { ClickHouseSource, RemoteDraw } from '#contract/engine.ts';
import type { ProjectTotals } from '#contract/ingest.ts';
import type { LocalStore } from '#contract/saved.ts';
import type { ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { EngineClient } from './engine-client.ts';

/** Of more people who did A than this, those with the smallest hashes of their ids are drawn. */
export const MOST_DRAWN = 50_000;

const SETTING = 'clickhouse-sources';

export interface ClickHouseProjectsDeps {
  readonly local: Pick<LocalStore, 'setting' | 'putSetting'>;
  readonly engine: EngineClient;
  now(): number;
  newId(): string;
}

/** Projects whose events stay on a server. */
export interface ClickHouseProjects extends SourcesClient {
  list(): Promise<readonly ProjectSummary[]>;
  /** Null for a project in this browser. @throws PteroError `engine/no-password` when it was not kept and not given since the start. */
  sourceOf(projectId: string): Promise<ClickHouseSource | null>;
  remoteOf(projectId: string): Promise<RemoteDraw | null>;
  /** Asks the totals again where the server told another fingerprint than the one kept. */
  notice(projectId: string, fingerprint: string): Promise<void>;
  rename(projectId: string, name: string): Promise<void>;
  remove(projectId: string): Promise<void>;
}

/** Their addresses are kept in this browser; a password in memory, and in this browser only when the reader asks for it. */
export function createClickHouseProjects({ local, engine, now, newId }: ClickHouseProjectsDeps): ClickHouseProjects {
  const given = new Map<string, string>();

  const all = async (): Promise<readonly SavedSource[]> => (await local.setting<readonly SavedSource[]>(SETTING)) ?? [];
  const change = async (edit: (saved: readonly SavedSource[]) => readonly SavedSource[]): Promise<void> =>
    local.putSetting(SETTING, edit(await all()));
  const find = async (projectId: string): Promise<SavedSource | null> =>
    isRemote(projectId) ? ((await all()).find(({ summary }) => summary.id === projectId) ?? null) : null;

  const sourceOf = async (projectId: string): Promise<ClickHouseSource | null> => {
    const saved = await find(projectId);
    if (!saved) return null;
    const { address, table, user } = saved;
    const password = given.get(projectId) ?? saved.password;
    if (password === null) {
      throw new PteroError({
        code: 'engine/no-password',
        message: 'the password of this connection is not kept',
        details: { address, user },
      });
    }
    return { address, table, user, password };
  };

  return {
    check: async (source, signal) => engine.ask(source, 'totals', [], signal),
    async save(projectId, form, signal) {
      const id = projectId ?? `${PREFIX}${newId()}`;
      const source = { address: form.address, table: form.table, user: form.user, password: form.password };
      const totals = await engine.ask(source, 'totals', [], signal);
      const before = await find(id);
      given.set(id, form.password);
      const saved: SavedSource = {
        name: form.name,
        address: form.address,
        table: form.table,
        user: form.user,
        password: form.keepPassword ? form.password : null,
        summary: summaryOf(id, form, totals, before?.summary.createdAt ?? now(), now()),
      };
      await change((sources) => [...sources.filter(({ summary }) => summary.id !== id), saved]);
      return id;
    },
    async formOf(projectId) {
      const saved = await find(projectId);
      if (!saved) return null;
      const { name, address, table, user, password } = saved;
      return {
        name,
        address,
        table,
        user,
        password: given.get(projectId) ?? password ?? '',
        keepPassword: password !== null,
      };
    },
    list: async () => (await all()).map(({ summary }) => summary),
    sourceOf,
    async remoteOf(projectId) {
      const source = await sourceOf(projectId);
      return source && { source, port: engine.port(), most: MOST_DRAWN };
    },
    async notice(projectId, fingerprint) {
      const [saved, source] = await Promise.all([find(projectId), sourceOf(projectId)]);
      if (!saved || !source || saved.summary.fingerprint === fingerprint) return;
      const totals = await engine.ask(source, 'totals', []);
      const summary = summaryOf(projectId, saved, totals, saved.summary.createdAt, now());
      await change((sources) => sources.map((one) => (one.summary.id === projectId ? { ...one, summary } : one)));
    },
    rename: (projectId, name) =>
      change((sources) =>
        sources.map((one) =>
          one.summary.id === projectId ? { ...one, name, summary: { ...one.summary, name } } : one,
        ),
      ),
    async remove(projectId) {
      given.delete(projectId);
      await change((sources) => sources.filter(({ summary }) => summary.id !== projectId));
    },
  };
}

const PREFIX = 'clickhouse-';

/** Are a project's events on a server? */
export const isRemote = (projectId: string): boolean => projectId.startsWith(PREFIX);

function summaryOf(
  id: string,
  { name, address }: Pick<SourceForm, 'name' | 'address'>,
  { fingerprint, ...totals }: ProjectTotals & { readonly fingerprint: string },
  createdAt: number,
  updatedAt: number,
): ProjectSummary {
  return {
    id,
    name,
    totals,
    createdAt,
    updatedAt,
    fingerprint,
    bytes: 0,
    source: `ClickHouse at ${address}`,
    timeBasis: { kind: 'utc' },
    imports: [],
    health: 'sound',
    damage: null,
  };
}
