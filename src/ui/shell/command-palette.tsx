import { Command } from 'cmdk-solid';
import { createMemo, For, onCleanup, onMount, Show } from 'solid-js';
import { useApp } from '../kit/app-context.ts';
import { Icon, type IconName } from '../kit/icon.tsx';
import { useNavigation } from '../kit/navigation.ts';
import './command-palette.css';

interface Entry {
  readonly icon: IconName;
  readonly words: string;
  readonly run: () => void;
}

const MOST = 200;

/** Search and jump: scenarios, screens, help pages, themes, projects. Opened by ⌘K or Ctrl K. */
export function CommandPalette(props: { onClose: () => void }) {
  const app = useApp();
  const navigation = useNavigation();
  const before = document.activeElement;
  onCleanup(() => before instanceof HTMLElement && before.isConnected && before !== document.body && before.focus());

  const goTo = (icon: IconName, words: string, path: string): Entry => ({
    icon,
    words,
    run: () => navigation.go(path),
  });
  const scenarios = createMemo(() =>
    (app.scenarios.list() ?? []).slice(0, MOST).map((scenario) => {
      const { start, target } = scenario.definition;
      const question = `${start.event} → ${target.event}`;
      return goTo(
        scenario.pinned ? 'pinned' : 'arrow-right',
        scenario.name ? `${scenario.name} · ${question}` : question,
        `/scenario/${scenario.id}`,
      );
    }),
  );
  const places: readonly Entry[] = [
    goTo('plus', 'New scenario', '/'),
    goTo('data', 'Data', '/data'),
    goTo('share', 'Connect Mixpanel', '/connect'),
    app.team
      ? goTo('settings', 'Settings: billing and usage', '/settings/billing')
      : goTo('settings', 'Settings: usage', '/settings/usage'),
    goTo('settings', 'Settings: Mixpanel', '/settings/mixpanel'),
    goTo('settings', 'Settings: appearance', '/settings/appearance'),
  ];
  const help: readonly Entry[] = [
    goTo('help', 'Help: getting started', '/help/getting-started'),
    goTo('help', 'Help: what is a scenario', '/help/what-is-a-scenario'),
    goTo('help', 'Help: reading a result', '/help/reading-a-result'),
    goTo('help', 'Help: the method', '/help/the-method'),
    goTo('help', 'Help: connecting Mixpanel', '/help/connecting-mixpanel'),
    goTo('help', 'Help: usage and counting', '/help/usage'),
    goTo('help', 'Help: billing', '/help/billing'),
    goTo('help', 'Help: questions and answers', '/help/faq'),
  ];
  const themes: readonly Entry[] = (
    [
      ['monitor', 'system'],
      ['sun', 'light'],
      ['moon', 'dark'],
    ] as const
  ).map(([icon, theme]) => ({ icon, words: `Theme: ${theme}`, run: () => app.appearance.set({ theme }) }));
  const projects = createMemo<readonly Entry[]>(() =>
    (app.projects.list() ?? [])
      .filter((project) => project.id !== app.projects.current()?.id)
      .map((project) => ({
        icon: 'folder',
        words: `Switch to ${project.name}`,
        run: () => {
          app.projects.select(project.id);
          navigation.go('/');
        },
      })),
  );

  // Its name reaches assistive technology as the name of the group; as a child of the list it would be one too many.
  const hideHeading = (element: HTMLElement) =>
    onMount(() => element.querySelector('[cmdk-group-heading]')?.setAttribute('aria-hidden', 'true'));
  const Group = (group: { heading: string; entries: readonly Entry[] }) => (
    <Show when={group.entries.length > 0}>
      <Command.Group heading={group.heading} ref={hideHeading}>
        <For each={group.entries}>
          {(entry, index) => (
            <Command.Item
              class="palette-item"
              value={`${entry.words} ${group.heading} ${index()}`}
              onSelect={() => {
                props.onClose();
                entry.run();
              }}
            >
              <Icon name={entry.icon} />
              <span class="cut" dir="auto">
                {entry.words}
              </span>
            </Command.Item>
          )}
        </For>
      </Command.Group>
    </Show>
  );

  return (
    <Command.Dialog
      open
      onOpenChange={(open: boolean) => !open && props.onClose()}
      label="Search or jump to"
      overlayClassName="veil"
      contentClassName="palette"
      loop
    >
      <Command.Input class="palette-input" placeholder="Search or jump to…" aria-label="Search or jump to" />
      <Command.List class="palette-list">
        <Command.Empty class="combo-note">
          <div role="option" aria-disabled="true" aria-selected="false">
            Nothing found.
          </div>
        </Command.Empty>
        <Group heading="Scenarios" entries={scenarios()} />
        <Group heading="Go to" entries={places} />
        <Group heading="Projects" entries={projects()} />
        <Group heading="Help" entries={help} />
        <Group heading="Appearance" entries={themes} />
      </Command.List>
    </Command.Dialog>
  );
}
