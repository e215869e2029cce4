import { useParams } from '@solidjs/router';
import { createEffect } from 'solid-js';
import { useApp } from '#ui/kit/app-context.ts';
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
  return (
    <div class="screen">
      <ScenarioScreen />
    </div>
  );
}
