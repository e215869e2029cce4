import { createRoot } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import { createAppearance } from '#state/create-appearance.ts';
import { createOnline } from '#state/create-online.ts';
import { definitionKey } from '#state/scenarios/definition-key.ts';
import { zoneOffsetMinutes, zonesForOffset } from '#state/projects/zones-for-offset.ts';
import { createMemoryStore, definition } from '#tests/ui/fakes/clients.ts';

const JULY = Date.UTC(2026, 6, 1);
const JANUARY = Date.UTC(2026, 0, 1);

describe('appearance', () => {
  const setUp = (hinted?: string) => {
    const local = createMemoryStore();
    const hints = new Map(hinted === undefined ? [] : [['ptero-theme', hinted]]);
    const apply = vi.fn();
    const make = () =>
      createRoot(() =>
        createAppearance({
          local,
          apply,
          hints: { get: (key) => hints.get(key) ?? null, set: (key, value) => void hints.set(key, value) },
        }),
      );
    return { local, hints, apply, make };
  };

  it('begins with the hinted theme, and with the system’s where the hint makes no sense', () => {
    expect(setUp('dark').make().value()).toEqual({ theme: 'dark' });
    expect(setUp('pink').make().value()).toEqual({ theme: 'system' });
  });

  it('puts a chosen theme on the page, in the hint and in the store', async () => {
    const { local, hints, apply, make } = setUp();
    make().set({ theme: 'light' });
    expect(apply).toHaveBeenLastCalledWith('light');
    expect(hints.get('ptero-theme')).toBe('light');
    expect(await local.setting('appearance')).toEqual({ theme: 'light' });
  });

  it('follows another tab', async () => {
    const { local, apply, make } = setUp('light');
    make();
    await local.putSetting('appearance', { theme: 'dark' });
    local.change();
    await vi.waitFor(() => expect(apply).toHaveBeenLastCalledWith('dark'));
  });
});

describe('online', () => {
  it('follows the browser until it is disposed of', () => {
    const network = new EventTarget();
    let connected = true;
    createRoot((dispose) => {
      const online = createOnline(network, () => connected);
      expect(online()).toBe(true);
      connected = false;
      network.dispatchEvent(new Event('offline'));
      expect(online()).toBe(false);
      dispose();
      connected = true;
      network.dispatchEvent(new Event('online'));
      expect(online()).toBe(false);
    });
  });
});

describe('zones', () => {
  it('knows summer time', () => {
    expect(zoneOffsetMinutes('Europe/Berlin', JULY)).toBe(120);
    expect(zoneOffsetMinutes('Europe/Berlin', JANUARY)).toBe(60);
    expect(zoneOffsetMinutes('Asia/Kolkata', JULY)).toBe(330);
    expect(zoneOffsetMinutes('America/New_York', JANUARY)).toBe(-300);
  });

  it('offers the zones that fit, the browser’s own first', () => {
    const zones = ['America/New_York', 'Europe/Berlin', 'Europe/Paris', 'UTC'];
    expect(zonesForOffset(120, JULY, 'Europe/Paris', zones)).toEqual(['Europe/Paris', 'Europe/Berlin']);
    expect(zonesForOffset(-240, JULY, 'Europe/Paris', zones)).toEqual(['America/New_York']);
    expect(zonesForOffset(13, JULY, 'Europe/Paris', zones)).toEqual([]);
  });
});

describe('definitionKey', () => {
  const os = { property: '$os', operator: 'is' as const, values: ['iOS', 'Android'] };
  const plan = { property: 'plan', operator: 'is-set' as const, values: [] };
  const asked = (filters: (typeof os | typeof plan)[], hiddenEvents: string[] = []) =>
    definition('A', 'B', { start: { event: 'A', filters }, hiddenEvents });

  it('is the same whatever the order of filters, values and hidden events', () => {
    const turned = { ...os, values: ['Android', 'iOS'] };
    expect(definitionKey(asked([os, plan], ['x', 'y']))).toBe(definitionKey(asked([plan, turned], ['y', 'x'])));
  });

  it('tells different questions apart', () => {
    const keys = [
      asked([]),
      asked([os]),
      asked([plan]),
      asked([], ['x']),
      definition('B', 'A'),
      definition('A', 'B', { horizonMs: 1 }),
      definition('A', 'B', { keepOutliers: true }),
    ];
    expect(new Set(keys.map(definitionKey)).size).toBe(keys.length);
  });
});
