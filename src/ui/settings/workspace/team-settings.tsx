import { Match, Show, Switch } from 'solid-js';
import { useNavigation } from '../../kit/navigation.ts';
import { TeamGate } from '../../team/team-gate.tsx';
import { useTeam } from '../../team/use-team.ts';
import { describeTeamError } from '../../team/describe-team-error.ts';
import { ProfileSection } from '../account/profile-section.tsx';
import { SecuritySection } from '../account/security-section.tsx';
import { TeamSection } from './team-section.tsx';
import './team-settings.css';
import './people.css';

/** What is of one's account and the team. */
export function TeamSettings() {
  const navigation = useNavigation();
  return (
    <TeamGate waiting={<div aria-busy="true" />}>
      <StaleNote />
      <Switch fallback={<TeamSection />}>
        <Match when={navigation.path() === '/settings/profile'}>
          <ProfileSection />
        </Match>
        <Match when={navigation.path() === '/settings/security'}>
          <SecuritySection />
        </Match>
      </Switch>
    </TeamGate>
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
