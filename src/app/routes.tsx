import { Route, Router, useLocation, useNavigate } from '@solidjs/router';
import { type ParentProps } from 'solid-js';
import type { AppState } from '#state/app-state.ts';
import { AppContext } from '#ui/kit/app-context.ts';
import { NavigationContext } from '#ui/kit/navigation.ts';
import type { UpdateNotice } from '#ui/shell/notices.tsx';
import { Shell } from '#ui/shell/shell.tsx';
import { HomeScreen } from './home-screen.tsx';
import { later } from '#ui/kit/later.tsx';

const ScenarioRoute = later(() => import('./scenario-route.tsx').then((module) => module.ScenarioRoute));
const OpenLinkScreen = later(() => import('./open-link-screen.tsx').then((module) => module.OpenLinkScreen));
const OpenFilesScreen = later(() => import('./open-files-screen.tsx').then((module) => module.OpenFilesScreen));
const DataScreen = later(() => import('#ui/data/data-screen.tsx').then((module) => module.DataScreen));
const SettingsScreen = later(() => import('#ui/settings/settings-screen.tsx').then((module) => module.SettingsScreen));
const ConnectScreen = later(() => import('#ui/connect/connect-screen.tsx').then((module) => module.ConnectScreen));
const HelpRoute = later(() => import('./help-route.tsx').then((module) => module.HelpRoute));
const TeamScreen = later(() => import('#ui/team/team-screen.tsx').then((module) => module.TeamScreen));
const NotFoundScreen = later(() => import('#ui/shell/not-found-screen.tsx').then((module) => module.NotFoundScreen));

export interface AppProps {
  state: AppState;
  updates: UpdateNotice;
  /** Decides what home draws while the projects load. */
  expectsProjects: boolean;
  expectsTeam: () => boolean;
}

/** The whole app: a screen for each address. */
export function App(app: AppProps) {
  const Frame = (props: ParentProps) => {
    const navigate = useNavigate();
    const location = useLocation();
    return (
      <NavigationContext.Provider value={{ path: () => location.pathname, go: (path) => navigate(path) }}>
        <Shell updates={app.updates}>{props.children}</Shell>
      </NavigationContext.Provider>
    );
  };

  return (
    <AppContext.Provider value={app.state}>
      <Router root={Frame}>
        <Route
          path="/"
          component={() => <HomeScreen expectsProjects={app.expectsProjects} expectsTeam={app.expectsTeam} />}
        />
        <Route path="/scenario/:id" component={ScenarioRoute} />
        <Route path="/open" component={OpenLinkScreen} />
        <Route path="/open-files" component={OpenFilesScreen} />
        <Route path="/data" component={DataScreen} />
        <Route path={['', '/*section'].map((section) => `/settings${section}`)} component={SettingsScreen} />
        <Route path={['/connect', '/connect/:project']} component={ConnectScreen} />
        <Route path={['/help', '/help/:page']} component={HelpRoute} />
        <Route
          path={[
            '/sign-in',
            '/sign-up',
            '/reset-password',
            '/new-password',
            '/confirm',
            '/join',
            '/new-workspace',
            '/unsubscribe',
          ]}
          component={TeamScreen}
        />
        <Route path="*" component={NotFoundScreen} />
      </Router>
    </AppContext.Provider>
  );
}
