import { afterEach, describe, expect, it } from 'vitest';
import type { ProfilesNews } from '#contract/pull.ts';
import type { ProfileSet } from '#contract/profiles.ts';
import type { JobId, Reply } from '#contract/reply.ts';
import { createRandom } from '#core/stats/random.ts';
import { diskProfileSpool, memoryProfileSpool, type ProfileSpool } from '#workers/pull/profile-spool.ts';
import { type ProfilesDeps, runProfiles } from '#workers/pull/run-profiles.ts';
import { createHandler } from '../../../supabase/functions/mixpanel-profiles/handler.ts';
import { type FaultPlan, faultPlan, noFaults } from '../../../supabase/local/mixpanel/faults.ts';
import { mixpanelProject, type Profile } from '../../../supabase/local/mixpanel/project.ts';
import { type Mixpanel, startMixpanel } from '../../../supabase/local/mixpanel/start-mixpanel.ts';
import { killed, memoryDirectory, type MemoryDirectory } from '../../workers/store/memory-directory.ts';
import { fakeClock } from './rig.ts';

const START = Date.UTC(2026, 10, 20);
const properties = ['$created', 'plan'];
const profiles: readonly Profile[] = Array.from({ length: 4321 }, (_, n) => ({
  distinctId: `user ${n}\u2028`,
  properties: { $created: `2026-01-${n % 28}`, $email: `p${n}@example.com`, ...(n % 3 > 0 && { plan: ['a', n % 5] }) },
}));
const expected = profiles.map(({ distinctId, properties: own }) => [distinctId, own['$created'], own['plan'] ?? null]);

let mixpanel: Mixpanel;
afterEach(() => mixpanel.stop());

interface Options {
  readonly faults?: FaultPlan;
  readonly given?: readonly Profile[];
  readonly chosen?: readonly string[] | null;
  readonly deps?: Partial<ProfilesDeps>;
}

/** The worker’s pull over the function’s own handler and the double. */
async function rig({ faults = noFaults, given = profiles, chosen = properties, deps = {} }: Options = {}) {
  const clock = fakeClock(START);
  const project = mixpanelProject({ events: [], profiles: given });
  mixpanel = await startMixpanel({ projects: [project], now: clock.now, faults });
  const { username, secret } = project.accounts[0]!;
  const refused = { code: 'PT409', message: 'none', hint: 'mixpanel/no-profiles', details: null };
  const asked: number[] = [];
  const handle = createHandler({
    async begin(_authorization, _project, { page }) {
      asked.push(page);
      return chosen ? { ok: true, value: 'ticket' } : { ok: false, status: 409, refusal: refused };
    },
    take: async () => ({
      ok: true,
      value: {
        region: 'us',
        kind: 'service_account',
        username,
        secret,
        mixpanel_project_id: project.id,
        profile_properties: chosen,
      },
    }),
    fetch: (request) => fetch(request),
    log: () => undefined,
    hosts: mixpanel.hosts,
    headers: {},
    patience: 5000,
  });
  const random = createRandom(3);
  const sets: { set: Omit<ProfileSet, 'lines'>; lines: unknown[] }[] = [];
  const news: ProfilesNews[] = [];
  const take = async (set: ProfileSet): Promise<Reply<void>> => {
    const text = await set.lines.text();
    const lines = text.split('\n').filter((line) => line !== '');
    sets.push({
      set: { at: set.at, properties: set.properties },
      lines: lines.map((line) => JSON.parse(line) as unknown),
    });
    return { ok: true, value: undefined };
  };
  const pull = (
    more: Partial<ProfilesDeps> & { take?: typeof take; signal?: AbortSignal; token?: string | null } = {},
  ) => {
    const { take: own = take, signal = new AbortController().signal, token = 'token', ...changed } = more;
    return runProfiles(
      {
        jobId: 'j' as JobId,
        url: 'http://f/',
        publishableKey: 'k',
        projectId: '30000000-0000-4000-8000-000000000001',
        properties,
      },
      { token: async () => token, take: own, tell: (one) => news.push(one) },
      {
        fetch: (url, init) => handle(new Request(url, init)),
        stallMs: 3000,
        dayBytes: 150_000_000,
        now: clock.now,
        wait: async (ms) => clock.advance(ms),
        random: () => random.uniform(),
        isOnline: () => true,
        backOnline: async () => undefined,
        spool: memoryProfileSpool(),
        ...deps,
        ...changed,
      },
      signal,
    );
  };
  return { clock, pull, sets, news, asked };
}
const diskOf = (root: MemoryDirectory): ProfileSpool =>
  diskProfileSpool(root, async (name) => {
    const file = await root.open(name);
    return new Blob([await file!.read(0, file!.bytes)]);
  });

