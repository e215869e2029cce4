import { createEffect, on, Show } from 'solid-js';
import { Button } from '../kit/button.tsx';
import { isolate } from '../kit/isolate.ts';
import { useNavigation } from '../kit/navigation.ts';
import { PlanBanner } from '../billing/plan-banner.tsx';
import { TeamGate } from './team-gate.tsx';
import { useTeam } from './use-team.ts';

/** Says that a workspace was lost, and leads away from what was shown of it. */
export function TeamNotices() {
  return (
    <TeamGate>
      <LostNotice />
      <PlanBanner />
    </TeamGate>
  );
}

function LostNotice() {
  const team = useTeam();
  const navigation = useNavigation();
  createEffect(
    on(team.workspaces.lost, (lost) => {
      if (lost) navigation.go('/');
    }),
  );
  return (
    <Show when={team.workspaces.lost()}>
      {(lost) => (
        <div class="notice warn" role="alert">
          <p dir="auto">
            {lost().kind === 'deleted'
              ? isolate(`The workspace ${lost().name} was deleted. What was kept of it in this browser is gone, too.`)
              : isolate(
                  `You are no longer a member of ${lost().name}. What was kept of it in this browser is gone; your own scenarios and events are untouched.`,
                )}
          </p>
          <Button onClick={() => team.workspaces.dismissLost()}>Close</Button>
        </div>
      )}
    </Show>
  );
}
