import { createEffect, For, Match, onMount, Show, Switch } from 'solid-js';
import { useApp } from '../kit/app-context.ts';
import { useNavigation } from '../kit/navigation.ts';
import { useScreenTitle } from '../kit/screen-title.ts';
import { Skeleton } from '../kit/skeleton.tsx';
import { TeamGate } from '../team/team-gate.tsx';
import { useTeam } from '../team/use-team.ts';
import { Avatar } from '../team/avatar.tsx';
import { ExportGuide } from '../welcome/export-guide.tsx';
import { ConnectSteps } from './connect-steps.tsx';
import '../team/team.css';
import './connect.css';

/** Connecting Mixpanel: who may and where first, then the three steps. `/connect/…` replaces a connection that is there. */
export function ConnectScreen() {
  const app = useApp();
  useScreenTitle(() => 'Connect Mixpanel');
  return (
    <div class="screen connect-screen">
      <Show when={app.team} fallback={<WithoutBackend />}>
        <TeamGate waiting={<Waiting />}>
          <Gates />
        </TeamGate>
      </Show>
    </div>
  );
}

function Waiting() {
  return (
    <div aria-busy="true">
      <h1>Connect Mixpanel</h1>
      <div class="connect-waiting">
        <Skeleton height="28px" width="60%" />
        <Skeleton height="240px" />
      </div>
    </div>
  );
}

function WithoutBackend() {
  return (
    <>
      <h1>Connect Mixpanel</h1>
      <ExportGuide />
    </>
  );
}

/** What has to be so before anything can be connected, one thing at a time. */
function Gates() {
  const app = useApp();
  const team = useTeam();
  const navigation = useNavigation();
  const mixpanel = () => team.mixpanel;
  const session = () => team.session.current();
  const workspace = () => team.workspaces.current();
  const projectId = () => /^\/connect\/([\w-]+)$/u.exec(navigation.path())?.[1] ?? null;
  const replaced = () =>
    mixpanel()
      ?.connections()
      ?.find((one) => one.projectId === projectId()) ?? null;
  onMount(() => mixpanel()?.setWanted(true));
  // Who may not connect should not be led here after signing in.
  createEffect(() => {
    if (workspace() && workspace()?.role !== 'admin') mixpanel()?.setWanted(false);
  });
  return (
    <Switch fallback={<Waiting />}>
      <Match when={session() === null}>
        <h1>Connect Mixpanel</h1>
        <div class="empty">
          <p>
            A connection belongs to a workspace: its admins connect once, and every member’s browser fetches the events
            from then on. Sign in first; you come back here.
          </p>
          <div class="account-buttons">
            <a class="button first" href="/sign-in">
              Sign in
            </a>
            <a class="button" href="/sign-up">
              Create an account
            </a>
          </div>
          <p class="small">
            Or <a href="/help/getting-started#export">open an export file</a>, without an account.
          </p>
        </div>
      </Match>
      <Match when={session() && team.workspaces.list() && !workspace()}>
        <h1>Connect Mixpanel</h1>
        <div class="empty">
          <p>
            {team.workspaces.list()?.length === 0
              ? 'A connection belongs to a workspace. Make one for your team, or for yourself; you come back here.'
              : 'A connection belongs to a workspace. Choose the one it is for.'}
          </p>
          <div class="account-buttons">
            <For each={team.workspaces.list()}>
              {(one) => (
                <button type="button" class="button" dir="auto" onClick={() => team.workspaces.choose(one.id)}>
                  <span class="cut">{one.name}</span>
                </button>
              )}
            </For>
            <a class={`button ${team.workspaces.list()?.length === 0 ? 'first' : ''}`} href="/new-workspace">
              Create a workspace
            </a>
          </div>
        </div>
      </Match>
      <Match when={workspace() && workspace()?.role !== 'admin'}>
        <h1>Connect Mixpanel</h1>
        <Admins />
      </Match>
      <Match when={team.billing?.isReadOnly()}>
        <h1>Connect Mixpanel</h1>
        <div class="notice warn">
          <p>
            This workspace is read-only until it is paid for, so nothing can be fetched. An admin can change that under{' '}
            <a href="/settings/billing">Billing</a>.
          </p>
        </div>
      </Match>
      <Match when={workspace() && mixpanel()?.connections() && (projectId() === null || replaced())}>
        <Show when={!app.online()}>
          <div class="notice warn connect-offline" role="status">
            <p>There is no network just now. You can fill this in; checking waits until it is back.</p>
          </div>
        </Show>
        <ConnectSteps replaced={replaced()} />
      </Match>
      <Match when={workspace() && mixpanel()?.connections() && projectId() !== null}>
        <h1>Connect Mixpanel</h1>
        <div class="empty">
          <p>This project is not connected any more.</p>
          <a class="button" href="/connect">
            Connect a project
          </a>
        </div>
      </Match>
      <Match when={workspace() && mixpanel()?.error()}>
        <h1>Connect Mixpanel</h1>
        <div class="notice bad" role="alert">
          <p>What is connected cannot be read just now. Check your network and load the page again.</p>
        </div>
      </Match>
    </Switch>
  );
}

/** Who can connect, for somebody who cannot. */
function Admins() {
  const team = useTeam();
  const admins = () => team.workspaces.members()?.filter(({ role }) => role === 'admin');
  return (
    <div class="empty">
      <p>
        Only admins connect Mixpanel, since it takes a secret. Once it is connected, every member can fetch its events.
        Ask one of them:
      </p>
      <ul class="connect-admins" aria-label="Admins">
        <For each={admins()} fallback={<li>{<Skeleton width="160px" height="24px" />}</li>}>
          {(one) => (
            <li>
              <Avatar name={one.name} email={one.email} picture={one.picture} />
              <span dir="auto">{one.name || one.email}</span>
              <a class="small" href={`mailto:${one.email}`} dir="ltr">
                {one.email}
              </a>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
