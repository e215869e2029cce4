import { fireEvent, screen, within } from '@solidjs/testing-library';
import { createSignal, Show } from 'solid-js';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeAppOptions, renderScreen } from '#tests/ui/fakes/app.tsx';
import { definition, project, report } from '#tests/ui/fakes/clients.ts';
import { useNavigation } from '#ui/kit/navigation.ts';
import { Shell } from '#ui/shell/shell.tsx';

// The palette's library is large; its first transform takes longer than a test may.
beforeAll(() => import('#ui/shell/command-palette.tsx'), 60_000);
// What jsdom lacks and the palette wants.
beforeEach(() => {
  vi.stubGlobal('scrollTo', vi.fn());
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn();
      unobserve = vi.fn();
      disconnect = vi.fn();
    },
  );
  Element.prototype.scrollIntoView = vi.fn();
});
afterEach(() => void vi.unstubAllGlobals());

const apply = vi.fn();

async function setUp(options: FakeAppOptions = {}, updateReady = false) {
  const [late, setLate] = createSignal(false);
  const Screen = () => {
    const navigation = useNavigation();
    return (
      <Show when={navigation.path() !== '/data'} fallback={<Show when={late()}>{<h1>Data</h1>}</Show>}>
        <h1>Home</h1>
      </Show>
    );
  };
  const view = renderScreen(
    () => (
      <Shell updates={{ updateReady: () => updateReady, partMissing: () => false, apply }}>
        <Screen />
      </Shell>
    ),
    options,
  );
  await vi.waitFor(() => expect(view.app.projects.list()).toBeDefined());
  return { ...view, setLate };
}
const press = (key: string) => fireEvent.keyDown(document, { key, ctrlKey: true });

describe('shell', () => {
  it('has landmarks and a way past them', async () => {
    await setUp();
    expect(screen.getByRole('banner')).toBeTruthy();
    expect(screen.getByRole('main')).toBeTruthy();
    fireEvent.click(screen.getByRole('link', { name: 'Skip to the content' }));
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });

  it('moves focus to the heading of a screen that arrives late', async () => {
    const { setLate, app } = await setUp();
    await app.scenarios.create(definition('Sign Up', 'Start Plan'));
    press('k');
    fireEvent.click(await screen.findByRole('option', { name: 'Data' }));
    setLate(true);
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Data' })),
    );
  });

  it('jumps to scenarios, screens and projects from the palette', async () => {
    const { app, went } = await setUp({ projects: [project(), project({ id: 'p2', name: 'Other', updatedAt: 0 })] });
    await app.scenarios.create(definition('Sign Up', 'Start Plan'));
    press('k');
    fireEvent.click(await screen.findByRole('option', { name: 'Sign Up → Start Plan' }));
    expect(went).toEqual(['/scenario/s1']);
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    press('k');
    fireEvent.click(await screen.findByRole('option', { name: 'Switch to Other' }));
    expect(app.projects.current()?.id).toBe('p2');
  });

  it('adds a project on a server from the project menu', async () => {
    const save = vi.fn(async () => undefined);
    const sources = {
      isRemote: () => false,
      check: vi.fn(),
      formOf: vi.fn(),
      save,
    };
    await setUp({ sources });
    fireEvent.keyDown(screen.getByRole('button', { name: /^Project: / }), { key: 'ArrowDown' });
    fireEvent.keyDown(await screen.findByRole('menuitem', { name: 'Connect ClickHouse…' }), { key: 'Enter' });
    const dialog = await screen.findByRole('dialog', { name: 'Connect ClickHouse' });
    for (const [label, value] of [
      ['Name', 'Ours'],
      ['Address', 'https://clickhouse.example.org:8443'],
      ['Table or view', 'app.events'],
      ['Read-only user', 'ptero'],
    ] as const) {
      fireEvent.input(within(dialog).getByLabelText(label), { target: { value } });
    }
    fireEvent.click(within(dialog).getByRole('button', { name: 'Connect' }));
    await vi.waitFor(() =>
      expect(save).toHaveBeenCalledWith(null, expect.objectContaining({ name: 'Ours' }), expect.anything()),
    );
  });

  it('offers no server in the project menu where none can be asked', async () => {
    await setUp();
    fireEvent.keyDown(screen.getByRole('button', { name: /^Project: / }), { key: 'ArrowDown' });
    await screen.findByRole('menuitem', { name: 'Import files…' });
    expect(screen.queryByRole('menuitem', { name: 'Connect ClickHouse…' })).toBeNull();
  });

  it('changes the theme from the palette', async () => {
    const { app } = await setUp();
    press('k');
    fireEvent.click(await screen.findByRole('option', { name: 'Theme: dark' }));
    expect(app.appearance.value().theme).toBe('dark');
  });

  it('says that it is offline', async () => {
    const { setOnline } = await setUp();
    expect(screen.queryByText('Offline')).toBeNull();
    setOnline(false);
    expect(screen.getByText('Offline')).toBeTruthy();
  });

  it('asks before it takes a newer version', async () => {
    await setUp({}, true);
    fireEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(apply).toHaveBeenCalledOnce();
    fireEvent.click(screen.getByRole('button', { name: 'Later' }));
    expect(screen.queryByRole('button', { name: 'Reload' })).toBeNull();
  });

  it('takes files that are dropped anywhere', async () => {
    const { ingest } = await setUp({ projects: [] });
    const files = [new File(['{}'], 'a.ndjson')];
    const drop = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(drop, { dataTransfer: { types: ['Files'], items: [], files } });
    fireEvent(document.body, drop);
    expect(drop.defaultPrevented).toBe(true);
    await vi.waitFor(() => expect(ingest.runs[0]?.arguments.files).toEqual(files));
  });

  it('goes home when the user’s own import is done', async () => {
    const { ingest, app, went } = await setUp({ projects: [], path: '/help' });
    void app.imports.start([new File(['{}'], 'a.ndjson')], {
      projectId: null,
      projectName: 'a',
      mode: 'add',
      source: 's',
    });
    await vi.waitFor(() => expect(ingest.runs).toHaveLength(1));
    ingest.runs[0]?.succeed(report());
    await vi.waitFor(() => expect(went).toEqual(['/']));
  });
});