describe('a pull of user profiles', () => {
  it('brings every profile once, with what was chosen and nothing else, as one set', async () => {
    const { pull, sets, news, asked } = await rig();
    expect(await pull()).toMatchObject({ requests: 5, profiles: 4321 });
    expect(sets).toEqual([{ set: { at: START, properties }, lines: expected }]);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    expect(news.filter(({ kind }) => kind === 'page').at(-1)).toEqual({ kind: 'page', profiles: 4321, total: 4321 });
    expect(JSON.stringify(sets)).not.toContain('example.com');
  });

  it('brings the same through faults in a third of all answers, and paces itself', async () => {
    const { pull, sets, news, clock } = await rig({ faults: faultPlan(5, 1 / 3) });
    const { requests } = await pull();
    expect(requests).toBeGreaterThan(5);
    expect(sets.map(({ lines }) => lines)).toEqual([expected]);
    expect(news.some(({ kind }) => kind === 'waiting')).toBe(true);
    expect(clock.now() - START).toBeGreaterThan(requests * 300);
    expect(mixpanel.queries('3141592').mostAtOnce).toBe(1);
  });

  it('waits out the limit of an hour, with its counts', async () => {
    const many = Array.from({ length: 61_500 }, (_, n) => ({ distinctId: `u${n}`, properties: {} }));
    const { pull, sets, news, clock } = await rig({ given: many });
    const { longestWaitMs } = await pull();
    expect(sets[0]!.lines).toHaveLength(61_500);
    const wait = news.find((one) => one.kind === 'waiting');
    expect(wait).toMatchObject({ wait: { why: 'rate-limit', counts: { lastHour: 61, lastHourLimit: 60 } } });
    expect(longestWaitMs).toBeGreaterThan(50_000);
    expect(clock.now() - START).toBeGreaterThan(3_500_000);
  });

  it('goes on where a tab was killed, wherever that was', async () => {
    const { pull, sets, asked, clock } = await rig();
    let isOver = false;
    let resumed = 0;
    for (let changes = 0; !isOver; changes += 7) {
      const disk = memoryDirectory();
      const broken = diskOf(disk);
      disk.killAfter(changes);
      const outcome = await pull({ spool: broken }).catch((cause: unknown) => cause);
      isOver = !(outcome instanceof Error);
      if (!isOver) expect(outcome).toMatchObject({ message: killed.message });
      clock.advance(3_600_000);
      asked.length = 0;
      const after = disk.reopened();
      await pull({ spool: diskOf(after) });
      if (asked[0]! > 0) resumed += 1;
      expect(sets.at(-1)!.lines).toEqual(expected);
      expect(after.contents().size).toBe(0);
    }
    expect(resumed).toBeGreaterThan(3);
  });

  it('begins anew where the choice is another, the list is old, or Mixpanel has forgotten it', async () => {
    const { pull, sets, asked, clock } = await rig();
    const left = async (changed: object) => {
      const spool = diskOf(memoryDirectory());
      const begun = { properties, sessionId: 'session-3141592-4321', at: clock.now(), pages: 2, profiles: 2000 };
      await spool.add('["old",1,2]\n', { ...begun, pages: 1 });
      await spool.add('["older",1,2]\n', { ...begun, ...changed });
      asked.length = 0;
      await pull({ spool });
      return asked.join(' ');
    };
    expect(await left({})).toBe('2 3 4');
    expect(sets.at(-1)!.lines[0]).toEqual(['old', 1, 2]);
    expect(await left({ properties: ['plan'] })).toBe('0 1 2 3 4');
    expect(await left({ at: clock.now() - 4 * 3_600_000 })).toBe('0 1 2 3 4');
    expect(await left({ sessionId: 'another' })).toBe('2 0 1 2 3 4');
    expect(sets.at(-1)!.lines).toEqual(expected);
  });

  it('is stopped at once, and leaves no page behind', async () => {
    const stopping = new AbortController();
    const disk = memoryDirectory();
    const { pull, sets } = await rig();
    let pages = 0;
    const spool = diskOf(disk);
    const pulling = pull({
      signal: stopping.signal,
      spool: {
        ...spool,
        async add(lines, begun) {
          await spool.add(lines, begun);
          if ((pages += 1) === 2) stopping.abort();
        },
      },
    });
    await expect(pulling).rejects.toMatchObject({ code: 'job/cancelled' });
    expect([pages, sets.length, disk.contents().size]).toEqual([2, 0, 0]);
  });

  it('ends where a person has to do something, and waits for another tab that writes', async () => {
    const refusing = await rig({ chosen: null });
    await expect(refusing.pull()).rejects.toMatchObject({ details: { reason: 'mixpanel/no-profiles' } });
    expect(refusing.asked).toHaveLength(1);
    await mixpanel.stop();
    const { pull, sets } = await rig();
    await expect(pull({ token: null })).rejects.toMatchObject({ details: { reason: 'account/signed-out' } });
    let locked = 3;
    const take = async (): Promise<Reply<void>> =>
      (locked -= 1) < 0
        ? { ok: true, value: undefined }
        : { ok: false, error: { code: 'store/locked', message: 'locked', details: {} } };
    await pull({ take });
    expect(locked).toBe(-1);
    const full = async (): Promise<Reply<void>> => ({
      ok: false,
      error: { code: 'store/full', message: '', details: {} },
    });
    await expect(pull({ take: full })).rejects.toMatchObject({ code: 'store/full' });
    expect(sets).toEqual([]);
  });
});
