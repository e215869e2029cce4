import { Show } from 'solid-js';
import { Icon } from '../kit/icon.tsx';
import { Menu, MenuItem, MenuLine } from '../kit/menu.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { TeamGate } from './team-gate.tsx';
import { useTeam } from './use-team.ts';
import { WorkspaceChoices } from './workspace-choices.tsx';
import './team.css';

/** Beside the brand: the workspace one is in, and the way to another. Not there while signed out. */
export function WorkspaceSwitcher() {
  return (
    <TeamGate>
      <Switcher />
    </TeamGate>
  );
}

function Switcher() {
  const team = useTeam();
  const navigation = useNavigation();
  const current = () => team.workspaces.current();
  return (
    <Show when={team.session.current()}>
      <span class="workspace-switch">
        <Menu
          placement="bottom-start"
          triggerClass="switch"
          trigger={
            <>
              <span class="visually-hidden">Workspace: </span>
              <b class="cut" dir="auto">
                {current()?.name ?? 'This browser'}
              </b>
              <Icon name="chevron-down" size={14} />
            </>
          }
        >
          <WorkspaceChoices />
          <MenuLine />
          <MenuItem icon="plus" onSelect={() => navigation.go('/new-workspace')}>
            Create a workspace…
          </MenuItem>
          <Show when={current()}>
            <MenuItem icon="settings" onSelect={() => navigation.go('/settings/team')}>
              Team
            </MenuItem>
          </Show>
        </Menu>
      </span>
    </Show>
  );
}
