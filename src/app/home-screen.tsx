import { createMemo, Match, Switch } from 'solid-js';
import { useApp } from '#ui/kit/app-context.ts';
import { later } from '#ui/kit/later.tsx';

const Welcome = later(() => import('#ui/welcome/welcome-screen.tsx').then((module) => module.WelcomeScreen));
const Dashboard = later(() => import('#ui/dashboard/dashboard-screen.tsx').then((module) => module.DashboardScreen));

/**
 * Welcome while there is no project and no workspace is chosen, else the dashboard; neither until it is known whether the
 * workspace of last time is still there. `expectsProjects` decides what is drawn while the projects load.
 */
export function HomeScreen(props: { expectsProjects: boolean; expectsTeam: () => boolean }) {
  const app = useApp();
  const isOpening = () => app.team?.()?.workspaces.isOpening() ?? props.expectsTeam();
  const welcomes = createMemo<boolean>((before) => {
    if (app.team?.()?.workspaces.current()) return false;
    const list = app.projects.list();
    // A sample on its way goes to its scenario: the dashboard is not shown in between.
    if (before && app.samples.loading() !== null) return true;
    return list === undefined ? !props.expectsProjects : list.length === 0;
  });
  return (
    <Switch>
      <Match when={isOpening()}>{null}</Match>
      <Match when={welcomes()}>
        <Welcome />
      </Match>
      <Match when={!welcomes()}>
        <Dashboard />
      </Match>
    </Switch>
  );
}
