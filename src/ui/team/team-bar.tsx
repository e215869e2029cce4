import { Show } from 'solid-js';
import { later } from '../kit/later.tsx';
import { Menu, MenuItem, MenuLine } from '../kit/menu.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { showToast } from '../kit/toast.tsx';
import { PteroError } from '#core/errors/ptero-error.ts';
import { Avatar } from './avatar.tsx';
import { createSignOut } from './create-sign-out.tsx';
import { describeTeamError } from './describe-team-error.ts';
import { TeamGate } from './team-gate.tsx';
import { useTeam } from './use-team.ts';
import { WorkspaceChoices } from './workspace-choices.tsx';
import './team.css';

/** The end of the bar with a backend: who is signed in and where, or the way to sign in. */
export function TeamBar() {
  return (
    <TeamGate waiting={<span class="account-place" />}>
      <Bell />
      <AccountMenu />
    </TeamGate>
  );
}

/** Fetched once there is something to tell. */
const NoticeBell = later(() => import('../notices/notice-bell.tsx').then((module) => module.NoticeBell));

function Bell() {
  const team = useTeam();
  return (
    <Show when={team.notices}>
      {(notices) => (
        <Show when={notices().list().length > 0}>
          <NoticeBell notices={notices()} />
        </Show>
      )}
    </Show>
  );
}

function AccountMenu() {
  const team = useTeam();
  const navigation = useNavigation();
  const signOut = createSignOut(async () => {
    try {
      await team.session.signOut('here');
      navigation.go('/');
      showToast('You are signed out. What was kept of your workspaces is gone from this browser.');
    } catch (cause) {
      showToast(describeTeamError(PteroError.from(cause)));
    }
  });
  const name = () => team.session.profile()?.name || team.session.current()?.email || '';
  return (
    <Show
      when={team.session.current()}
      fallback={
        <a class="button sign-in" href="/sign-in">
          Sign in
        </a>
      }
    >
      {(session) => (
        <>
          <Menu
            label={`Account: ${name()}`}
            triggerClass="icon account-place"
            trigger={
              <Avatar
                name={team.session.profile()?.name ?? ''}
                email={session().email}
                picture={team.session.profile()?.picture ?? null}
              />
            }
          >
            <WorkspaceChoices />
            <MenuItem icon="plus" onSelect={() => navigation.go('/new-workspace')}>
              Create a workspace…
            </MenuItem>
            <MenuLine />
            <MenuItem icon="settings" onSelect={() => navigation.go('/settings/profile')}>
              Profile
            </MenuItem>
            <MenuItem icon="arrow-left" onSelect={() => signOut.start()} end={<span dir="ltr">{session().email}</span>}>
              Sign out
            </MenuItem>
          </Menu>
          <signOut.Question />
        </>
      )}
    </Show>
  );
}
