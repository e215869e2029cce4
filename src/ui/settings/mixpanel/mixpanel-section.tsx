import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Connection } from '#contract/mixpanel.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { useApp } from '../../kit/app-context.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { formatMoment } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { useNavigation } from '../../kit/navigation.ts';
import { useScreenTitle } from '../../kit/screen-title.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { showToast } from '../../kit/toast.tsx';
import { regionNames } from '../../connect/verdict-words.ts';
import { createDeed } from '../../team/create-deed.tsx';
import { describeTeamError } from '../../team/describe-team-error.ts';
import { SignInFirst } from '../../team/sign-in-first.tsx';
import { TeamGate } from '../../team/team-gate.tsx';
import { useTeam } from '../../team/use-team.ts';
import { Profiles } from './profiles.tsx';
import { ExportGuide } from '../../welcome/export-guide.tsx';
import './mixpanel.css';

/** The workspace's connections to Mixpanel. */
export function MixpanelSection() {
  const app = useApp();
  useScreenTitle(() => 'Mixpanel');
  return (
    <>
      <h1>Mixpanel</h1>
      <Show when={app.team} fallback={<ExportGuide />}>
        <TeamGate waiting={<ConnectionsWaiting />}>
          <Connections />
        </TeamGate>
      </Show>
    </>
  );
}

function ConnectionsWaiting() {
  return (
    <div aria-busy="true" class="connections">
      <Skeleton height="88px" />
    </div>
  );
}

function Connections() {
  const team = useTeam();
  const navigation = useNavigation();
  const [removing, setRemoving] = createSignal<Connection | null>(null);
  const workspace = () => team.workspaces.current();
  const isAdmin = () => workspace()?.role === 'admin';
  const list = () => team.mixpanel?.connections();
  const nameOf = (projectId: string) => team.shared?.projects().find(({ id }) => id === projectId)?.name ?? 'A project';
  const sorted = createMemo(() =>
    (list() ?? []).toSorted((a, b) =>
      nameOf(a.projectId).localeCompare(nameOf(b.projectId), undefined, { numeric: true }),
    ),
  );
  const admins = () =>
    (team.workspaces.members() ?? []).filter(({ role }) => role === 'admin').map(({ name, email }) => name || email);
  return (
    <Show when={team.session.current()} fallback={<SignInFirst what="connect Mixpanel" />}>
      <Show
        when={workspace()}
        fallback={
          <EmptyState
            title="Connections belong to a workspace"
            action={
              <a class="button first" href="/connect">
                Connect Mixpanel
              </a>
            }
          >
            You are in this browser by itself. Choose a workspace at the top, or go on and make one on the way.
          </EmptyState>
        }
      >
        <p class="small settings-lead">
          Admins connect a project once. Every member’s browser then fetches its events, and keeps them to itself.{' '}
          <a href="/help/connecting-mixpanel">What is sent where</a>
        </p>
        <Show when={team.mixpanel?.error()}>
          {(error) => (
            <div class="notice warn" role="alert">
              <p>{describeTeamError(error())}</p>
            </div>
          )}
        </Show>
        <Show when={list()} fallback={<Show when={!team.mixpanel?.error()}>{<ConnectionsWaiting />}</Show>}>
          <Show
            when={sorted().length > 0}
            fallback={
              <EmptyState
                title="Nothing is connected yet"
                action={
                  <Show when={isAdmin()}>
                    <a class="button first" href="/connect">
                      Connect Mixpanel
                    </a>
                  </Show>
                }
              >
                {isAdmin()
                  ? 'Connect a project of Mixpanel: the last six months come once, then the newest days every day.'
                  : `Only admins connect projects. Ask ${admins().join(' or ') || 'one of them'}.`}
              </EmptyState>
            }
          >
            <ul class="connections">
              <For each={sorted()}>
                {(connection) => (
                  <ConnectionRow
                    connection={connection}
                    name={nameOf(connection.projectId)}
                    isAdmin={isAdmin()}
                    onReplace={() => navigation.go(`/connect/${connection.projectId}`)}
                    onRemove={() => setRemoving(connection)}
                  />
                )}
              </For>
            </ul>
            <Show
              when={isAdmin()}
              fallback={<p class="small quiet">Only admins connect, replace and disconnect: {admins().join(', ')}.</p>}
            >
              <a class="button" href="/connect">
                <Icon name="plus" size={14} /> Connect a project
              </a>
            </Show>
          </Show>
        </Show>
      </Show>
      <Show when={removing()}>
        {(connection) => (
          <Disconnect
            connection={connection()}
            name={nameOf(connection().projectId)}
            onClose={() => setRemoving(null)}
          />
        )}
      </Show>
    </Show>
  );
}

const problemWords = (reason: string) =>
  describeTeamError(new PteroError({ code: 'team/refused', message: reason, details: { reason } }));

function ConnectionRow(props: {
  connection: Connection;
  name: string;
  isAdmin: boolean;
  onReplace: () => void;
  onRemove: () => void;
}) {
  const team = useTeam();
  const now = Date.now();
  const by = () => team.shared?.teammate(props.connection.connectedBy)?.name;
  const facts = () => [
    `Project ${props.connection.mixpanelProjectId}`,
    regionNames[props.connection.region],
    props.connection.timeZone?.replaceAll('_', ' ') ?? 'days of UTC',
  ];
  return (
    <li>
      <div class="connection-words">
        <b>
          <bdi>{props.name}</bdi>
        </b>
        <p class="small num">{facts().join(' · ')}</p>
        <p class="small quiet" dir="auto">
          Connected {formatMoment(props.connection.connectedAt, now)}
          {by() ? ` by ${by()}` : ''}
          {props.connection.lastPullAt === null
            ? ' · nothing fetched yet'
            : ` · last fetched ${formatMoment(props.connection.lastPullAt, now)}`}
        </p>
        <Show when={props.connection.kind === 'project_secret'}>
          <p class="small connection-legacy">
            <b>Signs in by the project secret, which Mixpanel retires on 3 March 2027.</b> Replace it with a service
            account before then.
          </p>
        </Show>
        <Show when={props.connection.lastProblem}>
          {(reason) => (
            <p class="fault" role="status">
              <Icon name="warning" size={14} /> {problemWords(reason())}
            </p>
          )}
        </Show>
      </div>
      <Show when={props.isAdmin}>
        <div class="connection-buttons">
          <Button onClick={() => props.onReplace()} aria-label={`Replace the credentials of ${props.name}`}>
            Replace
          </Button>
          <Button kind="danger" onClick={() => props.onRemove()} aria-label={`Disconnect ${props.name}`}>
            Disconnect
          </Button>
        </div>
      </Show>
      <Profiles projectId={props.connection.projectId} name={props.name} isAdmin={props.isAdmin} />
    </li>
  );
}

/** Asks before a connection goes, and its secret with it. */
function Disconnect(props: { connection: Connection; name: string; onClose: () => void }) {
  const team = useTeam();
  const deed = createDeed();
  const remove = async () => {
    const { name } = props;
    if (!(await deed.run(async () => team.mixpanel?.disconnect(props.connection.projectId)))) return;
    showToast(`${name} is disconnected`);
    props.onClose();
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={`Disconnect ${props.name}?`}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Keep it</Button>
          <Button kind="danger" disabled={deed.busy()} onClick={() => void remove()}>
            Disconnect
          </Button>
        </>
      }
    >
      <p>
        The secret is deleted from the server, and nobody’s browser fetches new events of this project. Events that are
        in browsers already stay there, and so do user profiles, scenarios and results.
      </p>
      <deed.Fault />
    </Dialog>
  );
}
