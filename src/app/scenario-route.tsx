import { useParams } from '@solidjs/router';
import { createEffect } from 'solid-js';
import { useApp } from '#ui/kit/app-context.ts';
import { createReturn } from '#ui/settings/billing/create-return.ts';
import { ScenarioScreen } from '#ui/scenario/scenario-screen.tsx';

/** A scenario's screen, with its project made the current one. */
export function ScenarioRoute() {
  const app = useApp();
  const params = useParams();
  createEffect(() => {
    const scenario = app.scenarios.byId(params['id'] ?? '');
    const isHere = app.projects.list()?.some((project) => project.id === scenario?.projectId);
    if (scenario && isHere && scenario.projectId !== app.projects.current()?.id)
      app.projects.select(scenario.projectId);
  });
  // A mail about first results names the workspace: another one may be chosen here.
  createEffect(() => {
    const team = app.team?.();
    if (team) createReturn(team.workspaces);
  });
  return (
    <div class="screen">
      <ScenarioScreen />
    </div>
  );
}
