import { createSignal, Show, Suspense } from 'solid-js';
import type { ProjectSummary } from '#contract/store.ts';
import { useApp } from '../kit/app-context.ts';
import { formatMoment } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { Menu, MenuChoices, MenuItem, MenuLine } from '../kit/menu.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { later } from '../kit/later.tsx';

const RenameProject = later(() => import('./project-dialogs.tsx').then((module) => module.RenameProject));
const ConnectClickHouse = later(() =>
  import('../data/connect-clickhouse.tsx').then((module) => module.ConnectClickHouse),
);
const DeleteProject = later(() => import('./project-dialogs.tsx').then((module) => module.DeleteProject));

/** The current project's name; opens the list of projects and what can be done with this one. */
export function ProjectSwitcher(props: { current: ProjectSummary; onImport: () => void }) {
  const app = useApp();
  const navigation = useNavigation();
  const [dialog, setDialog] = createSignal<'rename' | 'delete' | 'connect' | null>(null);
  const upTo = () => {
    const last = props.current.totals.lastTimeMs;
    return last === null ? 'no events' : `data to ${formatMoment(last, Date.now())}`;
  };
  const choose = (id: string) => {
    if (id === props.current.id) return;
    app.projects.select(id);
    navigation.go('/');
  };
  return (
    <>
      <Menu
        placement="bottom-start"
        triggerClass="switch"
        trigger={
          <>
            <span class="visually-hidden">Project: </span>
            <b class="cut" dir="auto">
              {props.current.name}
            </b>
            <span class="quiet hide-s"> · {upTo()}</span>
            <Icon name="chevron-down" size={14} />
          </>
        }
      >
        <MenuChoices
          value={props.current.id}
          onChange={choose}
          options={(app.projects.list() ?? []).map((project) => ({
            value: project.id,
            label: (
              <span class="cut" dir="auto">
                {project.name}
              </span>
            ),
          }))}
        />
        <MenuLine />
        <MenuItem icon="upload" onSelect={() => props.onImport()}>
          Import files…
        </MenuItem>
        <MenuItem icon="share" onSelect={() => navigation.go('/connect')}>
          Connect Mixpanel…
        </MenuItem>
        <Show when={app.sources}>
          <MenuItem icon="plus" onSelect={() => setDialog('connect')}>
            Connect ClickHouse…
          </MenuItem>
        </Show>
        <MenuItem icon="data" onSelect={() => navigation.go('/data')}>
          Look at the data
        </MenuItem>
        <MenuItem icon="edit" onSelect={() => setDialog('rename')}>
          Rename…
        </MenuItem>
        <MenuItem icon="trash" danger onSelect={() => setDialog('delete')}>
          Delete…
        </MenuItem>
      </Menu>
      <Suspense>
        <Show when={dialog() === 'rename'}>
          <RenameProject project={props.current} onClose={() => setDialog(null)} />
        </Show>
        <Show when={dialog() === 'connect'}>
          <ConnectClickHouse projectId={null} onClose={() => setDialog(null)} />
        </Show>
        <Show when={dialog() === 'delete'}>
          <DeleteProject project={props.current} onClose={() => setDialog(null)} onDeleted={() => navigation.go('/')} />
        </Show>
      </Suspense>
    </>
  );
}
