import { createRoot, createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Connection } from '#contract/mixpanel.ts';
import type { ProfileSet, StoredProfiles } from '#contract/profiles.ts';
import type { ProfilesClient, ProfilesHost } from '#contract/pull.ts';
import type { ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { deferred } from '#data/workers/deferred.ts';
import { createProfiles } from '#state/mixpanel/create-profiles.ts';
import type { ProjectPull } from '#state/mixpanel/pull-state.ts';
import { connection } from '#tests/ui/fakes/mixpanel.ts';

const HOUR = 3_600_000;
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** One run of the client, which the test ends. */
interface Running {
  readonly properties: readonly string[];
  readonly host: ProfilesHost;
  readonly signal: AbortSignal;
  /** Gives a set of so many profiles to the store, and ends. */
  finish(profiles?: number): Promise<void>;
  fail(error: PteroError): void;
}

function make({
  chosen = ['plan'],
  here = true,
  pull = 'rest',
}: { chosen?: string[]; here?: boolean; pull?: ProjectPull['kind'] } = {}) {
  let now = Date.UTC(2026, 10, 20);
  const runs: Running[] = [];
  const calls: string[] = [];
  let stored: StoredProfiles | null = null;
  let listReads = true;
  const summaries = () => [{ id: 'local', ...(stored && { profiles: stored }) } as ProjectSummary];
  const [connections, setConnections] = createSignal<readonly Connection[]>([
    connection({ profileProperties: chosen }),
  ]);
  const [list, setList] = createSignal(summaries());
  const [isHere, setHere] = createSignal(here);
  const [kind, setKind] = createSignal<ProjectPull['kind']>(pull);
  const [isReadOnly, setReadOnly] = createSignal(false);
  let due: () => void = () => undefined;
  const client: ProfilesClient = {
    run(request, host, signal) {
      const { promise, resolve, reject } = deferred<Awaited<ReturnType<ProfilesClient['run']>>>();
      signal.addEventListener('abort', () => reject(new PteroError({ code: 'job/cancelled', message: '' })));
      runs.push({
        properties: request.properties,
        host,
        signal,
        async finish(profiles = 3) {
          const lines = new Blob(Array.from({ length: profiles }, (_, n) => `["u${n}",1]\n`));
          const reply = await host.take({ properties: request.properties, lines, at: now });
          if (reply.ok) resolve({ requests: 1, profiles, longestWaitMs: 0 });
          else reject(new PteroError(reply.error));
        },
        fail: reject,
      });
      return promise;
    },
    forget: async () => void calls.push('forget'),
  };
  const { state, dispose } = createRoot((stop) => ({
    dispose: stop,
    state: createProfiles({
      client,
      server: {
        lookAtProfiles: async () => ({ seen: 0, total: 0, properties: [] }),
        async chooseProfiles(_projectId, properties) {
          calls.push(`choose ${properties.join()}`);
          setConnections([connection({ profileProperties: properties })]);
        },
      },
      store: {
        async putProfiles(_projectId, { properties, at, lines }: ProfileSet) {
          // jsdom's blobs cannot be read: lines of nine bytes.
          const profiles = lines.size / 9;
          stored = { at, properties, profiles, matched: profiles };
          calls.push('put');
        },
        async removeProfiles() {
          stored = null;
          calls.push('remove');
        },
      },
      mixpanel: { connections, refresh: async () => undefined },
      pull: { of: () => ({ kind: kind() }) as ProjectPull },
      projects: { list, refresh: async () => void (listReads && setList(summaries())) },
      shared: { localOf: () => (isHere() ? 'local' : null) },
      isReadOnly,
      token: async () => 'token',
      onDue(listener) {
        due = listener;
        return () => undefined;
      },
      noteRefusal: (cause) => PteroError.from(cause),
      changed: (localId) => calls.push(`changed ${localId}`),
      now: () => now,
    }),
  }));
  stops.push(dispose);
  return {
    state,
    runs,
    calls,
    of: () => state.of('sp1')!,
    pass: (ms: number) => {
      now += ms;
      due();
    },
    choose: (properties: readonly string[]) => setConnections([connection({ profileProperties: properties })]),
    setHere,
    setKind,
    setReadOnly,
    breakList: () => void (listReads = false),
    leave: () => setConnections([]),
  };
}
const settled = (calls: readonly string[], wanted: readonly string[]) =>
  vi.waitFor(() => expect(calls).toEqual(wanted));
const refusal = (reason: string) => new PteroError({ code: 'mixpanel/refused', message: reason, details: { reason } });

describe('user profiles of a connected project', () => {
  it('come once its events are here, and no sooner', async () => {
    const { of, runs, calls, setHere, setKind } = make({ here: false, pull: 'pulling' });
    expect([of().kind, runs.length]).toEqual(['no-events', 0]);
    setHere(true);
    expect([of().kind, runs.length]).toEqual(['waiting', 0]);
    setKind('rest');
    expect([of().kind, runs.length]).toEqual(['pulling', 1]);
    runs[0]!.host.tell({ kind: 'page', profiles: 2, total: 3 });
    expect(of().progress).toMatchObject({ profiles: 2, total: 3 });
    await runs[0]!.finish();
    await settled(calls, ['put', 'changed local']);
    expect(of()).toMatchObject({ kind: 'rest', stored: { profiles: 3, properties: ['plan'] } });
  });

  it('are none where nothing is chosen, and in a read-only workspace', () => {
    expect(make({ chosen: [] }).runs).toEqual([]);
    const readOnly = make({ here: false });
    readOnly.setReadOnly(true);
    readOnly.setHere(true);
    expect([readOnly.of().kind, readOnly.runs.length]).toEqual(['waiting', 0]);
  });

  it('come again by themselves after a day and not before, and at once when asked for', async () => {
    const { runs, calls, pass, state, of } = make();
    await runs[0]!.finish();
    await settled(calls, ['put', 'changed local']);
    pass(23 * HOUR);
    expect(runs).toHaveLength(1);
    pass(HOUR);
    expect(runs).toHaveLength(2);
    await runs[1]!.finish();
    // The same properties: answers are marked stale by the store, and not all worked out anew.
    await settled(calls, ['put', 'changed local', 'put']);
    await vi.waitFor(() => expect(of().kind).toBe('rest'));
    state.pull('sp1');
    expect(runs).toHaveLength(3);
  });

  it('are not asked for without end where the list of projects cannot be read', async () => {
    const { runs, calls, breakList, pass } = make();
    breakList();
    await runs[0]!.finish();
    await settled(calls, ['put', 'changed local']);
    pass(60_000);
    expect(runs).toHaveLength(1);
  });

  it('come anew when other properties are chosen', async () => {
    const { runs, calls, choose, of } = make();
    await runs[0]!.finish();
    await settled(calls, ['put', 'changed local']);
    choose(['$created', 'plan']);
    expect(runs[1]?.properties).toEqual(['$created', 'plan']);
    await runs[1]!.finish();
    await settled(calls, ['put', 'changed local', 'put', 'changed local']);
    expect(of().stored?.properties).toEqual(['$created', 'plan']);
  });

  it('go from this browser when none are chosen any more, also while they come and in read-only', async () => {
    const { runs, calls, state, of } = make();
    await runs[0]!.finish();
    await settled(calls, ['put', 'changed local']);
    await vi.waitFor(() => expect(of().kind).toBe('rest'));
    state.pull('sp1');
    await state.choose('sp1', []);
    expect(runs[1]!.signal.aborted).toBe(true);
    await vi.waitFor(() => expect(of()).toMatchObject({ kind: 'off', stored: null }));
    expect(calls.filter((call) => call === 'remove')).toHaveLength(1);
    expect(calls).toContain('forget');
    const other = make();
    await other.runs[0]!.finish();
    await settled(other.calls, ['put', 'changed local']);
    other.setReadOnly(true);
    other.choose([]);
    await vi.waitFor(() => expect(other.of().stored).toBeNull());
  });

  it('are stopped at once, leave no pages behind, and are not begun again by themselves for an hour', async () => {
    const { state, runs, calls, of, pass } = make();
    state.stop('sp1');
    expect(runs[0]!.signal.aborted).toBe(true);
    await settled(calls, ['forget']);
    await vi.waitFor(() => expect(of().kind).toBe('waiting'));
    pass(60_000);
    expect(runs).toHaveLength(1);
    pass(HOUR);
    expect(runs).toHaveLength(2);
  });

  it('say what went wrong, leave what was there, and rest before they are tried again', async () => {
    const { state, runs, of, pass } = make();
    runs[0]!.fail(refusal('mixpanel/no-right'));
    await vi.waitFor(() => expect(of().kind).toBe('failed'));
    expect(of().error?.details['reason']).toBe('mixpanel/no-right');
    pass(HOUR / 2);
    expect(runs).toHaveLength(1);
    state.pull('sp1');
    expect(of()).toMatchObject({ kind: 'pulling', error: null });
    runs[1]!.fail(refusal('elsewhere'));
    await vi.waitFor(() => expect(of().kind).toBe('elsewhere'));
  });

  it('are let go of when another workspace is chosen', async () => {
    const { runs, leave, calls } = make();
    leave();
    expect(runs[0]!.signal.aborted).toBe(true);
    await settled(calls, ['forget']);
  });
});
