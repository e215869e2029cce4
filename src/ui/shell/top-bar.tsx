import { Show, Suspense } from 'solid-js';
import { useApp } from '../kit/app-context.ts';
import { BrandMark, Icon } from '../kit/icon.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { later } from '../kit/later.tsx';

const ProjectSwitcher = later(() => import('./project-switcher.tsx').then((module) => module.ProjectSwitcher));
const WorkspaceSwitcher = later(() =>
  import('../team/workspace-switcher.tsx').then((module) => module.WorkspaceSwitcher),
);
const TeamBar = later(
  () => import('../team/team-bar.tsx').then((module) => module.TeamBar),
  () => <span class="icon" />,
);

export interface TopBarProps {
  /** The keys that open the search, as this computer writes them. */
  shortcut: string;
  onSearch: () => void;
  onImport: () => void;
}

/** The bar on top: where one is, and the way elsewhere. */
export function TopBar(props: TopBarProps) {
  const app = useApp();
  const navigation = useNavigation();
  const here = (path: string) => (navigation.path().startsWith(path) ? 'page' : undefined);
  return (
    <header class="top">
      <a class="brand" href="/" aria-label="Ptero, home">
        <BrandMark />
        <span aria-hidden="true">Ptero</span>
      </a>
      <Show when={app.team}>
        <WorkspaceSwitcher />
      </Show>
      <Suspense>
        <Show when={app.projects.current()}>
          {(project) => <ProjectSwitcher current={project()} onImport={() => props.onImport()} />}
        </Show>
      </Suspense>
      <span class="grow" />
      <Show when={!app.online()}>
        <span class="offline small" title="Everything that is here goes on working.">
          <Icon name="offline" /> <span class="hide-s">Offline</span>
        </span>
      </Show>
      <Show when={app.projects.current()}>
        <button
          type="button"
          class="ask"
          aria-label="Search or jump to"
          aria-keyshortcuts={props.shortcut === '⌘K' ? 'Meta+K' : 'Control+K'}
          onClick={() => props.onSearch()}
        >
          <Icon name="search" size={14} />
          <span class="hide-s">Search or jump to…</span>
          <kbd class="hide-s">{props.shortcut}</kbd>
        </button>
      </Show>
      <nav aria-label="Ptero" class="top-links">
        <Show when={app.projects.current()}>
          <a class="icon" href="/data" aria-label="Data" title="Data" aria-current={here('/data')}>
            <Icon name="data" />
          </a>
        </Show>
        <a class="icon" href="/help" aria-label="Help" title="Help" aria-current={here('/help')}>
          <Icon name="help" size={18} />
        </a>
        <a
          class="icon"
          href={app.team ? '/settings/team' : '/settings/appearance'}
          aria-label="Settings"
          title="Settings"
          aria-current={here('/settings')}
        >
          <Icon name="settings" size={17} />
        </a>
      </nav>
      <Show when={app.team}>
        <TeamBar />
      </Show>
    </header>
  );
}
