import { describe, expect, it } from 'vitest';
import type { SourceForm } from '#contract/clients.ts';
import type { ClickHouseSource } from '#contract/engine.ts';
import type { StoreClient } from '#contract/clients.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createClickHouseProjects } from '#data/workers/clickhouse-projects.ts';
import type { EngineClient } from '#data/workers/engine-client.ts';
import { withServers } from '#data/workers/with-servers.ts';

const form: SourceForm = {
  name: 'Our app',
  address: 'https://clickhouse.example.org:8443',
  table: 'app.events',
  user: 'ptero',
  password: 'secret',
  keepPassword: false,
};
const { signal } = new AbortController();

/** A server that knows one password, and what it was asked. */
function setUp(settings = new Map<string, unknown>()) {
  const asked: { question: string; source: ClickHouseSource; values: readonly unknown[] }[] = [];
  const totals = { events: 5, users: 2, eventNames: 3, days: 1, firstTimeMs: 0, lastTimeMs: 9, fingerprint: 'f' };
  const engine: EngineClient = {
    ask: async (source, question, values) => {
      asked.push({ question, source, values });
      if (source.password !== 'secret') throw new PteroError({ code: 'engine/refused-login', message: 'no' });
      return (question === 'totals' ? totals : { fingerprint: 'f', events: [], properties: [] }) as never;
    },
    port: () => new MessageChannel().port1,
  };
  const local = {
    setting: async <T>(key: string) => (settings.get(key) ?? null) as T | null,
    putSetting: async (key: string, value: unknown) => void settings.set(key, structuredClone(value)),
  };
  let id = 0;
  const servers = createClickHouseProjects({ local, engine, now: () => 7, newId: () => `${(id += 1)}` });
  return { servers, engine, asked, settings };
}

describe('projects whose events stay on a server', () => {
  it('are counted anew when the server has more days than it told', async () => {
    const { servers, asked } = setUp();
    const id = await servers.save(null, form, signal);
    await servers.notice(id, 'f');
    expect(asked).toHaveLength(1);
    await servers.notice(id, 'another');
    expect(asked.map(({ question }) => question)).toEqual(['totals', 'totals']);
  });

  it('are listed with what the server told, after it let the user in', async () => {
    const { servers } = setUp();
    const id = await servers.save(null, form, signal);
    expect(await servers.list()).toMatchObject([
      {
        id,
        name: 'Our app',
        source: 'ClickHouse at https://clickhouse.example.org:8443',
        totals: { events: 5 },
        fingerprint: 'f',
      },
    ]);
    await expect(servers.save(null, { ...form, password: 'guess' }, signal)).rejects.toMatchObject({
      code: 'engine/refused-login',
    });
    expect(await servers.list()).toHaveLength(1);
  });

  it('keep no password unless asked to, and say so when it is wanted', async () => {
    const { servers, settings } = setUp();
    const id = await servers.save(null, form, signal);
    expect((await servers.sourceOf(id))!.password).toBe('secret');
    expect(JSON.stringify([...settings])).not.toContain('secret');
    const afterReload = setUp(settings).servers;
    await expect(afterReload.sourceOf(id)).rejects.toMatchObject({ code: 'engine/no-password' });
    expect(await afterReload.formOf(id)).toMatchObject({ user: 'ptero', password: '' });
  });

  it('keep it when asked to, until it is taken back', async () => {
    const { servers, settings } = setUp();
    const id = await servers.save(null, { ...form, keepPassword: true }, signal);
    expect((await setUp(settings).servers.sourceOf(id))!.password).toBe('secret');
    await servers.save(id, form, signal);
    expect(JSON.stringify([...settings])).not.toContain('secret');
  });

  it('are renamed and removed here, and touch nothing there', async () => {
    const { servers, asked } = setUp();
    const id = await servers.save(null, form, signal);
    const before = asked.length;
    await servers.rename(id, 'Other');
    expect((await servers.list())[0]!.name).toBe('Other');
    await servers.remove(id);
    expect(await servers.list()).toEqual([]);
    expect(asked).toHaveLength(before);
  });

  it('answer for themselves, and the others as before', async () => {
    const { servers, engine, asked } = setUp();
    const here: string[] = [];
    const store = {
      projects: async () => [],
      catalogue: async (id: string) => {
        here.push(id);
        return { projectId: id, fingerprint: 'local', events: [], properties: [] };
      },
    } as unknown as StoreClient;
    const both = withServers(store, servers, engine);
    const id = await servers.save(null, form, signal);
    expect((await both.projects()).map((project) => project.id)).toEqual([id]);
    expect(await both.catalogue(id)).toMatchObject({ projectId: id, fingerprint: 'f' });
    expect(await both.catalogue('here')).toMatchObject({ fingerprint: 'local' });
    expect(here).toEqual(['here']);
    expect(asked.at(-1)!.question).toBe('catalogue');
  });
});
