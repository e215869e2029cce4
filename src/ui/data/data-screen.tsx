import { createSignal, For, Show, Suspense } from 'solid-js';
import type { ProjectSummary } from '#contract/store.ts';
import { sampleWords } from '#core/sample/user-sample.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { FileButton } from '../kit/file-button.tsx';
import { formatDay, formatNoun } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { useScreenTitle } from '../kit/screen-title.ts';
import { Skeleton } from '../kit/skeleton.tsx';
import { DamagedProject } from '../dashboard/damaged-project.tsx';
import { useFileIntake } from '../shell/file-intake.ts';
import { Coverage } from './coverage.tsx';
import { EventsTable } from './events-table.tsx';
import { ImportsList } from './imports-list.tsx';
import { ProfileProperties } from './profile-properties.tsx';
import { PropertiesTable } from './properties-table.tsx';
import { StorageUse } from './storage-use.tsx';
import './data.css';
import { later } from '../kit/later.tsx';

const ConnectedData = later(() => import('./connected-data.tsx').then((module) => module.ConnectedData));
const ConnectClickHouse = later(() => import('./connect-clickhouse.tsx').then((module) => module.ConnectClickHouse));
const RenameProject = later(() => import('../shell/project-dialogs.tsx').then((module) => module.RenameProject));
const DeleteProject = later(() => import('../shell/project-dialogs.tsx').then((module) => module.DeleteProject));

/** What is stored of the current project: imports, coverage, events, properties, space. */
export function DataScreen() {
  const app = useApp();
  const intake = useFileIntake();
  const [isConnecting, setConnecting] = createSignal(false);
  useScreenTitle(() => 'Data');
  return (
    <div class="screen data" aria-busy={app.projects.list() === undefined}>
      <Show
        when={app.projects.current()}
        fallback={
          <>
            <h1>Data</h1>
            <Show when={app.team}>
              <ConnectedData localId={null} />
            </Show>
            <Show when={app.projects.list()} fallback={<Skeleton width="320px" height="20px" />}>
              <EmptyState
                title="No events yet"
                action={
                  <>
                    <FileButton onFiles={intake.offer}>Open an export file</FileButton>
                    <Show when={app.team}>
                      <a class="button" href="/connect">
                        Connect Mixpanel
                      </a>
                    </Show>
                    <Show when={app.sources}>
                      <Button onClick={() => setConnecting(true)}>Connect ClickHouse</Button>
                    </Show>
                  </>
                }
              >
                Open a raw Mixpanel export, or <a href="/">try the sample data</a>.
              </EmptyState>
            </Show>
          </>
        }
      >
        {(project) => <ProjectData project={project()} />}
      </Show>
      <Show when={isConnecting()}>
        <ConnectClickHouse projectId={null} onClose={() => setConnecting(false)} />
      </Show>
    </div>
  );
}

function ProjectData(props: { project: ProjectSummary }) {
  const app = useApp();
  const intake = useFileIntake();
  const navigation = useNavigation();
  const [dialog, setDialog] = createSignal<'rename' | 'delete' | 'connection' | null>(null);
  const isRemote = () => app.sources?.isRemote(props.project.id) ?? false;
  const facts = () => {
    const { events, users, eventNames, days, firstTimeMs, lastTimeMs } = props.project.totals;
    const { sample } = props.project;
    const counts = [
      ...(sample ? [sampleWords(sample)] : []),
      formatNoun(events, 'event'),
      formatNoun(users, 'user'),
      formatNoun(eventNames, 'event name'),
      formatNoun(days, 'day'),
    ];
    return firstTimeMs === null || lastTimeMs === null
      ? counts
      : [...counts, `${formatDay(firstTimeMs)} to ${formatDay(lastTimeMs)}`];
  };
  return (
    <>
      <header class="data-head">
        <div>
          <h1 dir="auto">{props.project.name}</h1>
          <p class="data-facts small num">
            <For each={facts()}>{(fact) => <span>{fact}</span>}</For>
          </p>
          <p class="small quiet" dir="auto">
            {props.project.source}
            {props.project.timeBasis.kind === 'wall-clock'
              ? ` · times read as ${props.project.timeBasis.zone.replaceAll('_', ' ')}`
              : ''}
          </p>
        </div>
        <div class="data-actions">
          <Show
            when={isRemote()}
            fallback={
              <FileButton onFiles={intake.offer}>
                <Icon name="upload" /> Add files
              </FileButton>
            }
          >
            <Button onClick={() => setDialog('connection')}>Connection</Button>
          </Show>
          <Button onClick={() => setDialog('rename')}>Rename</Button>
          <Button kind="danger" onClick={() => setDialog('delete')}>
            Delete
          </Button>
        </div>
      </header>
      <Show when={props.project.health !== 'damaged'} fallback={<DamagedProject project={props.project} />}>
        <Show when={app.team}>
          <ConnectedData localId={props.project.id} />
        </Show>
        <Show when={!isRemote()}>
          <ImportsList imports={props.project.imports} />
        </Show>
        <Coverage project={props.project} />
        <Show
          when={app.projects.catalogue()}
          fallback={<TableSkeleton rows={Math.min(12, props.project.totals.eventNames)} />}
        >
          {(catalogue) => (
            <>
              <EventsTable events={app.eventNames.listed() ?? []} />
              <PropertiesTable projectId={props.project.id} properties={catalogue().properties} />
              <Show when={catalogue().profiles}>{(properties) => <ProfileProperties properties={properties()} />}</Show>
            </>
          )}
        </Show>
      </Show>
      <Show when={!isRemote()}>
        <StorageUse project={props.project} />
      </Show>
      <Suspense>
        <Show when={dialog() === 'connection'}>
          <ConnectClickHouse projectId={props.project.id} onClose={() => setDialog(null)} />
        </Show>
        <Show when={dialog() === 'rename'}>
          <RenameProject project={props.project} onClose={() => setDialog(null)} />
        </Show>
        <Show when={dialog() === 'delete'}>
          <DeleteProject project={props.project} onClose={() => setDialog(null)} onDeleted={() => navigation.go('/')} />
        </Show>
      </Suspense>
    </>
  );
}

function TableSkeleton(props: { rows: number }) {
  return (
    <section aria-busy="true" aria-label="Events are loading" class="data-waiting">
      <Skeleton width="120px" height="20px" />
      <Skeleton height={`${34 + 41 * props.rows}px`} />
    </section>
  );
}
