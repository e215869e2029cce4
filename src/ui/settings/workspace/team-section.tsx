import { For, Show } from 'solid-js';
import { formatNoun } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { useScreenTitle } from '../../kit/screen-title.ts';
import { SignInFirst } from '../../team/sign-in-first.tsx';
import { useTeam } from '../../team/use-team.ts';
import { InviteForm } from './invite-form.tsx';
import { MembersList } from './members-list.tsx';
import { PendingInvitations } from './pending-invitations.tsx';
import { WorkspaceActions } from './workspace-actions.tsx';

/** Who belongs to the workspace one is in. */
export function TeamSection() {
  const team = useTeam();
  useScreenTitle(() => 'Team');
  const count = () => team.workspaces.members()?.length;
  const isAdmin = () => team.workspaces.current()?.role === 'admin';
  return (
    <>
      <h1>Team</h1>
      <Show when={team.session.current()} fallback={<SignInFirst what="work with a team" />}>
        {/* Keyed by the workspace alone: what is being typed outlives news about it. */}
        <Show when={team.workspaces.current()?.id} keyed fallback={<ChooseWorkspace />}>
          {(_id) => (
            <Show when={team.workspaces.current()}>
              {(workspace) => (
                <>
                  <p class="small settings-lead" dir="auto">
                    <b>{workspace().name}</b>
                    <Show when={count()}>{(members) => ` · ${formatNoun(members(), 'member')}`}</Show>
                    {isAdmin() ? ' · you are an admin' : ' · you are a member'}
                  </p>
                  <InviteForm isAdmin={isAdmin()} />
                  <MembersList isAdmin={isAdmin()} />
                  <PendingInvitations isAdmin={isAdmin()} />
                  <WorkspaceActions workspace={workspace()} />
                </>
              )}
            </Show>
          )}
        </Show>
      </Show>
    </>
  );
}

/** What there is to see while one works in this browser by oneself. */
function ChooseWorkspace() {
  const team = useTeam();
  const list = () => team.workspaces.list();
  return (
    <div class="choose-workspace" aria-busy={list() === undefined}>
      <p class="small settings-lead">
        You are working in this browser by yourself.{' '}
        {(list()?.length ?? 0) > 0 ? 'Go to a workspace to see its team.' : 'A workspace shares scenarios and results.'}
      </p>
      <ul class="plain-list">
        <For each={list()}>
          {(workspace) => (
            <li>
              <button type="button" class="workspace-row" onClick={() => team.workspaces.choose(workspace.id)}>
                <Icon name="folder" />
                <b class="cut" dir="auto">
                  {workspace.name}
                </b>
                <span class="small">{workspace.role === 'admin' ? 'Admin' : 'Member'}</span>
                <Icon name="chevron-right" size={14} />
              </button>
            </li>
          )}
        </For>
      </ul>
      <a class="button" href="/new-workspace">
        <Icon name="plus" size={14} /> Create a workspace
      </a>
    </div>
  );
}
