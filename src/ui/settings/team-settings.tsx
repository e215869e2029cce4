import { For, Match, Show, Switch } from 'solid-js';
import { useNavigation } from '../kit/navigation.ts';
import { TeamGate } from '../team/team-gate.tsx';
import { useTeam } from '../team/use-team.ts';
import { describeTeamError } from '../team/describe-team-error.ts';
import { AppearanceSection } from './appearance-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SecuritySection } from './security-section.tsx';
import { TeamSection } from './team-section.tsx';
import './team-settings.css';
import './people.css';

const sections = [
  { path: '/settings/team', words: 'Team' },
  { path: '/settings/profile', words: 'Profile' },
  { path: '/settings/security', words: 'Security' },
  { path: '/settings/appearance', words: 'Appearance' },
] as const;

/** The settings with a backend: sections at the side, one of them open. */
export function TeamSettings() {
  const navigation = useNavigation();
  const here = () => sections.find(({ path }) => path === navigation.path())?.path ?? '/settings/team';
  return (
    <div class="screen settings">
      <nav aria-label="Settings" class="settings-nav">
        <For each={sections}>
          {({ path, words }) => (
            <a href={path} aria-current={here() === path ? 'page' : undefined}>
              {words}
            </a>
          )}
        </For>
      </nav>
      <div class="settings-body">
        <Show when={here() !== '/settings/appearance'} fallback={<AppearanceSection />}>
          <TeamGate waiting={<div aria-busy="true" />}>
            <StaleNote />
            <Switch fallback={<TeamSection />}>
              <Match when={here() === '/settings/profile'}>
                <ProfileSection />
              </Match>
              <Match when={here() === '/settings/security'}>
                <SecuritySection />
              </Match>
            </Switch>
          </TeamGate>
        </Show>
      </div>
    </div>
  );
}

/** Says why what is shown may be old. */
function StaleNote() {
  const team = useTeam();
  const error = () => (team.session.current() ? (team.workspaces.error() ?? team.session.error()) : null);
  return (
    <Show when={error()}>
      {(fault) => (
        <div class="notice warn settings-stale" role="alert">
          <p>
            {fault().details['reason'] === 'backend/unreachable'
              ? 'The server cannot be reached. What you see is as it was last seen, and nothing can be changed until the network is back.'
              : describeTeamError(fault())}
          </p>
        </div>
      )}
    </Show>
  );
}
